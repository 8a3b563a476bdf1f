"""A rendered digest as a mail: the same digest gives the same bytes, and the headers are exactly ours.

Message-ID and part boundary come from the digest key, the date from the time it was made; so a mail that is
sent twice is the same mail twice, and mail programs can tell.
"""

import hashlib
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from monitor.digest.occasion import leave_address
from monitor.digest.render import Rendered
from monitor.digest.wording import clean_header
from monitor.errors import DeliveryError

HEADERS = (
    *("From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "Auto-Submitted"),
    *("MIME-Version", "Content-Type"),
)
"""The headers of every digest, in this order; nothing else is ever sent."""
ONE_CLICK = "List-Unsubscribe-Post"
"""Sent besides where an HTTPS endpoint takes the request (RFC 8058)."""

_PART_HEADERS = frozenset({"Content-Type", "Content-Transfer-Encoding", "MIME-Version"})
_SENDER_NAME = "Newswake"


def message_id(recipient: str, key: str, sender: str) -> str:
    """The Message-ID of a recipient's digest: SHA-256 of both, at the sender's host."""
    return f"<{_fingerprint(recipient, key)}@{_host(sender)}>"


def mail_bytes(
    rendered: Rendered,
    *,
    recipient: str,
    recipient_name: str = "",
    sender: str,
    leave_url: str = "",
    html: bool = True,
) -> bytes:
    """The mail, CRLF line ends, pure ASCII; raises ``DeliveryError`` for an address that is not plain.

    ``leave_url`` is an HTTPS endpoint that takes one-click requests to leave; a fingerprint of the address replaces
    ``{recipient}`` in it. Without ``html`` only the plain text is sent. The mail is read back after it is built; a
    header that is not ours raises ``DeliveryError`` too.
    """
    for address in (recipient, sender):
        if not address.isascii():
            raise DeliveryError(f"{address}: only plain ASCII addresses can be written to", permanent=True)
    digest = rendered.digest
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(_SENDER_NAME, addr_spec=sender)
    message["To"] = Address(clean_header(recipient_name), addr_spec=recipient)
    message["Subject"] = clean_header(digest.subject)
    message["Date"] = format_datetime(digest.made_at)
    message["Message-ID"] = message_id(recipient, digest.key, sender)
    message["List-Id"] = f"Newswake digest <digest.newswake.{_host(sender)}>"
    ways_out = [f"<{leave_address(sender)}>"]
    if leave_url:
        ways_out.insert(0, f"<{leave_url.replace('{recipient}', _fingerprint(recipient, 'leave')[:40])}>")
        message[ONE_CLICK] = "List-Unsubscribe=One-Click"
    message["List-Unsubscribe"] = ", ".join(ways_out)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(rendered.text, cte="quoted-printable")
    if html:
        message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
        # "=_" cannot occur in quoted-printable text, so no part can hold the boundary.
        message.set_boundary(f"=_{_fingerprint(recipient, digest.key)[:40]}")
    content = message.as_bytes()
    _check(content, _wanted(html=html, one_click=bool(leave_url)))
    return content


def _wanted(*, html: bool, one_click: bool) -> list[str]:
    """The names that the mail's own headers must have."""
    return sorted(
        (
            *HEADERS,
            *(() if html else ("Content-Transfer-Encoding",)),
            *((ONE_CLICK,) if one_click else ()),
        )
    )


def _fingerprint(recipient: str, key: str) -> str:
    return hashlib.sha256(f"{recipient}|{key}".encode()).hexdigest()


def _host(sender: str) -> str:
    return sender.rpartition("@")[2]


def _check(content: bytes, wanted: list[str]) -> None:
    read = message_from_bytes(content, policy=SMTP)
    names = sorted(read.keys())
    strange = [name for part in read.iter_parts() for name in part if name not in _PART_HEADERS]
    if names != wanted or strange or read.defects:
        raise DeliveryError(
            f"the mail came out with other headers than ours: {names + strange}", permanent=True
        )
