"""kill -9 of a process that hands a mail over, at each stage of the session, and what comes after a restart."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import trustme

from monitor.store.outbox_rows import MailState
from tests.faults.http_serve import ROOT
from tests.faults.smtp_server import STAGES, SmtpServer, smtp_server
from tests.faults.smtp_session import AGAIN, MIME, NOW, outbox, row_of

ACCEPTED: Final = "accepted, then wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """Where the process is killed (each time it is started), and what must be left then."""

    stage: str
    action: str = "wait"
    times: int = 1
    state: MailState
    copies: int = 0

    @property
    def name(self) -> str:
        where = "dot, once accepted" if self.action == ACCEPTED else self.stage
        return f"kill at {where}" + (f", {self.times} times" if self.times > 1 else "")


def _left(stage: str) -> Kill:
    """``in_doubt`` is stored before DATA, ``sent`` before QUIT."""
    if stage == "QUIT":
        return Kill(stage=stage, state=MailState.SENT, copies=1)
    began = stage in {"DATA", "body", "dot"}
    return Kill(stage=stage, state=MailState.IN_DOUBT if began else MailState.PENDING)


KILLS: Final = (
    *map(_left, STAGES),
    Kill(stage="dot", action=ACCEPTED, state=MailState.IN_DOUBT, copies=1),
    Kill(stage="dot", action=ACCEPTED, times=2, state=MailState.IN_DOUBT, copies=2),
    Kill(stage="RCPT", times=3, state=MailState.PENDING),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The state and the copies after the kill, and after a restart."""

    state: MailState
    copies: int
    end_state: MailState
    end_copies: int
    same_bytes: bool


def killed(kill: Kill, authority: trustme.CA, folder: Path) -> Left:
    """Start, kill, and start again with a good server, twice."""
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with smtp_server(authority) as server, outbox(folder) as private:
        now = NOW
        for _ in range(kill.times):
            _kill_at(kill, server, (str(folder), str(server.port), str(trusted)), now)
            now += AGAIN
        state, copies = row_of(private).state, len(server.accepted)
        server.fault = None
        for _ in range(2):
            with _started((str(folder), str(server.port), str(trusted)), now) as process:
                assert process.wait(60) == 0
            now += AGAIN
        return Left(
            state=state,
            copies=copies,
            end_state=row_of(private).state,
            end_copies=len(server.accepted),
            same_bytes=all(mail == MIME for mail in server.accepted),
        )


def _kill_at(kill: Kill, server: SmtpServer, words: Sequence[str], now: datetime) -> None:
    server.fault = (kill.stage, kill.action)
    server.reached.clear()
    with _started(words, now) as process:
        reached = server.reached.wait(60)
        process.kill()
    assert reached, f"the process never came as far as {kill.stage}"


def _started(words: Sequence[str], now: datetime) -> "subprocess.Popen[bytes]":
    program = [sys.executable, "-m", "tests.faults.smtp_child", *words, now.isoformat()]
    return subprocess.Popen(program, cwd=ROOT)


def wrong(kill: Kill, left: Left) -> list[str]:
    """What is not as it should be."""
    doubtful = kill.copies >= 2
    end = MailState.PARKED if doubtful else MailState.SENT
    copies = kill.copies if doubtful or kill.state is MailState.SENT else kill.copies + 1
    rules = {
        f"left {left.state}": left.state is not kill.state,
        f"{left.copies} copies at once": left.copies != kill.copies,
        f"ended {left.end_state}": left.end_state is not end,
        f"{left.end_copies} copies in the end": left.end_copies != copies,
        "other bytes": not left.same_bytes,
    }
    return [problem for problem, holds in rules.items() if holds]
