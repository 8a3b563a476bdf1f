"""What speaks for and against a report opening a development."""

from dataclasses import dataclass
from math import log1p
from typing import Final

from monitor.story.facts import Facts, as_written
from monitor.story.figures import TOLLS, Figure, grows
from monitor.story.headlines import explains, films, quotes, reflects, says
from monitor.story.memory import Memory, rarity
from monitor.story.nearest import Nearest
from monitor.story.reading import Reading
from monitor.story.steps import is_step
from monitor.story.values import NumberChange

_MOST_WORDS: Final = 6.0
_MOST_STEPS: Final = 2.0
_MOST_FIGURES: Final = 2.0
_COMMON: Final = 1.0
"""Rarity under which a word tells nothing."""
LONGEST_HOURS: Final = 168.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Each is 0 where it does not speak; yes is 1."""

    covered: float = 0.0
    """The largest share of the headline's weight that one earlier report has told."""
    new_words: float = 0.0
    """Terms of the headline that the watch has not told, 6 at most."""
    new_steps: float = 0.0
    """Steps in the headline that it has not told, 2 at most."""
    lead_steps: float = 0.0
    """Steps in the lead that it has not told, 2 at most."""
    figures: float = 0.0
    """Numbers in the headline that it has not told, 2 at most."""
    grew: float = 0.0
    """A toll or sum above all that was told."""
    explains: float = 0.0
    reflects: float = 0.0
    films: float = 0.0
    quotes: float = 0.0
    says: float = 0.0
    """The lead gives its word to somebody."""
    since: float = 0.0
    """Logarithm of the hours, and one, since that earlier report; a week at most."""


def evidence_of(reading: Reading, facts: Facts, memory: Memory, near: Nearest, *, grew: bool) -> Evidence:
    """Look at all of it; nothing is weighed yet."""
    new = [term for term in facts.title if term not in memory.words]
    words = min(_MOST_WORDS, sum(rarity(term) > _COMMON for term in new))
    return Evidence(
        covered=near.covered,
        new_words=words,
        new_steps=min(_MOST_STEPS, sum(map(is_step, new))),
        lead_steps=min(_MOST_STEPS, sum(is_step(term) and term not in memory.words for term in facts.lead)),
        figures=min(
            _MOST_FIGURES,
            sum(f.start < facts.title_end and is_news(f, memory) for f in facts.figures),
        ),
        grew=float(grew),
        explains=float(explains(reading.title)),
        reflects=float(reflects(reading.title)),
        films=float(films(reading.title)),
        quotes=float(quotes(reading.report.title)),
        says=float(says(facts.stated[facts.title_end :])),
        since=log1p(min(LONGEST_HOURS, near.since)),
    )


def is_news(figure: Figure, memory: Memory) -> bool:
    """Whether the watch has not told it. An old, lower toll that a late report still gives is no news."""
    told = [count.value for count in memory.figures(figure.thing)]
    if figure.thing in TOLLS and told:
        return figure.value > max(told)
    return figure.value not in told


def changes_of(facts: Facts, memory: Memory) -> tuple[NumberChange, ...]:
    """The tolls and sums that are higher than all that was told of the same thing."""
    changes: dict[str, NumberChange] = {}
    for figure in facts.figures:
        if not grows(figure.thing) or figure.thing in changes:
            continue
        told = max(memory.figures(figure.thing), key=lambda count: count.value, default=None)
        if told is not None and figure.value > told.value:
            changes[figure.thing] = NumberChange(
                before=as_written(told.entry.facts, *told.place),
                after=as_written(facts, figure.start, figure.end),
                what=as_written(facts, *figure.what),
                hit_id=told.entry.hit_id,
            )
    return tuple(changes.values())
