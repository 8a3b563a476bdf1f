"""A real SMTP server on loopback, with TLS and a log-in."""

import socket
import ssl
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import AuthResult, LoginPassword

from monitor.digest.deliver import PASSWORD_VARIABLE, deliverer, log_in
from monitor.digest.delivery import Letter, Verdict
from monitor.errors import DeliveryError
from monitor.settings import MailSettings

ADDRESS = "ann@example.org"
LETTER = Letter(
    recipient=ADDRESS,
    message_id="<1@desk.example>",
    mime=b"Subject: x\r\n\r\nHello.\r\n",
    name="2026-11-23-r1",
)


def settings(port: int, **changes: object) -> MailSettings:
    values = {"transport": "smtp", "host": "127.0.0.1", "port": port, "total_s": 10.0}
    return MailSettings.model_validate({**values, "sender": "newswake@desk.example", **changes})


class Inbox(MessageHandler):
    """Keeps what came, as (recipients, subject)."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[tuple[str, str]] = []

    def handle_message(self, message: object) -> None:
        self.mails.append((message["X-RcptTo"], message["Subject"]))  # type: ignore[index]


def certificate(name: str) -> Path:
    with as_file(files("aiosmtpd.tests.certs") / name) as path:
        return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def trust() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certificate("server.crt"))
    context.check_hostname = False  # the test certificate names no address
    return context


@pytest.fixture
def start_server() -> Iterator[Callable[..., tuple[int, Inbox]]]:
    running: list[Controller] = []

    def start(*, smtps: bool = False) -> tuple[int, Inbox]:
        server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server_side.load_cert_chain(certificate("server.crt"), certificate("server.key"))
        inbox = Inbox()
        tls = (
            {"ssl_context": server_side} if smtps else {"tls_context": server_side, "require_starttls": True}
        )
        controller = Controller(
            inbox,
            hostname="127.0.0.1",
            port=free_port(),
            authenticator=_check,
            auth_require_tls=not smtps,
            **tls,
        )
        controller.start()
        running.append(controller)
        return controller.port, inbox

    yield start
    for controller in running:
        controller.stop()


def _check(
    _server: object, _session: object, _envelope: object, _how: object, data: LoginPassword
) -> AuthResult:
    return AuthResult(success=data.password == b"open sesame", handled=False)


@pytest.mark.parametrize("security", ["starttls", "smtps"])
def test_a_real_server_gets_the_mail_over_tls(
    security: str, trust: ssl.SSLContext, start_server: Callable[..., tuple[int, Inbox]]
) -> None:
    port, inbox = start_server(smtps=security == "smtps")
    deliver = deliverer(settings(port, security=security, user="ann"), password="open sesame", tls=trust)
    assert deliver(LETTER, lambda: True).verdict is Verdict.ACCEPTED
    assert inbox.mails == [(ADDRESS, "x")]


def test_a_wrong_password_can_be_mended(
    trust: ssl.SSLContext, start_server: Callable[..., tuple[int, Inbox]]
) -> None:
    port, inbox = start_server()
    deliver = deliverer(settings(port, security="starttls", user="ann"), password="wrong", tls=trust)
    delivery = deliver(LETTER, lambda: True)
    assert delivery.verdict is Verdict.LATER
    assert delivery.reply.startswith("535")
    assert inbox.mails == []


@pytest.mark.parametrize("security", ["starttls", "smtps"])
def test_an_unknown_certificate_gets_nothing(
    security: str, start_server: Callable[..., tuple[int, Inbox]]
) -> None:
    port, inbox = start_server(smtps=security == "smtps")
    delivery = deliverer(settings(port, security=security))(LETTER, lambda: True)
    assert delivery.verdict is Verdict.LATER
    assert "certificate" in delivery.reply.lower()
    assert inbox.mails == []


def test_a_log_in_is_tried_without_sending(
    trust: ssl.SSLContext, start_server: Callable[..., tuple[int, Inbox]]
) -> None:
    port, inbox = start_server()
    wanted = settings(port, security="starttls", user="ann")
    told = log_in(wanted, {PASSWORD_VARIABLE: "open sesame"}, tls=trust)
    assert told == f"127.0.0.1:{port} answers over STARTTLS, logged in as ann"
    with pytest.raises(DeliveryError, match="535"):
        log_in(wanted, {PASSWORD_VARIABLE: "wrong"}, tls=trust)
    with pytest.raises(DeliveryError, match="certificate"):
        log_in(wanted, {PASSWORD_VARIABLE: "open sesame"})
    assert inbox.mails == []
