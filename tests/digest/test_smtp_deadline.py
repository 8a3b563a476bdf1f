"""One deadline covers a whole session, and what did not leave in time is no doubt."""

import socket
from dataclasses import replace

import pytest

from monitor.digest.deliver import deliverer
from monitor.digest.delivery import Verdict
from tests.digest.mail_server import LETTER, fault_server, settings


@pytest.mark.parametrize("stage", ["CONNECT", "EHLO", "RCPT", "DATA", "DOT"])
def test_one_deadline_covers_the_session(stage: str) -> None:
    with fault_server(**{stage: "hang"}) as server:
        delivery = deliverer(settings(server.port, total_s=0.3))(LETTER, lambda: True)
        server.released.set()
    assert delivery.verdict is (Verdict.UNKNOWN if stage == "DOT" else Verdict.LATER)


def test_without_tls_on_offer_nothing_goes_in_the_clear() -> None:
    with fault_server() as server:
        delivery = deliverer(settings(server.port, security="starttls"))(LETTER, lambda: True)
    assert delivery.verdict is Verdict.LATER
    assert "MAIL" not in server.commands


def test_every_address_of_a_server_is_tried_within_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server() as server, socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))
            for port in (unused.getsockname()[1], server.port)
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        assert deliverer(settings(server.port))(LETTER, lambda: True).verdict is Verdict.ACCEPTED


def test_a_mail_that_never_left_whole_is_no_doubt() -> None:
    big = replace(LETTER, mime=b"Subject: x\r\n\r\n" + b"news\r\n" * 4_000_000)
    with fault_server(EARLY="hang") as server:
        delivery = deliverer(settings(server.port, total_s=1.0))(big, lambda: True)
        server.released.set()
    assert (delivery.verdict, delivery.reply) == (Verdict.LATER, "no end within 1 s")
