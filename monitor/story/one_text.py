"""The pair rule: whether two wordings are one text. ``docs/story.md`` says it in plain words, with what was measured.

Constants were chosen on half 1 of the 781 labelled pairs and looked at on half 2 (``benchmarks/copies.py``); figures
beside a constant are for half 1.
"""

from array import array
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from monitor.story.wording import Wording, in_common

LONGEST: Final = timedelta(days=6)
"""Copies come within days; what comes after a week is the next number of a series."""
RETITLED_BY_ITSELF: Final = timedelta(hours=24)
"""One source gives a text a new title on the same day. Later, the text is a standing one."""
SAME_MOMENT: Final = timedelta(hours=3)
"""Two desks that write the same short headline do so when the news breaks; who takes over a text is later."""
AGREEMENT: Final = 1.4
"""Agreement of the texts, 0 to 2, that makes them one whatever their titles. At 1.3 precision falls by .02, at
1.5 recall by .02."""
AGREEMENT_SAME_TITLE: Final = 0.95
"""Enough where one title is the other, or stands in it word for word."""
AGREEMENT_ONE_SOURCE: Final = 1.6
"""The same within one source: its next report on a story repeats what it wrote before."""
AGREEMENT_OTHER_NUMBERS: Final = 1.7
"""Needed where the titles have other numbers: then it is an old title over the same text."""
NEW_RUNS: Final = 1.0
"""Runs that are added to those of the shorter text before the share is taken: two of three prove less than 20 of 30."""
CONTAINED: Final = 0.95
"""Share of the shorter title that stands in the longer one, in order."""
MOST_OF_TITLE: Final = 0.55
"""Share of the longer title that the shorter one must be to count as the same."""
NEAR_TITLE: Final = 0.85
"""Share of the longer title that both have, where there is no text to go by."""
NEAR_TITLE_RUNS: Final = 0.8
"""Share of the runs of the title with fewer; words changed places otherwise."""
PARTICULAR: Final = 8
"""Words of content in a headline that two desks do not write alike by chance."""
LEAST_TITLE: Final = 3
"""A title of fewer words of content (“Live blog”, “Weather”) is a frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Titles:
    """How two titles compare."""

    equal: bool
    words: int
    """Of the shorter."""
    of_shorter: float
    """Share of the shorter's words that both have in the same order."""
    of_longer: float
    runs: float

    @property
    def nested(self) -> bool:
        """Whether one is the other, with a few words before, between or after."""
        return self.of_shorter >= CONTAINED and self.of_longer >= MOST_OF_TITLE


def one_text(first: Wording, second: Wording) -> bool:
    """Whether both are one text; the order does not matter."""
    apart = abs(first.first_seen - second.first_seen)
    if apart > LONGEST or not _may_be(first, second):
        return False
    titles = _titles(first, second)
    agreement = _agreement(first, second, titles)
    if _numbers_differ(first, second, agreement, titles):
        return False
    if first.source == second.source:
        return _one_text_of_one_source(first, second, apart, titles, agreement)
    if agreement >= AGREEMENT or (titles.nested and agreement >= AGREEMENT_SAME_TITLE):
        return True
    if _says_nothing(first) or _says_nothing(second):
        return _same_headline(titles)
    particular = titles.words >= PARTICULAR or apart > SAME_MOMENT
    return titles.equal and titles.words >= LEAST_TITLE and particular


def _one_text_of_one_source(
    first: Wording, second: Wording, apart: timedelta, titles: _Titles, agreement: float
) -> bool:
    """A source repeats frames: equal titles prove nothing, nor do equal texts under other titles on another day."""
    same_day = apart <= RETITLED_BY_ITSELF
    if titles.nested:
        return agreement >= AGREEMENT_SAME_TITLE or (
            same_day and (first.mute or second.mute) and _same_headline(titles)
        )
    return same_day and agreement >= AGREEMENT_ONE_SOURCE


def _may_be(first: Wording, second: Wording) -> bool:
    """Whether it is worth while to compare more closely; no pair is lost by it."""
    if first.title == second.title:
        return True
    one, other = sorted((first.title, second.title), key=len)
    there = set(other)
    if sum(word in there for word in one) >= NEAR_TITLE * len(one):
        return True
    return _runs_in_common(first, second) >= AGREEMENT - 1


def _runs_in_common(first: Wording, second: Wording) -> float:
    """Share of the runs of the shorter text that the longer one has too."""
    fewest = min(len(first.text_runs), len(second.text_runs))
    return _shared(first.text_runs, second.text_runs) / (fewest + NEW_RUNS)


def _titles(first: Wording, second: Wording) -> _Titles:
    one, other = sorted((first.title, second.title), key=len)
    if first.title == second.title:
        return _Titles(equal=True, words=len(set(one)), of_shorter=1.0, of_longer=1.0, runs=1.0)
    common = in_common(one, other)
    fewest = min(len(first.title_runs), len(second.title_runs))
    return _Titles(
        equal=False,
        words=len(set(one)),
        of_shorter=common / len(one) if one else 0.0,
        of_longer=common / len(other),
        runs=_shared(first.title_runs, second.title_runs) / fewest if fewest else 0.0,
    )


def _agreement(first: Wording, second: Wording, titles: _Titles) -> float:
    """Of the texts: share of runs that both have, plus share of words in the same order; each of the shorter."""
    if first.caption or second.caption or not (first.text and second.text):
        return 0.0
    runs = _runs_in_common(first, second)
    if runs < AGREEMENT - 1 and not titles.nested:
        # Words in the same order add 1 at most.
        return runs
    return runs + in_common(first.text, second.text) / min(len(first.text), len(second.text))


def _numbers_differ(first: Wording, second: Wording, agreement: float, titles: _Titles) -> bool:
    """Whether a number changed: the next state of a story, or the next number of a series.

    A number that one side only leaves out is no change, nor an old one in a title over the same text.
    """
    if not titles.equal:
        ours = first.title_numbers | first.text_numbers
        theirs = second.title_numbers | second.text_numbers
        if first.text_numbers - theirs and second.text_numbers - ours:
            return True
    if first.title_numbers == second.title_numbers:
        return False
    one_source = first.source == second.source
    both = first.title_numbers - second.title_numbers and second.title_numbers - first.title_numbers
    if one_source and both:
        return True
    return bool(one_source or both) and agreement < AGREEMENT_OTHER_NUMBERS


def _says_nothing(wording: Wording) -> bool:
    return wording.mute or wording.caption


def _same_headline(titles: _Titles) -> bool:
    """Whether the headlines alone are enough: there is nothing else."""
    if titles.equal:
        return titles.words >= LEAST_TITLE
    return titles.of_longer >= NEAR_TITLE and titles.runs >= NEAR_TITLE_RUNS and titles.words >= PARTICULAR


def _shared(first: "array[int]", second: "array[int]") -> int:
    return len(set(first).intersection(second))
