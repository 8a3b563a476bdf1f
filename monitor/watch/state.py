"""Change the state of a watch in its file, and nothing else of it: comments and order stay."""

from pathlib import Path

import tomlkit
from tomlkit.items import Table

from monitor.errors import UnusableStoreError
from monitor.model import WatchState
from monitor.watch.file import load


def set_state(path: Path, state: WatchState) -> None:
    """Write ``state`` into the ``[watch]`` table of ``path``.

    Raises ``ConfigurationError`` for a file with mistakes (it is left as it is), ``UnusableStoreError`` where it
    can't be written.
    """
    load(path)
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    table = document["watch"]
    if isinstance(table, Table):
        table["state"] = state.value
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(tomlkit.dumps(document), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise UnusableStoreError(
            path, f"can't be written ({error.strerror})", "check its permissions"
        ) from error
