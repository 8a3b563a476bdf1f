"""Change the state of a watch in its file, and nothing else of it: comments and order stay."""

from pathlib import Path

import tomlkit
from tomlkit.items import Table

from monitor.model import WatchState
from monitor.toml_tables import read_text, write_text
from monitor.watch.file import load


def set_state(path: Path, state: WatchState) -> None:
    """Write ``state`` into the ``[watch]`` table of ``path``.

    Raises ``ConfigurationError`` for a file with mistakes (it is left as it is), ``UnusableStoreError`` where it
    can't be written.
    """
    load(path)
    document = tomlkit.parse(read_text(path))
    table = document["watch"]
    if isinstance(table, Table):
        table["state"] = state.value
    write_text(path, tomlkit.dumps(document))
