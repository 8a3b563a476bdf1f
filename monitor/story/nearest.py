"""Which earlier report tells most of a new one, and which is most like it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import exp, sqrt
from typing import Final

from monitor.story.facts import Facts
from monitor.story.memory import Entry, Memory
from monitor.story.reading import Reading

COMPARED: Final = 6
"""Reports that are compared in full: those that share most of the headline."""
LEAD_AND_TITLE: Final = 0.5
"""What a term counts that is in the lead of one and the headline of the other."""
LEADS: Final = 0.3
"""What it counts in both leads."""
FADES: Final = 72.0
"""Hours after which a likeness counts 1/e: a report tells the latest step rather than an old one."""
FRESH: Final = 24.0
"""Hours after which what was told counts 1/e: what somebody reports days later in old words is often a new step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """Earlier reports beside a new one."""

    covered: float = 0.0
    """The largest share of the headline's weight that one earlier report has told."""
    fresh: float = 0.0
    """The largest such share, each for the age of its report: 1 where one told it all just now."""
    like: Entry | None = None
    """The one whose development a report joins that opens none; None where there is no earlier report."""


def nearest(reading: Reading, facts: Facts, memory: Memory) -> Nearest:
    """Look through the latest reports with each term of the headline."""
    weights = memory.weights(facts.title)
    shared: defaultdict[int, float] = defaultdict(float)
    for term, weight in zip(facts.title, weights, strict=True):
        for hit in memory.with_word(term):
            shared[hit] += weight
    if not shared:
        return Nearest(like=next(reversed(memory.by_hit.values()), None))
    most = [memory.by_hit[hit] for hit in sorted(shared, key=shared.__getitem__, reverse=True)[:COMPARED]]
    now = reading.report.first_seen
    titles, leads = _shares(facts, weights, memory.weights(facts.lead))
    like = max(
        most, key=lambda entry: _likeness(titles, leads, entry.facts) * exp(-_hours(entry, now) / FADES)
    )
    total = sum(weights)
    return Nearest(
        covered=shared[most[0].hit_id] / total, fresh=_freshest(shared, memory, now) / total, like=like
    )


def _freshest(shared: Mapping[int, float], memory: Memory, now: datetime) -> float:
    """The most that a report shares, for its age."""
    best = 0.0
    for hit, weight in shared.items():
        if weight > best:
            best = max(best, weight * exp(-_hours(memory.by_hit[hit], now) / FRESH))
    return best


def _shares(facts: Facts, title: list[float], lead: list[float]) -> tuple[dict[str, float], dict[str, float]]:
    """What each term counts where it stands in the other's headline, and where in the other's lead."""
    titles = {term: LEAD_AND_TITLE * weight for term, weight in zip(facts.lead, lead, strict=True)}
    titles.update(zip(facts.title, title, strict=True))
    leads = {term: LEADS * weight for term, weight in zip(facts.lead, lead, strict=True)}
    leads.update((term, LEAD_AND_TITLE * weight) for term, weight in zip(facts.title, title, strict=True))
    return titles, leads


def _likeness(titles: dict[str, float], leads: dict[str, float], other: Facts) -> float:
    """What two reports share, for the length of the other."""
    in_title, in_lead = titles.get, leads.get
    points = sum([in_title(term, 0.0) for term in other.title]) + sum(
        [in_lead(term, 0.0) for term in other.lead]
    )
    return points / sqrt(len(other.title) + LEADS * len(other.lead) + 1)


def _hours(entry: Entry, now: datetime) -> float:
    return max(0.0, (now - entry.seen).total_seconds() / 3600)
