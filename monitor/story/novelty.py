"""How new a report is, and what makes it so."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import chain
from operator import attrgetter
from typing import Final

from monitor.story.evidence import Evidence, is_news, is_told
from monitor.story.facts import ENGLISH, Facts, as_written, beginning, names_in, term_of
from monitor.story.memory import Memory, rarity
from monitor.story.names import Name
from monitor.story.steps import is_step
from monitor.story.values import Because, Novelty
from monitor.text.fold import fold_with_offsets
from monitor.text.tokens import token_spans

WEIGHTS: Final = Evidence(
    fresh=-4.9,
    new_steps=0.5,
    first_step=1.0,
    lead_steps=0.8,
    figures=1.2,
    explains=-1.1,
    films=3.0,
    says=0.6,
    states=0.6,
)
"""Points of each piece of evidence, rounded from a logistic regression (``benchmarks/fit_developments.py``)."""
_AMOUNTS: Final = attrgetter(*(field.name for field in fields(Evidence)))
_WEIGHTS: Final[tuple[float, ...]] = _AMOUNTS(WEIGHTS)
BIAS: Final = 0.8
NEW_FROM: Final = 0.0
"""Points from which a report opens a development."""
DETAIL_FROM: Final = -2.5
DETAIL_REASONS: Final = 2
"""Points, and new things told, from which a report that opens nothing adds a detail."""
TOUCHES_FROM: Final = 0.1
"""Share of a headline that some earlier report must have told. A report that touches the story less is more often a
false hit than a step: it opens nothing."""
MOST_REASONS: Final = 6


def points(evidence: Evidence) -> float:
    """What the evidence comes to."""
    pairs = zip(_AMOUNTS(evidence), _WEIGHTS, strict=True)
    total: float = sum(amount * weight for amount, weight in pairs)
    return BIAS + total


def novelty_of(evidence: Evidence, covered: float, new_from: float = NEW_FROM) -> Novelty:
    """The class of a report that is no copy, as far as the evidence goes; ``covered`` as ``Nearest`` has it."""
    total = points(evidence)
    if total >= new_from and covered >= TOUCHES_FROM:
        return Novelty.NEW
    return Novelty.DETAIL if total >= DETAIL_FROM else Novelty.REPEAT


def reasons(facts: Facts, memory: Memory) -> tuple[Because, ...]:
    """What the report tells that the watch had not: numbers, names, steps, words of the headline; as they stand."""
    found: dict[str, Because] = {}
    for figure in facts.figures:
        if is_news(figure, memory):
            text = as_written(facts, figure.start, max(figure.end, figure.what[1]))
            found.setdefault(text, Because(kind="number", text=text))
    for name in _new_names(facts, memory):
        found.setdefault(name.text, Because(kind="name", text=name.text))
        if len(found) >= MOST_REASONS:
            return tuple(found.values())[:MOST_REASONS]
    fresh = {term for term in facts.title if term not in memory.words}
    fresh.update(term for term in facts.lead if is_step(term) and term not in memory.words)
    written = _written(facts, fresh) if fresh else []
    for term, text in sorted(written, key=lambda each: (not is_step(each[0]), -rarity(each[0]))):
        if not any(text in other for other in found):
            found[text] = Because(kind="verb" if is_step(term) else "word", text=text)
    return tuple(found.values())[:MOST_REASONS]


def _new_names(facts: Facts, memory: Memory) -> Iterator[Name]:
    """They are made of words: where all of these were told, none is looked for."""
    if not all(map(memory.words.__contains__, chain(facts.title, facts.lead))):
        for name in names_in(facts):
            if not is_told(name, facts, memory):
                yield name


def _written(facts: Facts, terms: set[str]) -> list[tuple[str, str]]:
    """The terms with the words that stand for them in headline and lead, each once."""
    english = facts.language in ENGLISH
    found: dict[str, str] = {}
    for text in facts.written:
        if len(found) == len(terms):
            break
        folded = fold_with_offsets(text)
        for token, start, end in token_spans(folded.text):
            term = term_of(token, english=english)
            for key in (term, beginning(term)):
                if key in terms and key not in found:
                    found[key] = text[slice(*folded.original(start, end))]
    return list(found.items())
