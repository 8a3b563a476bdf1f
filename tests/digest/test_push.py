"""Digests to a push service: a real one, Apprise's JSON webhook, on loopback."""

import builtins
import json
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from monitor.digest.deliver import deliverer, log_in
from monitor.digest.delivery import Letter, Verdict
from monitor.errors import DeliveryError
from monitor.settings import MailSettings

pytestmark = pytest.mark.filterwarnings(
    "ignore:'imghdr' is deprecated:DeprecationWarning"
)  # Apprise's own import

ANN, BOB = "ann@example.org", "bob@example.org"


def letter(recipient: str = ANN) -> Letter:
    mail = EmailMessage()
    mail["Subject"] = "Wagner: 2 new developments"
    mail.set_content("Read this.\n")
    mail.add_alternative("<p>Not this.</p>", subtype="html")
    return Letter(recipient=recipient, message_id="<1@d.example>", mime=mail.as_bytes(), name="n")


class Hook:
    """Takes what is posted."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []
        self.code = 200
        self.port = 0


@pytest.fixture
def hook() -> Iterator[Hook]:
    found = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if found.code == 200:
                found.taken.append(json.loads(body))
            self.send_response(found.code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        server.shutdown()
        thread.join()


def services(folder: Path, *lines: str) -> MailSettings:
    path = folder / "push"
    path.write_text("".join(f"{line}\n" for line in ("# services", "", *lines)), encoding="utf-8")
    return MailSettings(transport="push", push_file=str(path))


def test_the_service_gets_subject_and_text(hook: Hook, tmp_path: Path) -> None:
    settings = services(tmp_path, f"{ANN} json://127.0.0.1:{hook.port}/", f"{BOB} json://127.0.0.1:1/")
    assert deliverer(settings)(letter(), lambda: True).verdict is Verdict.ACCEPTED
    (taken,) = hook.taken
    assert (taken["title"], taken["message"].strip()) == ("Wagner: 2 new developments", "Read this.")


def test_a_service_that_fails_is_for_later(hook: Hook, tmp_path: Path) -> None:
    hook.code = 500
    delivery = deliverer(services(tmp_path, f"json://127.0.0.1:{hook.port}/"))(letter(), lambda: True)
    assert (delivery.verdict, delivery.reply) == (Verdict.LATER, "0 of 1 services took it")


def test_one_service_that_takes_it_is_enough(hook: Hook, tmp_path: Path) -> None:
    settings = services(tmp_path, f"json://127.0.0.1:{hook.port}/", "json://127.0.0.1:1/")
    delivery = deliverer(settings)(letter(), lambda: True)
    assert (delivery.verdict, delivery.reply) == (Verdict.ACCEPTED, "1 of 2 services took it")


def test_a_mail_taken_by_another_process_goes_nowhere(hook: Hook, tmp_path: Path) -> None:
    settings = services(tmp_path, f"json://127.0.0.1:{hook.port}/")
    assert deliverer(settings)(letter(), lambda: False).verdict is Verdict.TAKEN
    assert hook.taken == []


WRONG = {
    "no service of hers": (f"{BOB} json://127.0.0.1/", "has no service for ann@example.org"),
    "no address of a service": ("secret-token-nonsense", ":3: this is no address of a service"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_said_and_its_secrets_are_not(case: str, tmp_path: Path) -> None:
    line, said = WRONG[case]
    settings = services(tmp_path, line)
    delivery = deliverer(settings)(letter(), lambda: pytest.fail("claimed"))
    assert delivery.verdict is Verdict.LATER
    assert said in delivery.reply
    with pytest.raises(DeliveryError) as told:
        log_in(settings, {}, recipients=[ANN])
    assert said in str(told.value)
    assert "secret-token" not in str(told.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    settings = MailSettings(transport="push", push_file=str(tmp_path / "nowhere"))
    with pytest.raises(DeliveryError, match=r"\[mail\] push_file cannot be read.*nowhere"):
        log_in(settings, {}, recipients=[ANN])


def test_check_counts_the_services(tmp_path: Path) -> None:
    settings = services(tmp_path, f"{ANN} json://127.0.0.1/", "json://127.0.0.1:2/")
    assert log_in(settings, {}, recipients=[ANN]).startswith("push: 2 services are listed in")


def test_without_apprise_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "apprise":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DeliveryError, match=r"pip install 'newswake\[push\]'"):
        log_in(services(tmp_path, "json://127.0.0.1/"), {}, recipients=[ANN])
