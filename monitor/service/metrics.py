"""What the running service tells Prometheus: counted as visits are recorded, or read from the database when asked."""

from collections.abc import Callable, Iterable, Sequence
from typing import assert_never

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from monitor.feed_memory import Health
from monitor.outcome import Failed, Fetched, NotModified, Outcome
from monitor.poll.websub import Delivery, SubscriptionState
from monitor.service.recording import RecordAll
from monitor.service.visit import PollReport, Visit
from monitor.store.numbers import Numbers

LAG_BUCKETS_S = (1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3600)
"""The rule is 95 % within 60 s (S6)."""


class Metrics:
    """Numbers of one process, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._polls = self._counter("polls", "Visits to feeds, by what came of them.", "outcome")
        self._items = self._counter("items", "Entries of documents: new, edited, or known (dup).", "kind")
        self._hits = self._counter("hits", "New hits.")
        self._pushes = self._counter("pushes", "What was sent to the callbacks of hubs.", "result")
        self._lag = Histogram(
            "newswake_start_lag_seconds",
            "From when a feed was due to the start of its visit.",
            registry=self._registry,
            buckets=LAG_BUCKETS_S,
        )

    def counting(self, record_all: RecordAll) -> RecordAll:
        """``record_all``, with what it has committed counted."""

        def counted(visits: Sequence[Visit]) -> Sequence[PollReport | Exception]:
            reports = record_all(visits)
            for visit, report in zip(visits, reports, strict=True):
                if isinstance(report, PollReport):
                    self._count(visit, report)
            return reports

        return counted

    def pushed(self, result: Delivery) -> None:
        """A document was sent to a callback."""
        self._pushes.labels(result.value).inc()

    def watch(self, read: Callable[[], Numbers]) -> None:
        """Add what ``read`` sees in the database at each look."""
        self._registry.register(_Stored(read))

    def text(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        return Counter(f"newswake_{name}", says, labels, registry=self._registry)

    def _count(self, visit: Visit, report: PollReport) -> None:
        if not visit.pushed:
            self._polls.labels(_class_of(visit.outcome)).inc()
            if visit.feed.next_due is not None:
                self._lag.observe(max((visit.started - visit.feed.next_due).total_seconds(), 0.0))
        self._items.labels("new").inc(report.items_new)
        self._items.labels("edited").inc(report.items_changed)
        self._items.labels("dup").inc(max(report.items_seen - report.items_new - report.items_changed, 0))
        self._hits.inc(report.hits_new)


class _Stored(Collector):
    """Gauges that the database knows; a name of every state is there, be it 0."""

    def __init__(self, read: Callable[[], Numbers]) -> None:
        self._read = read

    def describe(self) -> Iterable[Metric]:
        """Nothing: else the registry would read the database to know the names."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """One look."""
        there = self._read()
        yield GaugeMetricFamily("newswake_feeds_due", "Feeds whose time has come.", value=there.due)
        yield GaugeMetricFamily(
            "newswake_hosts_blocked", "Hosts that want no visits now.", value=there.blocked_hosts
        )
        yield GaugeMetricFamily(
            "newswake_possible_gaps", "Times in which items may have been missed, so far.", value=there.gaps
        )
        yield _by("newswake_feeds", "Feeds, by health.", "health", list(Health), there.by_health)
        yield _by(
            "newswake_subscriptions",
            "Subscriptions at hubs, by state.",
            "state",
            list(SubscriptionState),
            there.subscriptions,
        )


def _by(
    name: str, says: str, label: str, words: Iterable[str], counts: Iterable[tuple[str, int]]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, says, labels=[label])
    for word, count in (dict.fromkeys(map(str, words), 0) | dict(counts)).items():
        family.add_metric([word], count)
    return family


def _class_of(outcome: Outcome) -> str:
    match outcome:
        case Fetched():
            return "fetched"
        case NotModified():
            return "not-modified"
        case Failed():
            return outcome.kind.value
        case _:
            assert_never(outcome)
