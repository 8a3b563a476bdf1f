"""Counts as one line of bars. Pure."""

from collections.abc import Sequence
from typing import Final

_BARS: Final = "▁▂▃▄▅▆▇█"
_NOTHING: Final = "·"


def sparkline(counts: Sequence[int]) -> str:
    """One character a count, the highest as a full bar; 0 is a dot, so that nothing and little differ."""
    highest = max(counts, default=0)
    return "".join(
        _BARS[-(-count * len(_BARS) // highest) - 1] if count > 0 else _NOTHING for count in counts
    )
