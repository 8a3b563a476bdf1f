"""How Datasette is set up for our database, and where its files lie in the package."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
STATIC = FOLDER / "static"
STATIC_MOUNT = "assets"
"""Where the files of ``STATIC`` are served; the metadata names the style sheet there."""

SETTINGS: Mapping[str, int | bool] = MappingProxyType(
    {
        # Only the canned queries run: a reader cannot make the server work without end.
        "default_allow_sql": False,
        "sql_time_limit_ms": 3000,
        "max_returned_rows": 1000,
        # Guessing at facets reads whole tables at each visit; the metadata names the useful ones.
        "suggest_facets": False,
        "facet_time_limit_ms": 500,
        "default_page_size": 50,
        # A cell in a list is a glance; the page of a row shows all of it.
        "truncate_cells_html": 300,
        "num_sql_threads": 4,
        # The indexes of half a year do not fit into SQLite's own 2 MB.
        "cache_size_kb": 32768,
        # News is wanted as it stands now.
        "default_cache_ttl": 0,
    }
)
"""Datasette's settings; the rest keep their defaults. Times in milliseconds."""
