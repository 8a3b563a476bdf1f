"""How new a report is, and what makes it so."""

from typing import Final

from monitor.story.evidence import Evidence
from monitor.story.facts import Facts, term_of
from monitor.story.memory import Memory, rarity
from monitor.story.reading import Reading
from monitor.story.steps import is_step
from monitor.story.values import Because, Novelty
from monitor.text.fold import fold_with_offsets
from monitor.text.tokens import token_spans

WEIGHTS: Final = Evidence(
    covered=-2.2,
    new_words=0.2,
    new_steps=1.2,
    lead_steps=0.8,
    figures=0.8,
    grew=1.1,
    explains=-1.2,
    reflects=-0.8,
    films=1.6,
    quotes=0.5,
    says=0.9,
    since=0.4,
)
"""Points of each piece of evidence, rounded from a logistic regression (``benchmarks/fit_developments.py``)."""
BIAS: Final = -1.2
NEW_FROM: Final = 0.0
"""Points from which a report opens a development."""
DETAIL_FROM: Final = -1.0
"""Points from which a report that tells something new adds a detail."""
MOST_REASONS: Final = 6
_NAMES = tuple(Evidence.__dataclass_fields__)


def points(evidence: Evidence) -> float:
    """What the evidence comes to."""
    return BIAS + sum(getattr(evidence, name) * getattr(WEIGHTS, name) for name in _NAMES)


def novelty_of(total: float, because: tuple[Because, ...], new_from: float) -> Novelty:
    """The class of a report that is no copy."""
    if total >= new_from:
        return Novelty.NEW
    return Novelty.DETAIL if because and total >= DETAIL_FROM else Novelty.REPEAT


def reasons(reading: Reading, facts: Facts, memory: Memory) -> tuple[Because, ...]:
    """What the report tells that the watch had not: numbers, names, steps, words; as they stand in it."""
    found: dict[str, Because] = {}
    for figure in facts.figures:
        if not memory.told(figure.thing, figure.value):
            text = facts.stated[figure.start : max(figure.end, figure.what[1])]
            found.setdefault(text, Because(kind="number", text=text))
    for name in facts.names:
        if not any(memory.name_words[word] or memory.words[word] for word in name.words):
            found.setdefault(name.text, Because(kind="name", text=name.text))
    fresh = [term for term in facts.title if not memory.words[term]]
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
