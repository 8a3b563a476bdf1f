"""What is handed over and what comes of it, as values that all transports share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto


class Verdict(Enum):
    """What an attempt came to."""

    ACCEPTED = auto()
    LATER = auto()
    """Not accepted; trying again may help."""
    REFUSED = auto()
    """Not accepted, and it won't be: a permanent answer about this mail or its addresses."""
    UNKNOWN = auto()
    """The content went out and no usable answer came back."""
    TAKEN = auto()
    """Another process took the mail first; nothing was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The verdict with the other side's words, or ours where it had none."""

    verdict: Verdict
    reply: str
    farewell: Callable[[], None] = field(default=lambda: None, compare=False, repr=False)
    """Ends the session politely; to be called once, after the verdict is stored: nothing in it matters to the mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one recipient."""

    recipient: str
    message_id: str
    mime: bytes
    name: str
    """A file name without ending, for the transports that write files."""


Deliver = Callable[[Letter, Callable[[], bool]], Delivery]
"""Hands a letter over. The second argument is called when all is agreed and only the content is left:
it commits ``in_doubt``. Where it says False, another process took the mail, and nothing is sent."""
