"""How new a report is to a reader of all reports before it: evidence, weighed by a few constants."""

from dataclasses import dataclass
from math import log1p
from typing import Final

from monitor.story.facts import Facts
from monitor.story.headlines import explains, is_step, quotes, speaks
from monitor.story.memory import Entry, Memory, rarity
from monitor.story.reading import Reading
from monitor.story.values import Because, NumberChange

_GROWING: Final = frozenset({"dead", "hurt", "missing", "held", "$", "€", "£"})
_RECENT: Final = 6 * 3600
_MOST_REASONS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for and against a new development."""

    new_words: float
    """Rarity of the headline's words that the watch has not told, in tens, at most 2.5."""
    covered: float
    """The most of the headline's weight that one earlier report has told, 0 to 1."""
    recent: float
    """Logarithm of the reports of the last six hours."""
    step: float
    speaks: float
    quotes: float
    explains: float
    new_figures: float
    grew: float
    gap: float
    """Logarithm of the hours since the last report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The earlier report that tells most of a new one."""

    entry: Entry | None
    covered: float


def nearest(facts: Facts, memory: Memory) -> Nearest:
    """The earlier report with most of the weight of ``facts``' headline, the latest of equals."""
    total = 0.0
    shared: dict[int, float] = {}
    entries: dict[int, Entry] = {}
    for word in facts.title:
        weight = memory.weight(word)
        total += weight
        for entry in memory.with_word(word):
            shared[entry.hit_id] = shared.get(entry.hit_id, 0.0) + weight
            entries[entry.hit_id] = entry
    if not shared:
        return Nearest(entry=memory.entries[-1] if memory.entries else None, covered=0.0)
    best = max(shared, key=lambda hit: (round(shared[hit], 9), hit))
    return Nearest(entry=entries[best], covered=shared[best] / total)


def evidence_of(reading: Reading, facts: Facts, memory: Memory, covered: float) -> Evidence:
    """Weigh nothing yet."""
    title = reading.title
    new = sum(rarity(word) for word in facts.title if not memory.words[word])
    now = reading.report.first_seen
    recent = 0
    for entry in reversed(memory.entries):
        if (now - entry.seen).total_seconds() > _RECENT or recent >= 50:
            break
        recent += 1
    hours = max(0.0, (now - memory.entries[-1].seen).total_seconds() / 3600) if memory.entries else 0.0
    return Evidence(
        new_words=min(new, 25) / 10,
        covered=covered,
        recent=log1p(recent),
        step=float(any(is_step(word) and not memory.title_words[word] for word in facts.title)),
        speaks=float(speaks(title)),
        quotes=float(quotes(reading.report.title)),
        explains=float(explains(title)),
        new_figures=min(
            2.0,
            sum(
                1.0
                for figure in facts.figures
                if figure.start < len(title) and not _told(figure.thing, figure.value, memory)
            ),
        ),
        grew=float(bool(changes_of(reading, facts, memory))),
        gap=log1p(hours),
    )


WEIGHTS: Final = Evidence(
    new_words=0.9,
    covered=-2.5,
    recent=-0.5,
    step=0.7,
    speaks=0.6,
    quotes=0.9,
    explains=-0.5,
    new_figures=0.4,
    grew=0.8,
    gap=0.15,
)
BIAS: Final = 0.6


def score(evidence: Evidence) -> float:
    """Above 0 a report opens a development."""
    return BIAS + sum(
        getattr(evidence, name) * getattr(WEIGHTS, name) for name in Evidence.__dataclass_fields__
    )


def _told(thing: str, value: float, memory: Memory) -> bool:
    return any(value == told for told, _, _ in memory.figures(thing))


def changes_of(reading: Reading, facts: Facts, memory: Memory) -> tuple[NumberChange, ...]:
    """The numbers that grew beyond all that was told of the same thing."""
    changes: dict[str, NumberChange] = {}
    for figure in facts.figures:
        if figure.thing not in _GROWING or figure.thing in changes:
            continue
        told = max(memory.figures(figure.thing), key=lambda found: found[0], default=None)
        if told is not None and figure.value > told[0]:
            before = told[1].facts.stated[slice(*told[2])]
            changes[figure.thing] = NumberChange(
                before=before,
                after=facts.stated[figure.start : figure.end],
                what=facts.stated[slice(*figure.what)],
                hit_id=told[1].hit_id,
            )
    return tuple(changes.values())


def reasons(facts: Facts, memory: Memory) -> tuple[Because, ...]:
    """What the report tells that the watch had not, the weightiest kinds first."""
    found: dict[str, Because] = {}
    for figure in facts.figures:
        if not _told(figure.thing, figure.value, memory):
            text = facts.stated[figure.start : max(figure.end, figure.what[1])]
            found.setdefault(text, Because(kind="number", text=text))
    for name in facts.names:
        if not any(memory.name_words[word] or memory.words[word] for word in name.words):
            found.setdefault(name.text, Because(kind="name", text=name.text))
    fresh = sorted((word for word in facts.title if not memory.words[word]), key=lambda word: -rarity(word))
    for word in fresh:
        found.setdefault(word, Because(kind="verb" if is_step(word) else "word", text=word))
    return tuple(found.values())[:_MOST_REASONS]
