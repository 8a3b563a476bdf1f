"""One digest round: make what is due, tell the public table, hand over what waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.digest.delivery import Deliver
from monitor.service.posting import Post
from monitor.settings import RecipientSettings
from monitor.store.notices import add_notice
from monitor.store.outbox_rows import LedgerRow, MailState
from monitor.store.private import waiting
from monitor.store.transactions import transaction

if TYPE_CHECKING:
    # It brings mail and templates in, and whoever only polls passes here as well.
    from monitor.digest.outbox import DigestDesk, Failure, MadeDigests
    from monitor.digest.sending import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestReport:
    """What a round made and what it tried to hand over."""

    made: tuple[LedgerRow, ...]
    attempts: "tuple[Attempt, ...]"
    failed: "tuple[Failure, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """How waiting mails are handed over in one round."""

    deliver: Deliver
    only: frozenset[str] | None = None
    """Addresses; None for all."""
    stopping: Callable[[], bool] = lambda: False
    """Asked between two mails: a service that is told to stop begins no other."""
    elapsed: Callable[[], timedelta] = timedelta
    """Time since the round's ``now``."""
    most_a_day: int = 10
    """Mails to one recipient within 24 hours."""


def digest_round(
    desk: "DigestDesk", recipients: Sequence[RecipientSettings], dispatch: Dispatch, now: datetime
) -> DigestReport:
    """Make the digests that are due at ``now``, then attempt each that waits. Asked again, it does nothing twice."""
    return _hand_over(desk, _make(desk, recipients, now), dispatch, now)


def digest_for_date(
    desk: "DigestDesk",
    recipients: Sequence[RecipientSettings],
    dispatch: Dispatch,
    *,
    day: date,
    now: datetime,
) -> DigestReport:
    """Make the digests of ``day``, due or not (none where there is one already), and attempt each that waits."""
    wanted = [desk.digest_of(one, day, now) for one in recipients]
    return _hand_over(desk, desk.make_each(wanted, now), dispatch, now)


def start_round(
    desk: "DigestDesk", recipients: Sequence[RecipientSettings], post: Post, now: datetime
) -> DigestReport:
    """As ``digest_round``, without waiting: waiting mails are begun, and those told that have arrived since."""
    made = _make(desk, recipients, now)
    post.start(waiting(desk.private, now))
    return _published(desk, made, post.arrived(), now)


def _make(desk: "DigestDesk", recipients: Sequence[RecipientSettings], now: datetime) -> "MadeDigests":
    from monitor.digest.alerting import make_alerts  # noqa: PLC0415 - see above

    digests = desk.make_due(recipients, now)
    alerts = make_alerts(desk, recipients, now)
    return replace(digests, made=digests.made + alerts.made, failed=digests.failed + alerts.failed)


def _hand_over(desk: "DigestDesk", made: "MadeDigests", dispatch: Dispatch, now: datetime) -> DigestReport:
    from monitor.digest.sending import send_waiting  # noqa: PLC0415 - see above

    if made.made:
        desk.publish_some({(row.recipient, row.digest_key) for row in made.made})
    attempts = send_waiting(
        desk.private,
        dispatch.deliver,
        now,
        only=dispatch.only,
        stopping=dispatch.stopping,
        elapsed=dispatch.elapsed,
        most_a_day=dispatch.most_a_day,
    )
    return _published(desk, made, attempts, now)


def _published(
    desk: "DigestDesk", made: "MadeDigests", attempts: "tuple[Attempt, ...]", now: datetime
) -> DigestReport:
    parked = [one for one in attempts if one.state is MailState.PARKED]
    if parked:
        with transaction(desk.store):
            for one in parked:
                # Anyone who browses may read notices: no address, and no answer that may hold one.
                text = f"the digest {one.public_key} is not delivered and waits for a person; newswake digest status"
                add_notice(desk.store, "mail", text, now)
    changed = {(row.recipient, row.digest_key) for row in made.made}
    changed |= {(one.recipient, one.digest_key) for one in attempts}
    if changed:
        desk.publish_some(changed)
    return DigestReport(made=made.made, attempts=attempts, failed=made.failed)
