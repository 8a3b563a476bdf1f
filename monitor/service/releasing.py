"""What a person may do about mail that waits: send a digest again, let go what is parked or held.

All of it changes rows of the private file only, so that it may be asked for while the service runs; whoever sends next
carries it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from monitor.errors import NotFoundError
from monitor.service.clock_guard import set_aside_later
from monitor.settings import RecipientSettings
from monitor.store.mail_hold import release_hold
from monitor.store.outbox_moves import release
from monitor.store.outbox_rows import LedgerRow, MailState
from monitor.store.private import ledger

if TYPE_CHECKING:
    from monitor.digest.outbox import DigestDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What was let go."""

    hold: bool = False
    set_aside: int = 0
    """Rows of digests with later dates that hold nothing back any more."""
    digests: tuple[LedgerRow, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """In words, one line each; none where nothing was."""
        found = ["the clock is taken to be right, and mail goes out"] if self.hold else []
        if self.set_aside:
            found.append(f"digests with later dates hold nothing back any more ({self.set_aside} rows)")
        found += [
            f"{row.digest_key} to {row.recipient} goes out again, the same mail" for row in self.digests
        ]
        return tuple(found)


def release_all(desk: "DigestDesk", recipients: Sequence[RecipientSettings], now: datetime) -> Released:
    """Let go what is held or parked, and say that the clock is right."""
    held = release_hold(desk.private)
    parked = [row for row in ledger(desk.private) if row.state is MailState.PARKED]
    return Released(
        hold=held,
        set_aside=set_aside_later(desk, recipients, now),
        digests=tuple(row for row in parked if release(desk.private, row, now)),
    )


def release_parked(desk: "DigestDesk", day: date, address: str | None, now: datetime) -> Released:
    """Let go the parked digests of ``day``. Raises ``NotFoundError`` where there is none."""
    found = [row for row in _of(desk, day, address) if row.state is MailState.PARKED]
    if not found:
        raise NotFoundError(
            f"no digest of {day} is parked{_to(address)}; newswake digest status shows them all"
        )
    return Released(digests=tuple(row for row in found if release(desk.private, row, now)))


def send_again(desk: "DigestDesk", day: date, address: str | None, now: datetime) -> Released:
    """Put digests of ``day`` that were sent or parked into the outbox again, the same bytes.

    Raises ``NotFoundError``, with the reason, where there is nothing to send.
    """
    rows = _of(desk, day, address)
    found = tuple(row for row in rows if release(desk.private, row, now))
    if not found:
        raise NotFoundError(_nothing(rows[0]) if rows else f"there is no digest of {day}{_to(address)}")
    return Released(digests=found)


def _of(desk: "DigestDesk", day: date, address: str | None) -> tuple[LedgerRow, ...]:
    return tuple(
        row
        for row in ledger(desk.private)
        if row.digest_key == day.isoformat() and address in {None, row.recipient}
    )


def _nothing(row: LedgerRow) -> str:
    if row.state is MailState.COVERED:
        return f"{row.digest_key} has no mail of its own; newswake digest resend {row.covered_by} has what was new then"
    if row.state is MailState.EMPTY:
        return f"the digest of {row.digest_key} had no news, so that no mail was made"
    when = f"{row.next_attempt:%Y-%m-%d %H:%M} UTC" if row.next_attempt else "soon"
    return f"the digest of {row.digest_key} waits already; it is tried at {when}"


def _to(address: str | None) -> str:
    return f" to {address}" if address else ""
