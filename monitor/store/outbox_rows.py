"""The rows of the private outbox, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MailState(StrEnum):
    """How far a digest is.

    ``pending`` may be sent freely; ``in_doubt`` was being handed over when news of it stopped, and is sent
    again byte for byte; ``parked`` was refused for good, or twice without a clear answer, and waits for a person;
    ``empty`` had no news; ``covered`` came due while nothing ran, and a later digest tells what was new then.
    """

    PENDING = "pending"
    IN_DOUBT = "in_doubt"
    SENT = "sent"
    PARKED = "parked"
    EMPTY = "empty"
    COVERED = "covered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How far a recipient has been told: numbers of the last hit, the last notice and the last edit covered."""

    hits_to: int
    notices_to: int
    edits_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the ledger says of one recipient's dates."""

    came: datetime | None = None
    """When she was first seen; None where she is not known yet."""
    newest: date | None = None
    """The latest date that has a row; dates before it are past, whatever the clock says now."""
    set_aside: frozenset[date] = frozenset()
    """Dates of digests made while the clock was ahead; each had its digest, and holds back no other date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A digest that is about to enter the outbox."""

    recipient: str
    digest_key: str
    message_id: str
    mime: bytes
    """The mail, byte for byte; empty for an empty digest that is not sent."""
    local_date: date
    zone: str
    watches: tuple[str, ...]
    after: Window
    """Where the window starts; storing fails where the recipient has been told more meanwhile."""
    up_to: Window
    hit_count: int
    shown_count: int
    subject: str
    created_at: datetime
    covers: tuple[date, ...] = ()
    """Earlier dates that get no digest of their own: each a row that names this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A digest in the outbox, all but its bytes."""

    mail_id: int
    recipient: str
    recipient_number: int
    digest_key: str
    message_id: str
    local_date: date
    zone: str
    watches: tuple[str, ...]
    hits_from: int
    hits_to: int
    notices_from: int
    notices_to: int
    edits_from: int
    edits_to: int
    hit_count: int
    shown_count: int
    subject: str
    state: MailState
    attempts: int
    """Counts every change by a sender, so that two of them notice each other."""
    doubts: int
    """Times that the content went out and no clear answer was noted."""
    next_attempt: datetime | None
    last_reply: str
    created_at: datetime
    sent_at: datetime | None
    covered_by: str | None
    """Key of the digest that tells what was new on this date."""
    set_aside: bool
    """Made while the clock was ahead: holds back no other date."""

    @property
    def before(self) -> Window:
        """Where its window starts."""
        return Window(hits_to=self.hits_from, notices_to=self.notices_from, edits_to=self.edits_from)

    @property
    def up_to(self) -> Window:
        """Where its window ends."""
        return Window(hits_to=self.hits_to, notices_to=self.notices_to, edits_to=self.edits_to)

    @property
    def public_key(self) -> str:
        """The key under which anyone may see it: the recipient is a number."""
        return f"{self.digest_key}-r{self.recipient_number}"
