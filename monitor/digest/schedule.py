"""When a digest is due, by each recipient's own calendar and clock. Pure.

No timer is trusted: this is asked again and again, and the answer depends on ``now`` and the ledger alone.
So a summer-time change, a jump of the clock, a suspended machine or a second start change nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from monitor.settings import RecipientSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDigest:
    """A digest that should exist and does not: for this recipient, for this date of hers."""

    recipient: RecipientSettings
    local_date: date

    @property
    def key(self) -> str:
        """The digest's key; unique within one recipient."""
        return digest_key(self.local_date)


def digest_key(local_date: date) -> str:
    """The key of the daily digest of a date."""
    return local_date.isoformat()


def newest_due_date(recipient: RecipientSettings, now: datetime) -> date:
    """The latest local date whose digest time is past: today, or yesterday before the time of day."""
    local = now.astimezone(recipient.zone_info)
    reached = local.time().replace(tzinfo=None) >= recipient.local_time
    return local.date() if reached else local.date() - timedelta(days=1)


def due_digests(
    recipients: Sequence[RecipientSettings], ledger: Mapping[str, Collection[str]], now: datetime
) -> tuple[DueDigest, ...]:
    """The digests to make now, at most one a recipient, whatever was missed before.

    ``ledger`` has the digest keys made so far by address. A recipient without any gets no digest for a time
    that was past before she came: her first one is today's, once its time is reached. Keys later than the
    newest due date (the clock was ahead once) hold nothing back and are never made twice.
    """
    due = []
    for recipient in recipients:
        made = ledger.get(recipient.address, ())
        newest = newest_due_date(recipient, now)
        today = now.astimezone(recipient.zone_info).date()
        if digest_key(newest) not in made and (made or newest == today):
            due.append(DueDigest(recipient=recipient, local_date=newest))
    return tuple(due)


def next_digest_at(recipient: RecipientSettings, local_date: date) -> datetime:
    """When the digest after that of ``local_date`` is due, as an aware time in the recipient's zone.

    A time of day that the summer-time change skips is the first one after the gap.
    """
    wanted = datetime.combine(
        local_date + timedelta(days=1), recipient.local_time, tzinfo=recipient.zone_info
    )
    return wanted.astimezone(UTC).astimezone(recipient.zone_info)
