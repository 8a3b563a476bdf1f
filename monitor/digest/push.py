"""Digests to push services by Apprise, in the place of mail: the subject, and the part written for reading.

Apprise is an extra (``newswake[push]``), imported when it is used. It says whether a service took a message, and no
more; so what failed is tried again, and may come twice.
"""

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.errors import DeliveryError

if TYPE_CHECKING:
    from apprise import Apprise


def push_services(path: Path, recipient: str) -> "tuple[Apprise, ...]":
    """The services of ``recipient``, from lines ``ADDRESS URL`` or, for every reader, ``URL``; ``#`` begins a comment.

    Raises ``DeliveryError`` with file and line where one cannot be read; what stands in it is not repeated.
    """
    try:
        from apprise import Apprise  # noqa: PLC0415 - an extra
    except ImportError as error:
        problem = "[mail] transport = \"push\" needs Apprise: pip install 'newswake[push]'"
        raise DeliveryError(problem, permanent=False) from error
    found = []
    for number, address, url in _lines(path):
        service = Apprise()
        if not service.add(url):
            problem = (
                f"{path}:{number}: this is no address of a service that Apprise knows ([mail] push_file)"
            )
            raise DeliveryError(problem, permanent=False)
        if address in {"", recipient}:
            found.append(service)
    return tuple(found)


def _lines(path: Path) -> list[tuple[int, str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DeliveryError(f"[mail] push_file cannot be read: {error}", permanent=False) from error
    words = [(number, line.split()) for number, line in enumerate(lines, start=1)]
    return [
        (number, parts[0] if len(parts) > 1 else "", parts[-1])
        for number, parts in words
        if parts and not parts[0].startswith("#")
    ]


def deliver_by_push(path: Path, letter: Letter, before_content: Callable[[], bool]) -> Delivery:
    """Tell each service of the recipient; accepted where one at least took it."""
    try:
        services = push_services(path, letter.recipient)
    except DeliveryError as error:
        return Delivery(verdict=Verdict.LATER, reply=str(error))
    if not services:
        reply = f"{path} has no service for {letter.recipient} ([mail] push_file)"
        return Delivery(verdict=Verdict.LATER, reply=reply)
    if not before_content():
        return Delivery(verdict=Verdict.TAKEN, reply="another process took the mail")
    mail = message_from_bytes(letter.mime, policy=policy.default)
    part = mail.get_body(("plain",))
    text = part.get_content() if part is not None else ""
    took = sum(bool(service.notify(body=text, title=mail["Subject"])) for service in services)
    reply = f"{took} of {len(services)} services took it"
    return Delivery(verdict=Verdict.ACCEPTED if took else Verdict.LATER, reply=reply)
