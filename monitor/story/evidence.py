"""What speaks for and against a report opening a development."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor.story.facts import ENGLISH, Facts, as_written, beginning, term_of
from monitor.story.figures import TOLLS, Figure, grows
from monitor.story.headlines import explains, explains_itself, films, says, states
from monitor.story.memory import Memory
from monitor.story.names import Name
from monitor.story.nearest import Nearest
from monitor.story.reading import Reading
from monitor.story.steps import FILM, is_step
from monitor.story.values import NumberChange
from monitor.story.wording import is_caption
from monitor.text.fold import fold
from monitor.text.tokens import folded_tokens, word_token

_MOST: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Each is 0 where it does not speak; yes is 1."""

    fresh: float = 0.0
    """The largest share of the headline's weight that one earlier report has told, for the age of that report."""
    new_steps: float = 0.0
    """Steps in the headline that the watch has not told, 2 at most."""
    first_step: float = 0.0
    """The first step in the headline is one of them."""
    lead_steps: float = 0.0
    """Steps in the lead that it has not told, 2 at most; none under a picture."""
    figures: float = 0.0
    """Numbers in the headline that it has not told, 2 at most."""
    explains: float = 0.0
    """By the wording of headline or lead."""
    films: float = 0.0
    """Pictures are announced, and none were told of."""
    says: float = 0.0
    """The lead gives its word to somebody."""
    states: float = 0.0
    """The headline does."""


def evidence_of(reading: Reading, facts: Facts, memory: Memory, near: Nearest) -> Evidence:
    """Look at all of it; nothing is weighed yet."""
    told, title, lead = memory.words, facts.title, facts.stated[facts.title_end :]
    steps = [term not in told for term in title if is_step(term)]
    figures = sum(f.start < facts.title_end and is_news(f, memory) for f in facts.figures)
    return Evidence(
        fresh=near.fresh,
        new_steps=min(_MOST, sum(steps)),
        first_step=float(steps[:1] == [True]),
        lead_steps=0.0 if is_caption(reading) else min(_MOST, _new_steps(facts.lead, memory)),
        figures=min(_MOST, figures),
        explains=float(explains(reading.title) or explains_itself(lead)),
        films=float(FILM not in told and films(reading.title)),
        says=float(says(lead)),
        states=float(states(reading.title)),
    )


def _new_steps(terms: Sequence[str], memory: Memory) -> int:
    return sum(is_step(term) and term not in memory.words for term in terms)


def is_told(name: Name, facts: Facts, memory: Memory) -> bool:
    """Whether the watch has told a word of it; of a code, whose parts are words (SA-22), all."""
    english, told = facts.language in ENGLISH, memory.words
    for word in name.words:
        term = term_of(word_token(word), english=english)
        if term in told or beginning(term) in told:
            return True
    return "-" in name.text and all(token in told for token in folded_tokens(fold(name.text)))


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
