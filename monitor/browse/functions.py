"""The functions of ours that the canned queries call, beside those of SQLite."""

import statistics
from typing import Any

from monitor.browse.search import found_excerpt, pairs_match, snippet_match, words_match


class Median:
    """``median(x)``: the middle value of a group, nulls left out; null for none. A tenth of the cost of windows."""

    def __init__(self) -> None:
        """Begin with no values."""
        self._values: list[float] = []

    def step(self, value: float | None) -> None:
        """One more row of the group."""
        if value is not None:
            self._values.append(value)

    def finalize(self) -> float | None:
        """The median of all rows."""
        return statistics.median(self._values) if self._values else None


def register(connection: Any) -> None:  # noqa: ANN401 - Datasette's connection; only the store imports sqlite3
    """Give a SQLite connection these functions; without them the queries cannot run."""
    for function, arguments in ((words_match, 1), (pairs_match, 1), (snippet_match, 1), (found_excerpt, 2)):
        connection.create_function(function.__name__, arguments, function, deterministic=True)
    connection.create_aggregate("median", 1, Median)
