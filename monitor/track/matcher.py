"""Every spelling of every watch, found in one pass over the folded text, verified by its script's rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from monitor.model import Form, Term, Watch
from monitor.text.script import has_boundary
from monitor.track.affixes import LONGEST_PREFIX, prefix_allowed, unprefixed
from monitor.track.patterns import Pattern, pattern_of
from monitor.track.reading import Reading

MUTE: Final = -1
"""Stands in the place of a term's number for a phrase that mutes an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A verified occurrence, as a slice of the folded text of a reading."""

    start: int
    end: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Use:
    """Who looks for a pattern: a term of a watch, as a form or as a phrase it must not be part of."""

    watch: str
    term: int
    sure: bool
    unless: bool


class Matcher:
    """The automaton over all forms of the watches; immutable once built."""

    def __init__(self, watches: Iterable[Watch]) -> None:
        """Build the automaton; raises ValueError for a form that cannot be looked for."""
        users: dict[Pattern, list[_Use]] = {}
        for watch in watches:
            for pattern, use in _uses(watch):
                users.setdefault(pattern, []).append(use)
        anchored: dict[str, list[Pattern]] = {}
        for pattern in users:
            for anchor in pattern.anchors:
                anchored.setdefault(anchor, []).append(pattern)
        self._users = users
        self._anchored = list(anchored.values())
        self._at_word = [all(p.bounded and unprefixed(p.script) for p in each) for each in self._anchored]
        """Whether nothing that begins with the anchor can begin within a word: most places are passed over by it."""
        self._automaton = _automaton(list(anchored)) if anchored else None

    def find(self, reading: Reading) -> dict[str, dict[int, tuple[Match, ...]]]:
        """For each watch, the matches of each of its terms (by number), leftmost and longest, in order."""
        if self._automaton is None:
            return {}
        found: dict[tuple[str, int], list[Match]] = {}
        barred: dict[tuple[str, int], list[Match]] = {}
        for pattern, start, end in self._occurrences(reading):
            for use in self._users[pattern]:
                target = barred if use.unless else found
                match = Match(start=start, end=end, sure=use.sure)
                target.setdefault((use.watch, use.term), []).append(match)
        matches: dict[str, dict[int, tuple[Match, ...]]] = {}
        for key in sorted(found):
            free = found[key]
            if key in barred:
                free = [match for match in free if not _inside(match, barred[key])]
            if free:
                matches.setdefault(key[0], {})[key[1]] = leftmost_longest(free)
        return matches

    def _occurrences(self, reading: Reading) -> Iterator[tuple[Pattern, int, int]]:
        text = reading.folded
        if self._automaton is None:
            return
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if self._at_word[number] and start and _joins(text[start - 1]):
                continue
            for pattern in self._anchored[number]:
                tail = pattern.tail.match(text, start)
                if tail is None:
                    continue
                begin = _word_begin(pattern, text, start)
                if begin is not None and _case_fits(pattern, reading, start, tail.end()):
                    yield pattern, begin, tail.end()


def leftmost_longest(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Of overlapping matches the first to start, of those the longest, of those a sure one."""
    if len(matches) == 1:
        return tuple(matches)
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end, not m.sure)):
        if not chosen or match.start >= chosen[-1].end:
            chosen.append(match)
    return tuple(chosen)


def _uses(watch: Watch) -> Iterator[tuple[Pattern, _Use]]:
    for number, term in enumerate(watch.terms):
        for form in term.forms:
            yield from _used(form, term, _Use(watch.slug, number, form.sure, unless=False))
        for phrase in term.unless:
            yield from _used(Form(text=phrase), None, _Use(watch.slug, number, sure=False, unless=True))
    for phrase in watch.mute:
        yield from _used(Form(text=phrase), None, _Use(watch.slug, MUTE, sure=False, unless=False))


def _used(form: Form, term: Term | None, use: _Use) -> Iterator[tuple[Pattern, _Use]]:
    pattern = pattern_of(
        form,
        inflect=term.inflect if term else True,
        exact_case=term.exact_case if term else False,
    )
    if pattern is not None:
        yield pattern, use


def _automaton(anchors: list[str]) -> AhoCorasick:
    # Never the DFA: at 100,000 forms it takes more than a gigabyte.
    return AhoCorasick(anchors, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)


def _inside(match: Match, barred: Sequence[Match]) -> bool:
    return any(other.start <= match.start and match.end <= other.end for other in barred)


def _word_begin(pattern: Pattern, text: str, start: int) -> int | None:
    """Where the word at ``start`` begins, with its script's prefixes; None where it is another word."""
    if not pattern.bounded:
        return start
    begin = start
    while begin > 0 and start - begin <= LONGEST_PREFIX and _joins(text[begin - 1]):
        begin -= 1
    return begin if prefix_allowed(pattern.script, text[begin:start]) else None


def _joins(character: str) -> bool:
    return character.isalnum() and has_boundary(character)


def _case_fits(pattern: Pattern, reading: Reading, start: int, end: int) -> bool:
    """Where case counts, each letter must be a capital or not as in the form; endings are free."""
    if not pattern.capitals:
        return True
    field, first, last = reading.place(start, end)
    letters = filter(str.isalpha, reading.surface(field, first, last))
    return all(a.isupper() == b.isupper() for a, b in zip(pattern.capitals, letters, strict=False))
