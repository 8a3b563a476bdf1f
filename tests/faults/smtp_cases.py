"""Every stage of a mail session with everything that goes wrong there, and what must come of it."""

from dataclasses import dataclass
from typing import Final

from monitor.store.outbox_rows import MailState
from tests.faults.smtp_server import REPLIES

ACTIONS: Final = ("4xx", "5xx", "garbage", "close", "reset", "hang")
ABOUT_MAIL: Final = {"MAIL", "RCPT", "DATA", "dot"}
"""Where a permanent refusal is one of this mail; elsewhere mending the settings mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A fault, the state it must leave, and how many copies the server has then."""

    stage: str
    action: str
    state: MailState
    copies: int = 0

    @property
    def name(self) -> str:
        return f"{self.stage}: {self.action}"

    @property
    def undecidable(self) -> bool:
        """Whether nobody can know if the mail was taken: the content is out, and no answer came."""
        return self.state is MailState.IN_DOUBT


def _answered(stage: str, action: str) -> Case:
    if stage == "QUIT":
        return Case(stage=stage, action=action, state=MailState.SENT, copies=1)
    if action == "5xx" and stage in ABOUT_MAIL:
        return Case(stage=stage, action=action, state=MailState.PARKED)
    doubtful = stage == "dot" and action != "4xx"
    return Case(stage=stage, action=action, state=MailState.IN_DOUBT if doubtful else MailState.PENDING)


def _body(action: str) -> Case:
    """Answers in mid-mail; a server that goes on reading takes the mail in the end."""
    taken = action in {"4xx", "5xx", "garbage"}
    return Case(stage="body", action=action, state=MailState.IN_DOUBT, copies=int(taken))


CASES: Final = (
    *(
        Case(stage="connect", action=action, state=MailState.PENDING)
        for action in ("refused", "never accepted")
    ),
    *(_answered(stage, action) for stage in REPLIES for action in ACTIONS),
    *(Case(stage="TLS", action=action, state=MailState.PENDING) for action in ACTIONS[2:]),
    *(_body(action) for action in ACTIONS),
    *(
        Case(stage="dot", action=f"accepted, then {action}", state=MailState.IN_DOUBT, copies=1)
        for action in ("garbage", "close", "reset", "hang", "drip")
    ),
    *(_answered(stage, "drip") for stage in ("banner", "EHLO", "RCPT", "dot", "QUIT")),
    *(_answered(stage, "endless") for stage in ("EHLO", "EHLO over TLS")),
)
