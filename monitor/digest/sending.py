"""Handing the mails of the outbox over: one attempt each, and what becomes of the mail.

``pending → in_doubt → sent | parked``. ``in_doubt`` is committed when the other side has agreed to all but the content;
the verdict is committed as soon as it is known, before any farewell. What is found in doubt is sent once more, byte for
byte; without a clear answer the second time it waits for a person. So nobody gets more than one further copy.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.digest.delivery import Deliver, Delivery, Letter, Verdict
from monitor.store.database import Database
from monitor.store.outbox_moves import claim, handed_since, put_off, settle
from monitor.store.outbox_rows import LedgerRow, MailState
from monitor.store.private import LONGEST_WAIT, mime_of, waiting

LEASE = timedelta(minutes=3)
"""How long a mail that is being handed over is left alone; longer than a session may take."""

DOUBTFUL_ATTEMPTS = 2
"""Times without a clear answer after which a mail waits for a person: each may have been another copy."""

MOST_A_DAY = 10
"""Mails to one recipient within 24 hours, whatever goes wrong: a fuse."""

_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one attempt to send one digest came to."""

    recipient: str
    digest_key: str
    public_key: str
    subject: str
    state: MailState
    verdict: Verdict
    reply: str
    next_attempt: datetime | None


def send_waiting(
    private: Database,
    deliver: Deliver,
    now: datetime,
    *,
    only: Collection[str] | None = None,
    stopping: Callable[[], bool] = lambda: False,
    elapsed: Callable[[], timedelta] = timedelta,
    most_a_day: int = MOST_A_DAY,
) -> tuple[Attempt, ...]:
    """One attempt for each digest whose time has come; a failing recipient holds up no other.

    ``only`` names addresses; ``stopping`` is asked between two mails. ``elapsed`` says how long the round has
    taken since ``now``: a server that hangs must not use up the pauses of the mails behind.
    """
    attempts: list[Attempt] = []
    for row in waiting(private, now):
        if stopping():
            break
        if only is None or row.recipient in only:
            attempts.append(attempt(private, row, deliver, now + elapsed(), most_a_day=most_a_day))
    return tuple(attempts)


def attempt(
    private: Database, row: LedgerRow, deliver: Deliver, now: datetime, *, most_a_day: int = MOST_A_DAY
) -> Attempt:
    """Hand over one mail, or say why not now. Raises nothing but errors of the private file."""
    if row.doubts >= DOUBTFUL_ATTEMPTS:
        reply = f"it went out {row.doubts} times and no answer was noted; look whether it came"
        return _over(private, row, Delivery(verdict=Verdict.UNKNOWN, reply=reply), now, claimed=False)
    if handed_since(private, row, now - _DAY, now) >= most_a_day:
        again = now + LONGEST_WAIT
        why = f"held back: {most_a_day} mails went to this reader within 24 hours ([mail] most_a_day)"
        put_off(private, row, again=again, why=why)
        held = Delivery(verdict=Verdict.LATER, reply=why)
        return _told(row, row.state, held, again)
    claimed = False

    def before_content() -> bool:
        nonlocal claimed
        claimed = claim(private, row, now=now, until=now + LEASE)
        return claimed

    delivery = _delivered(deliver, _letter(private, row), before_content, lambda: claimed)
    try:
        return _over(private, row, delivery, now, claimed=claimed)
    finally:
        delivery.farewell()


def _letter(private: Database, row: LedgerRow) -> Letter:
    return Letter(
        recipient=row.recipient,
        message_id=row.message_id,
        mime=mime_of(private, row.mail_id),
        name=row.public_key,
    )


def _delivered(
    deliver: Deliver, letter: Letter, before_content: Callable[[], bool], claimed: Callable[[], bool]
) -> Delivery:
    try:
        return deliver(letter, before_content)
    except Exception as error:  # noqa: BLE001 - one mail that cannot be handed over must not hold up the others
        verdict = Verdict.UNKNOWN if claimed() else Verdict.LATER
        return Delivery(verdict=verdict, reply=f"{type(error).__name__}: {error}")


def _over(private: Database, row: LedgerRow, delivery: Delivery, now: datetime, *, claimed: bool) -> Attempt:
    """Store the verdict."""
    state, again = state_after(row, delivery.verdict), now + wait_after(row.attempts + 1)
    if delivery.verdict is not Verdict.TAKEN:
        settle(
            private,
            row,
            state,
            claimed=claimed,
            taken=delivery.verdict in {Verdict.ACCEPTED, Verdict.UNKNOWN},
            reply=delivery.reply,
            now=now,
            again=again,
        )
    return _told(row, state, delivery, again if state in {MailState.PENDING, MailState.IN_DOUBT} else None)


def _told(row: LedgerRow, state: MailState, delivery: Delivery, again: datetime | None) -> Attempt:
    return Attempt(
        recipient=row.recipient,
        digest_key=row.digest_key,
        public_key=row.public_key,
        subject=row.subject,
        state=state,
        verdict=delivery.verdict,
        reply=delivery.reply,
        next_attempt=again,
    )


def state_after(row: LedgerRow, verdict: Verdict) -> MailState:
    """The state of a mail after an attempt; doubt about an earlier copy outlives a silent server."""
    doubtful = row.doubts + 1 >= DOUBTFUL_ATTEMPTS
    match verdict:
        case Verdict.ACCEPTED:
            return MailState.SENT
        case Verdict.REFUSED:
            return MailState.PARKED
        case Verdict.UNKNOWN:
            return MailState.PARKED if doubtful else MailState.IN_DOUBT
        case Verdict.LATER | Verdict.TAKEN:
            return row.state


def wait_after(attempts: int) -> timedelta:
    """The pause after so many attempts: 1, 2, 4 … minutes, an hour at most."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_WAIT)
