"""Mails handed to a program on this machine, or printed."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.errors import DeliveryError
from monitor.settings import MailSettings

_NOBODY = {os.EX_DATAERR, os.EX_NOUSER, os.EX_NOHOST}
"""Exit codes of sendmail that are about this mail and its addresses: trying again does not help."""

_SAID_MOST = 300


def sendmail_program(settings: MailSettings) -> tuple[str, ...]:
    """The program with its arguments. Raises ``DeliveryError`` where it is not there."""
    words = shlex.split(settings.sendmail)
    found = shutil.which(words[0]) if words else None
    if found is None:
        problem = (
            f"[mail] sendmail: there is no program {settings.sendmail!r}; name one, such as /usr/bin/msmtp"
        )
        raise DeliveryError(problem, permanent=False)
    return (found, *words[1:])


def deliver_by_sendmail(
    settings: MailSettings, letter: Letter, before_content: Callable[[], bool]
) -> Delivery:
    """Give the mail to ``sendmail`` or a program that takes its arguments, within ``settings.total_s`` seconds.

    Its queue is the other side here: what it takes with exit code 0 is accepted.
    """
    try:
        program = sendmail_program(settings)
    except DeliveryError as error:
        return Delivery(verdict=Verdict.LATER, reply=str(error))
    if not before_content():
        return Delivery(verdict=Verdict.TAKEN, reply="another process took the mail")
    words = (*program, "-i", "-f", settings.sender, "--", letter.recipient)
    try:
        # The program is the one a person wrote into the settings; the address is an argument of its own.
        running = subprocess.Popen(  # noqa: S603
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        return Delivery(verdict=Verdict.LATER, reply=f"{program[0]}: {error}")
    with running:
        try:
            said, _ = running.communicate(letter.mime.replace(b"\r\n", b"\n"), timeout=settings.total_s)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            return Delivery(
                verdict=Verdict.UNKNOWN, reply=f"{program[0]}: no end within {settings.total_s:g} s"
            )
    return _verdict(program[0], running.returncode, said)


def _verdict(program: str, code: int, said: bytes) -> Delivery:
    words = " ".join(said.decode("utf-8", "replace").split())[:_SAID_MOST]
    if code == 0:
        return Delivery(verdict=Verdict.ACCEPTED, reply=f"{program} took it")
    if code < 0:
        return Delivery(verdict=Verdict.UNKNOWN, reply=f"{program} was ended by signal {-code}: {words}")
    verdict = Verdict.REFUSED if code in _NOBODY else Verdict.LATER
    return Delivery(verdict=verdict, reply=f"{program} ended with {code}: {words}")


def print_mail(letter: Letter, before_content: Callable[[], bool]) -> Delivery:
    """The mail on standard output, for pipes and tests."""
    if not before_content():
        return Delivery(verdict=Verdict.TAKEN, reply="another process took the mail")
    try:
        sys.stdout.buffer.write(letter.mime)
        sys.stdout.buffer.flush()
    except OSError as error:
        return Delivery(verdict=Verdict.LATER, reply=f"standard output: {error}")
    return Delivery(verdict=Verdict.ACCEPTED, reply="printed")
