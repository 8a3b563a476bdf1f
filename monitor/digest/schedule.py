"""When a digest is due, by each recipient's own calendar and clock. Pure.

No timer is trusted: this is asked again and again, and the answer depends on ``now`` and the ledger alone.
So a summer-time change, a jump of the clock, a suspended machine or a second start change nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.setting_kinds import WEEKDAYS
from monitor.settings import RecipientSettings
from monitor.store.outbox_rows import Served

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
"""All weekdays, Monday is 0."""

COVERED_MOST = 400
"""Days before a digest that it can cover; a longer absence leaves those before without a row."""

_DAY = timedelta(days=1)
_TIMES_OF_DAY = (time(0, 0), time(12, 0), time(23, 59))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a reader wants digests: at this time of day, on these weekdays, by the clocks of this zone."""

    at: time
    zone: ZoneInfo
    weekdays: tuple[int, ...] = EVERY_DAY
    """Monday is 0. Other days have no digest, and no row in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDigest:
    """A digest that should exist and does not: for this recipient, for this date of hers."""

    recipient: RecipientSettings
    local_date: date
    covers: tuple[date, ...] = ()
    """Earlier dates without a digest of their own, oldest first."""

    @property
    def key(self) -> str:
        """The digest's key; unique within one recipient."""
        return digest_key(self.local_date)


def digest_key(local_date: date) -> str:
    """The key of the daily digest of a date."""
    return local_date.isoformat()


def rule_of(recipient: RecipientSettings) -> Rule:
    """The rule in a recipient's settings."""
    weekdays = tuple(WEEKDAYS.index(day) for day in recipient.weekdays)
    return Rule(at=recipient.local_time, zone=recipient.zone_info, weekdays=weekdays)


def due_at(rule: Rule, day: date) -> datetime:
    """The instant (UTC) at which the digest of ``day`` is due.

    A time of day that comes twice (autumn) is meant the first time; one that the spring change skips is read
    with the offset before it, as in RFC 5545: 02:30 becomes 03:30.
    """
    return datetime.combine(day, rule.at, tzinfo=rule.zone).astimezone(UTC)


def has_digest(rule: Rule, day: date) -> bool:
    """Whether ``day`` is wanted, and exists: zones that moved over the date line have left one out."""
    return day.weekday() in rule.weekdays and any(
        datetime.combine(day, at, tzinfo=rule.zone).astimezone(UTC).astimezone(rule.zone).date() == day
        for at in _TIMES_OF_DAY
    )


def newest_due_date(rule: Rule, now: datetime) -> date | None:
    """The latest date whose digest is due by ``now``; None where no weekday is wanted."""
    today = now.astimezone(rule.zone).date()
    for back in range(9):  # a week, a day that is not over, and one left out
        day = today - back * _DAY
        if has_digest(rule, day) and due_at(rule, day) <= now:
            return day
    return None


def dates_between(rule: Rule, after: date, before: date) -> tuple[date, ...]:
    """The dates with a digest between two others, oldest first; the last ``COVERED_MOST`` days at most."""
    first = max(after, before - COVERED_MOST * _DAY) + _DAY
    days = (first + number * _DAY for number in range((before - first).days))
    return tuple(day for day in days if has_digest(rule, day))


def due_digests(
    recipients: Sequence[RecipientSettings], ledger: Mapping[str, Served], now: datetime
) -> tuple[DueDigest, ...]:
    """The digests to make now, at most one a recipient: after downtime the newest date's, which covers the others.

    ``ledger`` is by address. A new recipient's first date is that of the day she came (today where she is not in
    ``ledger``), once its time is reached. A date before the newest served sends nothing (the clock was set back).
    """
    found = (_due(recipient, ledger.get(recipient.address, Served()), now) for recipient in recipients)
    return tuple(due for due in found if due is not None)


def _due(recipient: RecipientSettings, served: Served, now: datetime) -> DueDigest | None:
    newest = newest_due_date(rule_of(recipient), now)
    if newest is None or newest in served.set_aside or newest <= _reached(recipient, served, now):
        return None
    if recipient.pause_until is not None and newest < recipient.pause_until:
        return None
    return digest_of(recipient, served, newest, now)


def _reached(recipient: RecipientSettings, served: Served, now: datetime) -> date:
    """The last date that is over for her: the newest with a row, or the one before she came."""
    came = (served.came or now).astimezone(recipient.zone_info).date()
    return served.newest or came - _DAY


def digest_of(recipient: RecipientSettings, served: Served, day: date, now: datetime) -> DueDigest:
    """The digest of ``day``, due or not, with the dates that it covers."""
    between = dates_between(rule_of(recipient), _reached(recipient, served, now), day)
    covers = tuple(one for one in between if one not in served.set_aside)
    return DueDigest(recipient=recipient, local_date=day, covers=covers)


def next_digest_at(recipient: RecipientSettings, local_date: date) -> datetime:
    """When the digest after that of ``local_date`` is due, as an aware time in the recipient's zone."""
    rule = rule_of(recipient)
    days = (local_date + number * _DAY for number in range(1, 9))
    day = next((day for day in days if has_digest(rule, day)), local_date + _DAY)
    return due_at(rule, day).astimezone(rule.zone)


def next_due_at(recipient: RecipientSettings, now: datetime) -> datetime:
    """When her next digest is due after ``now``, as an aware time in her zone."""
    rule = rule_of(recipient)
    return next_digest_at(recipient, newest_due_date(rule, now) or now.astimezone(rule.zone).date())
