"""Which earlier report tells most of a new one, and which is most like it."""

from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from math import exp, sqrt
from typing import Final

from monitor.story.facts import Facts
from monitor.story.memory import Entry, Memory
from monitor.story.reading import Reading

COMPARED: Final = 8
"""Reports that are compared in full: those that share most of the headline."""
LEAD_AND_TITLE: Final = 0.5
"""What a term counts that is in the lead of one and the headline of the other."""
LEADS: Final = 0.3
"""What it counts in both leads."""
FADES: Final = 72.0
"""Hours after which a likeness counts 1/e: a report tells the latest step rather than an old one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """Earlier reports beside a new one."""

    covered: float = 0.0
    """The largest share of the headline's weight that one earlier report has told."""
    since: float = 0.0
    """Hours since that report."""
    like: Entry | None = None
    """The one whose development a report joins that opens none; None where there is no earlier report."""


def nearest(reading: Reading, facts: Facts, memory: Memory) -> Nearest:
    """Look through the latest reports with each term of the headline."""
    weights = [(memory.weight(term), term) for term in facts.title]
    shared: dict[int, float] = {}
    entries: dict[int, Entry] = {}
    for weight, term in weights:
        for entry in memory.with_word(term):
            hit = entry.hit_id
            if hit in shared:
                shared[hit] += weight
            else:
                shared[hit] = weight
                entries[hit] = entry
    if not shared:
        return Nearest(like=memory.entries[-1] if memory.entries else None)
    most = nlargest(COMPARED, shared, key=shared.__getitem__)
    now = reading.report.first_seen
    own = {term: weight for weight, term in weights}
    leads = {term: memory.weight(term) for term in facts.lead}
    like = max(
        (entries[hit] for hit in most),
        key=lambda entry: _likeness(own, leads, entry.facts) * exp(-_hours(entry, now) / FADES),
    )
    first = most[0]
    return Nearest(covered=shared[first] / sum(own.values()), since=_hours(entries[first], now), like=like)


def _likeness(own: dict[str, float], leads: dict[str, float], other: Facts) -> float:
    """What two reports share, for the length of the other."""
    points = 0.0
    for term in other.title:
        points += own.get(term, 0.0) or LEAD_AND_TITLE * leads.get(term, 0.0)
    for term in other.lead:
        points += LEAD_AND_TITLE * own.get(term, 0.0) or LEADS * leads.get(term, 0.0)
    return points / sqrt(len(other.title) + LEADS * len(other.lead) + 1)


def _hours(entry: Entry, now: datetime) -> float:
    return max(0.0, (now - entry.seen).total_seconds() / 3600)
