import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx

from monitor.browse.metadata import metadata
from monitor.store.connection import open_store
from monitor.store.describe import layout
from monitor.store.schema import tables

Ask = Callable[[str], httpx.Response]


def test_every_table_and_column_of_the_schema_is_described() -> None:
    described = metadata(Path("data/newswake.db"))["databases"]["newswake"]["tables"]
    for table in tables():
        assert described[table.name]["description"] == table.comment
        assert described[table.name]["columns"] == dict(table.columns)


def test_what_the_metadata_names_is_in_the_database(own_database: Path) -> None:
    db = open_store(own_database)
    for name, said in metadata(own_database)["databases"]["own"]["tables"].items():
        if "columns" not in said:
            continue
        columns = set(layout(db)[name])
        facets = [facet if isinstance(facet, str) else facet["date"] for facet in said.get("facets", [])]
        named = {*facets, *said.get("sortable_columns", [])}
        named |= {said[key] for key in ("label_column", "sort_desc") if key in said}
        assert named <= columns, name
    db.close()


def test_it_is_printed_for_a_datasette_started_by_hand() -> None:
    command = [sys.executable, "-m", "monitor.browse"]
    printed = subprocess.run([*command, "data/newswake.db"], capture_output=True, check=True, text=True)
    assert json.loads(printed.stdout) == json.loads(json.dumps(metadata(Path("data/newswake.db"))))
    misused = subprocess.run(command, capture_output=True, check=False, text=True)
    assert misused.returncode == 2
    assert misused.stderr.startswith("usage:")
