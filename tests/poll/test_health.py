"""Rules E4 and E5: how a feed is, poll by poll."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.feed_memory import Condition, Health, Pace
from monitor.outcome import Cause, Failed, FailureKind, NotModified, Outcome
from monitor.poll.health import HealthFacts, condition_after, health_line, unresolved_too_long

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FINE = NotModified(status=200, same_body=True, etag=None, last_modified=None, elapsed_ms=1)


def failed(kind: FailureKind = FailureKind.SOFT, cause: Cause = Cause.STATUS) -> Failed:
    return Failed(kind=kind, cause=cause, reason="HTTP 500: internal error")


def lived(*steps: tuple[timedelta, Outcome], start: Condition | None = None) -> list[Condition]:
    """The conditions after polls with these outcomes, each so long after the one before."""
    now, failures, condition = NOON, 0, start or Condition()
    found = []
    for wait, outcome in steps:
        now += wait
        failures = failures + 1 if isinstance(outcome, Failed) else 0
        facts = HealthFacts(outcome=outcome, failures=failures, pace=Pace(last_new_at=now - HOUR))
        condition = condition_after(condition, facts, now=now)
        found.append(condition)
    return found


@pytest.mark.parametrize(
    ("steps", "health"),
    [
        pytest.param([(HOUR, FINE)], "ok", id="a first answer"),
        pytest.param([(HOUR, FINE), (HOUR, failed())], "ok", id="one failure is nothing"),
        pytest.param([(HOUR, failed())] * 3, "degraded", id="three failures"),
        pytest.param([(HOUR, failed()), (25 * HOUR, failed())], "degraded", id="two failures a day apart"),
        pytest.param([(DAY, failed())] * 9, "failing", id="more than a week"),
        pytest.param([(DAY, failed())] * 9 + [(HOUR, FINE)], "ok", id="one success makes good"),
        pytest.param([(HOUR, failed(FailureKind.BLOCKED))], "blocked", id="turned away"),
        pytest.param([(HOUR, failed(FailureKind.GONE))], "new", id="one 410 is not yet gone"),
        pytest.param([(HOUR, failed(FailureKind.GONE))] * 2, "new", id="two within a day neither"),
        pytest.param(
            [(HOUR, failed(FailureKind.GONE)), (24 * HOUR, failed(FailureKind.GONE))],
            "gone",
            id="a day apart",
        ),
        pytest.param([(HOUR, failed(FailureKind.THROTTLED))] * 20, "new", id="a busy server is no illness"),
        pytest.param([(HOUR, failed(FailureKind.THROTTLED))] * 26, "degraded", id="a day of it is told"),
        pytest.param(
            [*[(HOUR, failed(FailureKind.THROTTLED))] * 20, (HOUR, FINE)] * 3,
            "ok",
            id="an answer between ends the day",
        ),
        pytest.param([(DAY, failed(FailureKind.LOCAL))] * 9, "new", id="nor a network of ours that is down"),
    ],
)
def test_health_after(steps: list[tuple[timedelta, Outcome]], health: str) -> None:
    assert lived(*steps)[-1].health.value == health


def test_a_day_of_too_often_is_counted_alone_and_told_with_its_reason() -> None:
    busy = failed(FailureKind.THROTTLED)
    after = lived((HOUR, FINE), *[(HOUR, busy)] * 3, (HOUR, failed(FailureKind.LOCAL)), (HOUR, busy))[-1]
    assert (after.throttled, after.throttled_since) == (4, NOON + 2 * HOUR)
    ill = lived((HOUR, FINE), *[(DAY, busy)] * 2)[-1]
    assert (ill.health, ill.failing_since) == (Health.DEGRADED, None)
    line = health_line("A", Health.OK, ill, "HTTP 429: too many requests")
    assert line == "A has brought nothing at its last visits: HTTP 429: too many requests"
    assert lived((HOUR, failed()), start=ill)[-1].throttled == 0


def test_a_feed_that_failed_for_weeks_is_not_better_for_being_busy() -> None:
    conditions = lived(*[(DAY, failed())] * 9, *[(DAY, failed(FailureKind.THROTTLED))] * 3)
    assert conditions[-1].health is Health.FAILING


def test_since_moves_with_the_health_only() -> None:
    conditions = lived((HOUR, FINE), (HOUR, FINE), *[(HOUR, failed())] * 3)
    assert [condition.since for condition in conditions] == [NOON + HOUR] * 4 + [NOON + 5 * HOUR]


@pytest.mark.parametrize(
    ("waits", "quiet_days", "health"),
    [
        pytest.param((24.0,) * 10, 6.9, "ok", id="a daily feed, not yet a week"),
        pytest.param((24.0,) * 10, 7.1, "silent", id="a daily feed, a week"),
        pytest.param((168.0,) * 10, 30.0, "ok", id="a weekly feed, a month"),
        pytest.param((168.0,) * 10, 36.0, "silent", id="a weekly feed, five of its waits"),
        pytest.param((24.0,) * 4, 29.0, "ok", id="habits not known yet"),
        pytest.param((24.0,) * 4, 31.0, "silent", id="habits not known, a month"),
    ],
)
def test_silence_is_measured_by_a_feeds_own_habit(
    waits: tuple[float, ...], quiet_days: float, health: str
) -> None:
    pace = Pace(last_new_at=NOON - timedelta(days=quiet_days), waits_h=waits)
    facts = HealthFacts(outcome=FINE, failures=0, pace=pace)
    assert condition_after(Condition(health=Health.OK), facts, now=NOON).health.value == health


@pytest.mark.parametrize(
    ("title", "hosts", "health"),
    [
        pytest.param("Casino", ("spam.example",) * 10, "suspect", id="other title, other hosts"),
        pytest.param(
            "Casino", ("a.example",) * 2 + ("spam.example",) * 8, "ok", id="a fifth of the hosts known"
        ),
        pytest.param("Casino", ("a.example",) * 10, "ok", id="renamed"),
        pytest.param("THE  Paper", ("spam.example",) * 10, "ok", id="moved to another host"),
        pytest.param("", (), "ok", id="nothing to judge by"),
    ],
)
def test_a_feed_in_other_hands_is_suspect(title: str, hosts: tuple[str, ...], health: str) -> None:
    known = Condition(health=Health.OK, title="The Paper", hosts=("a.example", "b.example"))
    facts = HealthFacts(outcome=FINE, failures=0, pace=Pace(), title=title, hosts=hosts)
    after = condition_after(known, facts, now=NOON)
    assert after.health.value == health
    if after.health is Health.SUSPECT:
        assert (after.title, after.hosts) == (known.title, known.hosts), (
            "what was believed is kept to compare with"
        )
        quiet = condition_after(after, HealthFacts(outcome=FINE, failures=0, pace=Pace()), now=NOON + HOUR)
        assert quiet.health is Health.SUSPECT
        few_new = HealthFacts(
            outcome=FINE, failures=0, pace=Pace(), title=title, hosts=hosts[:1], recognised=len(hosts)
        )
        none_new = HealthFacts(outcome=FINE, failures=0, pace=Pace(), title=title, recognised=len(hosts))
        for facts_of_next in (few_new, none_new):
            still = condition_after(after, facts_of_next, now=NOON + HOUR)
            assert still.health is Health.SUSPECT, "entries recognised came with the strange title"
        much_later = condition_after(after, facts, now=NOON + 31 * DAY)
        assert (much_later.health, much_later.title) == (Health.OK, title)


def test_a_name_that_is_not_there_is_told_after_two_weeks_and_not_at_every_poll() -> None:
    missing = failed(cause=Cause.UNRESOLVED)
    before = [Condition(), *lived(*[(DAY, missing)] * 40)]
    told = [
        number
        for number in range(40)
        if unresolved_too_long(before[number], missing, NOON + (number + 1) * DAY)
    ]
    assert told == [14, 28]
    assert not unresolved_too_long(before[14], failed(), NOON + 15 * DAY)


def test_an_adopted_address_shows_as_long_as_nothing_is_worse() -> None:
    facts = HealthFacts(outcome=FINE, failures=0, pace=Pace(last_new_at=NOON), moved=True)
    condition = condition_after(Condition(health=Health.OK), facts, now=NOON)
    assert condition.health is Health.MOVED
    ill = replace(facts, outcome=failed(), failures=3)
    assert condition_after(condition, ill, now=NOON + HOUR).health is Health.DEGRADED


def test_lines_name_the_feed_and_the_reason() -> None:
    failing = Condition(health=Health.FAILING)
    line = health_line("The Paper", Health.DEGRADED, failing, "HTTP 500: internal error")
    assert line == "The Paper has failed for more than a week: HTTP 500: internal error"
    assert health_line("The Paper", Health.FAILING, Condition(health=Health.OK), "") == (
        "The Paper is well again (was failing)"
    )


@pytest.mark.parametrize(
    ("hosts", "recognised"),
    [
        pytest.param(("guest.example",), 19, id="one guest's link among entries that stand as they stood"),
        pytest.param(("www.a.example",) * 10, 0, id="the same host with www"),
    ],
)
def test_a_renamed_feed_whose_entries_lead_where_they_led_is_well(
    hosts: tuple[str, ...], recognised: int
) -> None:
    known = Condition(health=Health.OK, title="The Paper", hosts=("a.example",))
    facts = HealthFacts(
        outcome=FINE, failures=0, pace=Pace(), title="The Post", hosts=hosts, recognised=recognised
    )
    after = condition_after(known, facts, now=NOON)
    assert after.health is Health.OK
    assert recognised == 0 or after.hosts[0] == "a.example", "few new entries do not speak for all"
