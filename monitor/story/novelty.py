"""How new a report is, and what makes it so."""

from dataclasses import fields
from operator import attrgetter
from typing import Final

from monitor.story.evidence import Evidence, is_news
from monitor.story.facts import Facts, as_written, names_in, term_of
from monitor.story.memory import Memory, rarity
from monitor.story.reading import Reading
from monitor.story.steps import is_step
from monitor.story.values import Because, Novelty
from monitor.text.fold import fold_with_offsets
from monitor.text.tokens import stem, token_spans

WEIGHTS: Final = Evidence(
    covered=-2.0,
    new_words=0.2,
    new_steps=1.3,
    lead_steps=0.8,
    figures=1.0,
    grew=1.1,
    explains=-1.2,
    reflects=-0.8,
    films=1.6,
    quotes=0.5,
    says=0.9,
    since=0.4,
)
"""Points of each piece of evidence, rounded from a logistic regression (``benchmarks/fit_developments.py``)."""
_AMOUNTS: Final = attrgetter(*(field.name for field in fields(Evidence)))
_WEIGHTS: Final[tuple[float, ...]] = _AMOUNTS(WEIGHTS)
BIAS: Final = -1.35
NEW_FROM: Final = 0.0
"""Points from which a report opens a development."""
DETAIL_FROM: Final = -1.5
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


def novelty_of(evidence: Evidence, new_from: float = NEW_FROM) -> Novelty:
    """The class of a report that is no copy, as far as the evidence goes."""
    total = points(evidence)
    if total >= new_from and evidence.covered >= TOUCHES_FROM:
        return Novelty.NEW
    return Novelty.DETAIL if total >= DETAIL_FROM else Novelty.REPEAT


def reasons(reading: Reading, facts: Facts, memory: Memory) -> tuple[Because, ...]:
    """What the report tells that the watch had not: numbers, names, steps, words; as they stand in it."""
    found: dict[str, Because] = {}
    for figure in facts.figures:
        if is_news(figure, memory):
            text = as_written(facts, figure.start, max(figure.end, figure.what[1]))
            found.setdefault(text, Because(kind="number", text=text))
    for name in names_in(facts):
        if not any(stem(word) in memory.words for word in name.words):
            found.setdefault(name.text, Because(kind="name", text=name.text))
    fresh = [term for term in facts.title if term not in memory.words]
    if fresh:
        for term, text in sorted(
            _written(reading, set(fresh)), key=lambda each: (not is_step(each[0]), -rarity(each[0]))
        ):
            if not any(text in other for other in found):
                found[text] = Because(kind="verb" if is_step(term) else "word", text=text)
    return tuple(found.values())[:MOST_REASONS]


def _written(reading: Reading, terms: set[str]) -> list[tuple[str, str]]:
    """The terms with the words of the headline that they stand for."""
    title = reading.report.title
    folded = fold_with_offsets(title)
    english = reading.report.language[:2].lower() in {"en", ""}
    found: dict[str, str] = {}
    for token, start, end in token_spans(folded.text):
        term = term_of(token, english=english)
        if term in terms:
            found.setdefault(term, title[slice(*folded.original(start, end))])
    return list(found.items())
