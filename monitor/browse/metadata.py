"""What Datasette is told of our tables and queries, made at start from the schema's comments: never stale."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from monitor.browse.canned import CannedQuery, canned_queries
from monitor.browse.options import STATIC, STATIC_MOUNT
from monitor.store.schema import Table, tables

STYLE_SHEETS = ("newswake.css", "pages.css")
_HIDDEN_WITHOUT_COMMENT = ("_sqlite_migrations", "sqlite_sequence")
_LIST_FIRST: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "feeds": {
            "label_column": "name",
            "sort_desc": "failures",
            "facets": ["health", "group_name", "language"],
        },
        "polls": {"sort_desc": "id", "facets": ["outcome"]},
        "gaps": {"sort_desc": "id"},
        "feed_health": {"sort_desc": "id", "facets": ["after"]},
        # Secrets agreed with hubs: nobody reads them in a browser.
        "subscriptions": {"allow": False},
        "items": {
            "label_column": "title",
            "sort_desc": "first_seen",
            "facets": ["base_language"],
            "fts_table": "items_fts",
            "fts_pk": "id",
            "sortable_columns": ["id", "feed_id", "first_seen", "base_language"],
        },
        "item_versions": {"label_column": "title", "sort_desc": "id"},
        "watches": {"label_column": "title", "facets": ["state"]},
        "terms": {"label_column": "name", "sort_desc": "weight", "facets": ["watch_id", "role", "origin"]},
        "decisions": {"sort_desc": "score", "facets": ["watch_id", "hit"]},
        "hits": {
            "label_column": "id",
            "sort_desc": "id",
            "facets": ["watch_id", {"date": "first_seen"}],
        },
        "reports": {
            "sort_desc": "first_seen",
            "facets": ["watch_id", "language", "feed_id"],
        },
        "developments": {"label_column": "title", "sort_desc": "id", "facets": ["watch_id"]},
        "hit_novelty": {"sort_desc": "hit_id", "facets": ["watch_id", "novelty"]},
        "hit_edits": {"sort_desc": "id", "facets": ["news"]},
        "story_progress": {"hidden": True},
        "watch_changes": {"sort_desc": "id", "facets": ["watch_id", "kind"]},
        "items_pairs": {"hidden": True},
        "hit_reasons": {"sort_desc": "hit_id", "facets": ["term"]},
        "profile_tokens": {"sort_desc": "weight", "facets": ["watch_id"]},
        "token_counts": {"hidden": True},
        "background": {"hidden": True},
        "digests": {"label_column": "subject", "sort_desc": "id", "facets": ["state"]},
        "notices": {"label_column": "text", "sort_desc": "id", "facets": ["kind"]},
        "requests": {"sort_desc": "id", "facets": ["kind"]},
    }
)
"""Table → what its page shows first. Items sort by indexed columns only: their rows are long."""


def metadata(database: Path) -> dict[str, Any]:
    """Datasette's metadata for the database file; its name without the ending is its name on the pages."""
    return {
        "title": "Newswake",
        "description_html": (
            "<p>Newswake follows news stories: it polls feeds, decides for each new item whether it is "
            "follow-up coverage of a story that is watched, and keeps the reasons. These pages read its live "
            "database and cannot change it. All times are UTC.</p>"
        ),
        "extra_css_urls": [f"/{STATIC_MOUNT}/{name}?{_fingerprint(name)}" for name in STYLE_SHEETS],
        "databases": {
            database.stem: {
                "title": "Tables and queries",
                "description": "Everything stored: what each table and column is for stands on its page.",
                "tables": _tables(),
                "queries": {query.name: _query(query) for query in canned_queries()},
            }
        },
    }


def _tables() -> dict[str, Any]:
    described = {table.name: _table(table) for table in tables()}
    return described | {name: {"hidden": True} for name in _HIDDEN_WITHOUT_COMMENT}


def _table(table: Table) -> dict[str, Any]:
    shown = _LIST_FIRST.get(table.name, {})
    return {"description": table.comment, "columns": dict(table.columns), **shown}


def _query(query: CannedQuery) -> dict[str, Any]:
    return {
        "title": query.title,
        "description": query.description,
        "sql": query.sql,
        "hide_sql": True,
        "params": [parameter.name for parameter in query.parameters],
        # Not Datasette's: our page of a query shows what to write into each field.
        "hints": {parameter.name: parameter.hint for parameter in query.parameters},
    }


def _fingerprint(name: str) -> str:
    """A change of the style sheet changes its address, so that no browser keeps an old one."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
