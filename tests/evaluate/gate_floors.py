"""What the gate holds against a change: floors that only rise, and the record of those that were let down."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """By measure: what it must reach at least, and at most."""

    floor: Mapping[str, float]
    ceiling: Mapping[str, float]

    def asked(self) -> dict[str, float]:
        """Every limit by its measure."""
        return {**self.floor, **self.ceiling}

    def missed(self, measured: Mapping[str, float]) -> list[str]:
        """A sentence for each limit that ``measured`` does not keep."""
        low = [
            f"{name} is {measured[name]:.3f}, its floor {limit}"
            for name, limit in self.floor.items()
            if measured[name] < limit
        ]
        high = [
            f"{name} is {measured[name]:.3f}, its ceiling {limit}"
            for name, limit in self.ceiling.items()
            if measured[name] > limit
        ]
        return low + high

    def let_down(self, strictest: Mapping[str, float], record: str) -> list[str]:
        """A sentence for each limit that asks less than it once did without a row in ``record`` that owns up to it.

        A row names the limit, the old and the new value, and a reason of at least three words.
        """
        owned = set(entries(record))
        now = self.asked()
        return [
            f"{name} asked for {then} and now asks for {now.get(name, 'nothing')}"
            for name, then in strictest.items()
            if self._asks_less(name, then) and (name, str(then), str(now.get(name, "nothing"))) not in owned
        ]

    def _asks_less(self, name: str, then: float) -> bool:
        if name in self.ceiling:
            return self.ceiling[name] > then
        return self.floor.get(name, float("-inf")) < then

    def raised(self, strictest: Mapping[str, float]) -> list[str]:
        """The limits that ask more than ``strictest`` knows of, or that it does not know."""
        return [
            name
            for name, limit in self.asked().items()
            if name not in strictest
            or (limit != strictest[name] and not self._asks_less(name, strictest[name]))
        ]


def read_floors(path: Path) -> Floors:
    """The limits of a floors file."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Floors(floor=content["floor"], ceiling=content["ceiling"])


def entries(record: str) -> Iterator[tuple[str, str, str]]:
    """(what, old, new) of each row ``| date | what | old | new | reason |`` of a page that gives a reason."""
    for line in record.splitlines():
        cells = [cell.strip(" `") for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and re.fullmatch(r"\d{4}-\d\d-\d\d", cells[0]) and len(cells[4].split()) >= 3:
            yield cells[1], cells[2], cells[3]
