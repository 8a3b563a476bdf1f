"""One mail over SMTP, command by command, so that we know at each failure what the server may have accepted.

Before the final dot nothing is accepted: trying again is safe. After it only a clear answer counts; a lost
connection leaves doubt. What happens at QUIT, after acceptance, is of no interest: it is said when the acceptance
is stored (``Delivery.farewell``). One deadline covers the whole session, since the time-outs of ``smtplib`` are per
operation and a server may drip.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from threading import Timer

from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.errors import DeliveryError
from monitor.settings import MailSettings

_OK = 250
_FORWARDED = 251
_GO_AHEAD = 354
_PERMANENT = range(500, 600)
_TEMPORARY = range(400, 500)
_DOTS = re.compile(rb"^\.", re.MULTILINE)


class _RefusedError(Exception):
    """An answer that ends the session before the content: it is known that nothing was accepted."""

    def __init__(self, stage: str, code: int, reply: bytes, *, about_mail: bool) -> None:
        super().__init__(f"{stage}: {code} {reply.decode('utf-8', 'replace')}")
        self.permanent = about_mail and code in _PERMANENT


class _Session(smtplib.SMTP):
    """A connection whose socket is known from the first moment, so that the deadline can cut it."""

    def __init__(self, settings: MailSettings, tls: ssl.SSLContext) -> None:
        super().__init__(timeout=settings.total_s)
        self._host = settings.host  # smtplib checks the certificate against it
        self._tls = tls
        self._smtps = settings.security == "smtps"
        self._dialled: socket.socket | None = None
        self.out_of_time = False

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self._dialled = self._dial(host, port, timeout)
        if not self._smtps:
            return self._dialled
        self._dialled = self._tls.wrap_socket(
            self._dialled, server_hostname=host, do_handshake_on_connect=False
        )
        self._dialled.do_handshake()
        return self._dialled

    def _dial(self, host: str, port: int, timeout: float) -> socket.socket:
        """The first address that answers. Each socket is known before it waits, so that the deadline cuts it."""
        problem = OSError(f"{host} has no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if self.out_of_time:
                break
            self._dialled = socket.socket(family, kind, protocol)
            self._dialled.settimeout(timeout)
            try:
                self._dialled.connect(address)
            except OSError as error:
                self._dialled.close()
                problem = error
            else:
                return self._dialled
        raise problem

    def cut(self) -> None:
        """End of time: whatever waits for the server wakes up with a closed connection."""
        self.out_of_time = True
        # Not through TLS, which would wait for its own goodbye.
        for connection in (self.sock, self._dialled):
            if connection is not None:
                with suppress(OSError):
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def hang_up(self) -> None:
        """Close both sockets; where connecting failed half-way, smtplib never learned of the second."""
        self.close()
        if self._dialled is not None:
            self._dialled.close()


def deliver_by_smtp(
    settings: MailSettings,
    letter: Letter,
    before_content: Callable[[], bool],
    *,
    password: str = "",
    tls: ssl.SSLContext | None = None,
) -> Delivery:
    """Hand over one mail to one recipient within ``settings.total_s`` seconds.

    Wrong log-ins and missing TLS come out as ``LATER``, since mending the settings mends them; permanent
    answers about sender, recipient or content as ``REFUSED``. With TLS asked for, nothing goes in the clear.
    """
    with ExitStack() as open_session:
        session = open_session.enter_context(_session(settings, tls or ssl.create_default_context()))
        try:
            _enter(session, settings, password)
            _expect("MAIL FROM", *session.mail(settings.sender), {_OK}, about_mail=True)
            _expect("RCPT TO", *session.rcpt(letter.recipient), {_OK, _FORWARDED}, about_mail=True)
        except _RefusedError as refusal:
            return Delivery(
                verdict=Verdict.REFUSED if refusal.permanent else Verdict.LATER, reply=str(refusal)
            )
        except (OSError, smtplib.SMTPException, ValueError) as error:
            return Delivery(verdict=Verdict.LATER, reply=_told(session, settings, error))
        if not before_content():
            return Delivery(verdict=Verdict.TAKEN, reply="another process took the mail")
        delivery = _content(session, settings, letter)
        if delivery.verdict is not Verdict.ACCEPTED:
            return delivery
        # QUIT may take its time: first the acceptance is to be stored.
        return replace(delivery, farewell=open_session.pop_all().close)


def log_in_by_smtp(settings: MailSettings, *, password: str = "", tls: ssl.SSLContext | None = None) -> str:
    """Go as far as the log-in and leave; says in words what was agreed. Raises ``DeliveryError``."""
    place = f"{settings.host}:{settings.port}"
    with _session(settings, tls or ssl.create_default_context()) as session:
        try:
            _enter(session, settings, password)
            _expect("NOOP", *session.noop(), {_OK})
        except _RefusedError as refusal:
            raise DeliveryError(f"{place}: {refusal}", permanent=False) from refusal
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise DeliveryError(f"{place}: {_told(session, settings, error)}", permanent=False) from error
    how = {"starttls": "over STARTTLS", "smtps": "over TLS", "none": "without TLS"}[settings.security]
    who = f", logged in as {settings.user}" if settings.user else ""
    return f"{place} answers {how}{who}"


@contextmanager
def _session(settings: MailSettings, tls: ssl.SSLContext) -> Iterator[_Session]:
    session = _Session(settings, tls)
    deadline = Timer(settings.total_s, session.cut)
    deadline.daemon = True
    deadline.start()
    try:
        yield session
        with suppress(OSError, smtplib.SMTPException):
            session.quit()
    finally:
        deadline.cancel()
        session.hang_up()


def _enter(session: _Session, settings: MailSettings, password: str) -> None:
    """Greeting, TLS and log-in; raises where the server does not agree."""
    code, reply = session.connect(settings.host, settings.port)
    _expect("greeting", code, reply, {220})
    _expect("EHLO", *session.ehlo(), {_OK})
    if settings.security == "starttls":
        _expect("STARTTLS", *session.starttls(context=session._tls), {220})  # noqa: SLF001 - our own class
        _expect("EHLO", *session.ehlo(), {_OK})
    if settings.user:
        session.login(settings.user, password)


def _expect(stage: str, code: int, reply: bytes, wanted: set[int], *, about_mail: bool = False) -> None:
    if code not in wanted:
        raise _RefusedError(stage, code, reply, about_mail=about_mail)


def _content(session: _Session, settings: MailSettings, letter: Letter) -> Delivery:
    """DATA, the mail, the dot, the answer. Until the dot is on its way nothing can have been accepted."""
    asked = False
    try:
        code, reply = session.docmd("DATA")
        if code == _GO_AHEAD:
            session.send(_DOTS.sub(b"..", letter.mime))
            asked = True
            session.send(b".\r\n")
            code, reply = session.getreply()
            if code == _OK:
                return Delivery(verdict=Verdict.ACCEPTED, reply=_words(code, reply))
            if _was_early(session):
                return Delivery(verdict=Verdict.UNKNOWN, reply=f"answered too early: {_words(code, reply)}")
    except (OSError, smtplib.SMTPException) as error:
        verdict = Verdict.UNKNOWN if asked else Verdict.LATER
        return Delivery(verdict=verdict, reply=_told(session, settings, error))
    told = f"DATA: {_words(code, reply)}"
    if code in _PERMANENT:
        return Delivery(verdict=Verdict.REFUSED, reply=told)
    clear = code in _TEMPORARY or not asked
    return Delivery(verdict=Verdict.LATER if clear else Verdict.UNKNOWN, reply=told)


def _was_early(session: _Session) -> bool:
    """Whether a refusal came in mid-mail: then the answer to the dot still waits, before that to QUIT."""
    with suppress(OSError, smtplib.SMTPException):
        return session.docmd("QUIT")[0] == _OK
    return False


def _words(code: int, reply: bytes) -> str:
    return f"{code} {reply.decode('utf-8', 'replace')}"


def _told(session: _Session, settings: MailSettings, error: Exception) -> str:
    if session.out_of_time:
        return f"no end within {settings.total_s:g} s"
    if isinstance(error, smtplib.SMTPResponseException):
        detail = error.smtp_error
        words = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else detail
        return f"{error.smtp_code} {words}"
    return f"{type(error).__name__}: {error}"
