"""Copies: hits of one watch that are one text.

``are_copies`` judges a pair; ``Copies`` finds, among the hits of a window, the group that a new one belongs to.
"""

from collections import Counter, deque
from collections.abc import Iterable
from datetime import datetime
from heapq import heappop, heappush
from itertools import chain
from typing import Final
from zlib import crc32

from monitor.story.one_text import one_text
from monitor.story.reading import Reading
from monitor.story.wording import Wording, wording_of

TEXT_SKETCH: Final = 8
"""Runs of a text under which its group is looked up: those with the smallest numbers, so that two texts that share
runs share some of these."""
TITLE_SKETCH: Final = 4
"""The same of a title."""
POSTED: Final = 16
"""Groups kept under one run, the newest: what more texts share is a phrase of the story and tells nothing."""
CANDIDATES: Final = 6
"""Groups that a report is compared with at most, those that share most runs with it first."""


def are_copies(first: Reading, second: Reading) -> bool:
    """Whether two reports are one text; the order does not matter."""
    return one_text(wording_of(first), wording_of(second))


class _Group:
    """Reports of one text. Others are compared with its standards only: the first, and the fullest copy of the first.

    So every member is a copy of the first or of a copy of the first, and no chain leads away from it.
    """

    __slots__ = ("first", "fullest", "members")

    def __init__(self, first: Wording) -> None:
        self.members = deque([first])
        self.first = self.fullest = first

    def take(self, wording: Wording) -> None:
        """Keep a member."""
        self.members.append(wording)
        self._measure(wording)

    def drop(self, wording: Wording) -> None:
        """Forget a member; ``settle`` when all are dropped."""
        if self.members[0] is wording:
            self.members.popleft()
        else:
            # By identity: two members may be equal.
            self.members = deque(member for member in self.members if member is not wording)

    def settle(self) -> None:
        """Choose the standards as a group would have them that never had more than these members."""
        self.first = self.fullest = self.members[0]
        for member in self.members:
            self._measure(member)

    def standards(self) -> tuple[Wording, Wording]:
        """What a report is compared with."""
        return self.first, self.fullest

    def _measure(self, wording: Wording) -> None:
        if len(wording.text) > len(self.fullest.text) and one_text(self.first, wording):
            self.fullest = wording


class Copies:
    """The texts of one watch in a window of time.

    What it finds follows from what was added and is not forgotten, and from the order of that, by nothing else.
    """

    def __init__(self) -> None:
        self._groups: dict[int, _Group] = {}
        self._posted: dict[int, int | tuple[int, ...]] = {}
        """Keys of the standards, with the group or groups that have them. Nearly all keys have one: so many tuples
        would take as much memory again, and the collector twice the time."""
        self._ages: list[tuple[datetime, int, int, Wording]] = []
        self._added = 0
        self._read: tuple[Reading, Wording, tuple[int, ...]] | None = None

    def find(self, reading: Reading) -> int | None:
        """Number of the group that has this text already: the hit number of its first hit. None where none has."""
        wording, keys = self._cut(reading)
        for number in self._candidates(keys):
            first, fullest = self._groups[number].standards()
            if one_text(first, wording) or (fullest is not first and one_text(fullest, wording)):
                return number
        return None

    def add(self, reading: Reading, group: int) -> None:
        """Keep a report as a member of ``group``: what ``find`` gave, or its own hit number."""
        wording, keys = self._cut(reading)
        known = self._groups.get(group)
        if known is None:
            self._groups[group] = _Group(wording)
            self._post(group, keys)
        else:
            before = known.standards()
            known.take(wording)
            self._repost(group, before, known.standards())
        self._added += 1
        heappush(self._ages, (wording.first_seen, self._added, group, wording))

    def forget(self, before: datetime) -> None:
        """Drop all members first seen before that moment; a group goes with its last member."""
        before_that: dict[int, tuple[Wording, ...]] = {}
        while self._ages and self._ages[0][0] < before:
            _, _, number, wording = heappop(self._ages)
            group = self._groups[number]
            before_that.setdefault(number, group.standards())
            group.drop(wording)
        for number, standards in before_that.items():
            group = self._groups[number]
            if group.members:
                group.settle()
                self._repost(number, standards, group.standards())
            else:
                del self._groups[number]
                self._repost(number, standards, ())
        self._read = None

    def _cut(self, reading: Reading) -> tuple[Wording, tuple[int, ...]]:
        """Wording and keys; once for ``find`` and the ``add`` that follows it."""
        if self._read is None or self._read[0] is not reading:
            wording = wording_of(reading)
            self._read = reading, wording, _keys_of(wording)
        return self._read[1:]

    def _candidates(self, keys: tuple[int, ...]) -> list[int]:
        """Groups that have the very same words, then those that share most keys; the older first among equals."""
        same, *others = map(self._having, keys)
        votes = Counter(chain.from_iterable(others))
        return [*same, *sorted(votes, key=lambda number: (-votes[number], number))[:CANDIDATES]]

    def _having(self, key: int) -> tuple[int, ...]:
        """Groups posted under ``key``, in the order they were."""
        found = self._posted.get(key, ())
        return found if isinstance(found, tuple) else (found,)

    def _repost(self, number: int, before: tuple[Wording, ...], after: tuple[Wording, ...]) -> None:
        """Let the group be found by the keys of its standards, and by no others."""
        if before == after:
            return
        old = frozenset(chain.from_iterable(map(_keys_of, before)))
        new = frozenset(chain.from_iterable(map(_keys_of, after)))
        for key in old - new:
            self._withdraw(key, number)
        self._post(number, new - old)

    def _post(self, number: int, keys: Iterable[int]) -> None:
        posted = self._posted
        for key in keys:
            posted[key] = (*self._having(key)[1 - POSTED :], number) if key in posted else number

    def _withdraw(self, key: int, number: int) -> None:
        posted = self._posted.get(key)
        if posted == number:
            del self._posted[key]
        elif isinstance(posted, tuple):
            left = tuple(other for other in posted if other != number)
            if left:
                self._posted[key] = left
            else:
                del self._posted[key]


def _keys_of(wording: Wording) -> tuple[int, ...]:
    """What a text is looked up by: all its words, then its title, runs of the title, and runs of the text."""
    title = crc32(wording.title.tobytes())
    whole = crc32(wording.text.tobytes(), title)
    return whole, title, *wording.title_runs[:TITLE_SKETCH], *wording.text_runs[:TEXT_SKETCH]
