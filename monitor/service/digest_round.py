"""One digest round: make what is due, tell the public table, hand over what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.digest.delivery import Deliver
from monitor.digest.outbox import Attempt, DigestDesk, Failure, MadeDigests, send_waiting
from monitor.digest.schedule import DueDigest
from monitor.settings import RecipientSettings
from monitor.store.outbox_rows import LedgerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestReport:
    """What a round made and what it tried to hand over."""

    made: tuple[LedgerRow, ...]
    attempts: tuple[Attempt, ...]
    failed: tuple[Failure, ...] = ()


def digest_round(
    desk: DigestDesk, recipients: Sequence[RecipientSettings], deliver: Deliver, now: datetime
) -> DigestReport:
    """Make the digests that are due at ``now``, then attempt each that waits. Asked again, it does nothing twice."""
    made = desk.make_due(recipients, now)
    return _hand_over(desk, made, deliver, now)


def digest_for_date(
    desk: DigestDesk, recipients: Sequence[RecipientSettings], deliver: Deliver, *, day: date, now: datetime
) -> DigestReport:
    """Make the digests of ``day``, due or not (none where there is one already), and attempt each that waits."""
    rows = (desk.make(DueDigest(recipient=one, local_date=day), now) for one in recipients)
    made = MadeDigests(made=tuple(row for row in rows if row is not None))
    return _hand_over(desk, made, deliver, now)


def _hand_over(desk: DigestDesk, made: MadeDigests, deliver: Deliver, now: datetime) -> DigestReport:
    if made.made:
        desk.publish()
    attempts = send_waiting(desk.private, deliver, now)
    if attempts:
        desk.publish()
    return DigestReport(made=made.made, attempts=attempts, failed=made.failed)
