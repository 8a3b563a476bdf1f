"""Which rule visits feeds when: requests, items missed and delays, simulated. Prints a table; needs no data.

Run: ``python benchmarks/polling.py``. 160 made-up feeds a seed (``polling_feeds.py``), visited for 28 measured days
after 14 days in which every policy may learn. Exit code 1 if, on any seed, ours asks more often than CommaFeed's,
misses more items, misses one outside a gap that it recorded, or delays items by a minute more on average.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.polling_feeds import DAY, MadeFeed, made_feeds
from benchmarks.polling_policies import CommaFeed, Fixed, Miniflux, Ours, Policy, Sight
from monitor.poll.interval import Bounds

SEEDS = (11, 21, 22)
FEEDS = 160
WARM_UP_DAYS, MEASURED_DAYS = 14.0, 28.0
BEGIN, END = WARM_UP_DAYS * DAY, (WARM_UP_DAYS + MEASURED_DAYS) * DAY
DELAY_SLACK = 1.0
"""Minutes of mean delay that fewer requests may cost."""


@dataclass(slots=True)
class Tally:
    """What became of one policy on one seed; delays in minutes, one list a feed."""

    requests: int = 0
    items: int = 0
    missed: int = 0
    unnoticed: int = 0
    """Missed, and no gap says so."""
    gaps: int = 0
    delays: list[list[float]] = field(default_factory=list)

    @property
    def all_delays(self) -> list[float]:
        """Of all items seen, ascending."""
        return sorted(delay for feed in self.delays for delay in feed)

    @property
    def mean_delay(self) -> float:
        """Over items, minutes."""
        return fmean(self.all_delays)


Make = Callable[[random.Random], Policy]
POLICIES: tuple[tuple[str, Make], ...] = (
    ("fixed 60 min", lambda _: Fixed(60)),
    ("fixed 15 min", lambda _: Fixed(15)),
    ("Miniflux entry frequency, 60-min tick", lambda _: Miniflux(60)),
    ("Miniflux entry frequency, 1-min tick", lambda _: Miniflux(1)),
    ("CommaFeed empirical", lambda _: CommaFeed()),
    ("ours", lambda draw: Ours(Bounds(), draw)),
)


def visited(feed: MadeFeed, policy: Policy, offset: float, tally: Tally) -> None:
    """Visit ``feed`` from ``offset`` to the end of the measured days."""
    delays: list[float] = []
    minute, before = offset, None
    while minute < END:
        sight = Sight(minute=minute, before=before, published=feed.published(minute))
        if minute >= BEGIN:
            tally.requests += 1
        count(feed, sight, tally, delays)
        before, minute = sight.published, minute + policy.wait(feed, sight)
    tally.delays.append(delays)


def count(feed: MadeFeed, sight: Sight, tally: Tally, delays: list[float]) -> None:
    """Count what one visit finds of the items of the measured days, and what it comes too late for."""
    if sight.before is None:
        return
    oldest = max(sight.published - feed.window, sight.before)
    found = [sight.minute - at for at in feed.times[oldest : sight.published] if at >= BEGIN]
    missed = sum(at >= BEGIN for at in feed.times[sight.before : oldest])
    has_gap = gap_seen(feed, sight)
    delays.extend(found)
    tally.items += len(found) + missed
    tally.missed += missed
    tally.gaps += has_gap and sight.minute >= BEGIN
    tally.unnoticed += 0 if has_gap else missed


def gap_seen(feed: MadeFeed, sight: Sight) -> bool:
    """Whether the gap detector speaks: something stood there before, and of three or more nothing is known."""
    before = sight.before or 0
    shown = min(sight.published, feed.window)
    return before > 0 and shown >= 3 and sight.published - before >= shown  # noqa: PLR2004 - rule S3


def simulated(seed: int) -> dict[str, Tally]:
    """All policies on the feeds of ``seed``."""
    feeds = made_feeds(seed, count=FEEDS, days=WARM_UP_DAYS + MEASURED_DAYS)
    tallies = {}
    for name, make in POLICIES:
        draw, tally = random.Random(seed), Tally()  # noqa: S311 - the same chances every time
        for feed in feeds:
            visited(feed, make(draw), draw.uniform(0, 10), tally)
        tallies[name] = tally
    return tallies


def row(name: str, tally: Tally) -> str:
    """One line of the table."""
    delays = tally.all_delays
    feeds = [fmean(feed) for feed in tally.delays if feed]
    return (
        f"{name:<40} {tally.requests / FEEDS / MEASURED_DAYS:>8.1f} {tally.missed:>7}"
        f" {100 * tally.missed / tally.items:>7.3f} {tally.unnoticed:>9} {tally.gaps:>5}"
        f" {fmean(delays):>7.2f} {delays[len(delays) * 95 // 100]:>7.1f} {fmean(feeds):>8.1f}"
    )


def failings(ours: Tally, other: Tally) -> list[str]:
    """Which of the wanted numbers are not met."""
    checks = (
        (ours.requests <= other.requests, "more requests than CommaFeed's"),
        (ours.missed <= other.missed, "more items missed than CommaFeed's"),
        (ours.unnoticed == 0, "an item was missed outside any recorded gap"),
        (
            ours.mean_delay <= other.mean_delay + DELAY_SLACK,
            "mean delay more than a minute above CommaFeed's",
        ),
    )
    return [words for met, words in checks if not met]


def main() -> int:
    """Print the tables; 1 if a wanted number is not met."""
    failed = False
    for seed in SEEDS:
        tallies = simulated(seed)
        print(f"\nseed {seed}: {FEEDS} feeds, {MEASURED_DAYS:.0f} days, {tallies['ours'].items} items")
        print(
            f"{'policy':<40} {'req/f/d':>8} {'missed':>7} {'%':>7} {'unnoticed':>9} {'gaps':>5}"
            f" {'delay':>7} {'p95':>7} {'by feed':>8}"
        )
        for name, tally in tallies.items():
            print(row(name, tally))
        for words in failings(tallies["ours"], tallies["CommaFeed empirical"]):
            failed = True
            print(f"  NOT MET: {words}")
    print("\nDelays in minutes: mean and 95th percentile over items, mean over feeds.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
