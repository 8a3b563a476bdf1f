"""Mails as files, and where the password comes from."""

import mailbox
import stat
from pathlib import Path

import pytest

from monitor.digest.deliver import CREDENTIALS_VARIABLE, PASSWORD_VARIABLE, deliverer, log_in, read_password
from monitor.digest.delivery import Letter, Verdict
from monitor.errors import DeliveryError
from monitor.settings import MailSettings

MIME = b"Subject: seven\r\n\r\nHello.\r\n"
LETTER = Letter(recipient="ann@example.org", message_id="<1@d.example>", mime=MIME, name="2026-11-23-r1")


def test_a_maildir_gets_one_mail_that_mail_programs_read(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    delivery = deliverer(MailSettings(transport="maildir", path=str(folder)))(LETTER, lambda: True)
    assert delivery.verdict is Verdict.ACCEPTED
    (message,) = mailbox.Maildir(folder, create=False)
    assert message["Subject"] == "seven"
    assert list((folder / "tmp").iterdir()) == []
    (path,) = (folder / "new").iterdir()
    assert path.read_bytes() == MIME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_attempt_makes_no_second_mail(tmp_path: Path) -> None:
    deliver = deliverer(MailSettings(transport="maildir", path=str(tmp_path)))
    deliver(LETTER, lambda: True)
    deliver(LETTER, lambda: True)
    assert len(list((tmp_path / "new").iterdir())) == 1


def test_a_mail_that_was_read_meanwhile_is_not_delivered_again(tmp_path: Path) -> None:
    deliver = deliverer(MailSettings(transport="maildir", path=str(tmp_path)))
    deliver(LETTER, lambda: True)
    (path,) = (tmp_path / "new").iterdir()
    path.rename(tmp_path / "cur" / f"{path.name}:2,S")
    assert deliver(LETTER, lambda: True).verdict is Verdict.ACCEPTED
    assert list((tmp_path / "new").iterdir()) == []


def test_a_file_is_whole_and_replaces_itself(tmp_path: Path) -> None:
    deliver = deliverer(MailSettings(transport="file", path=str(tmp_path / "out")))
    deliver(LETTER, lambda: True)
    assert deliver(LETTER, lambda: True).verdict is Verdict.ACCEPTED
    (path,) = (tmp_path / "out").iterdir()
    assert (path.name, path.read_bytes()) == ("2026-11-23-r1.eml", MIME)


@pytest.mark.parametrize("transport", ["maildir", "file"])
def test_a_mail_taken_by_another_process_is_not_written(transport: str, tmp_path: Path) -> None:
    settings = MailSettings.model_validate({"transport": transport, "path": str(tmp_path / "out")})
    assert deliverer(settings)(LETTER, lambda: False).verdict is Verdict.TAKEN
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("transport", ["maildir", "file"])
def test_a_folder_that_cannot_be_made_is_for_later(transport: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings = MailSettings.model_validate({"transport": transport, "path": str(tmp_path / "file")})
    delivery = deliverer(settings)(LETTER, lambda: True)
    assert delivery.verdict is Verdict.LATER
    assert str(tmp_path / "file") in delivery.reply


def test_the_password_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("open sesame\n", encoding="utf-8")
    settings = MailSettings(transport="smtp", user="ann", password_file=str(path))
    assert read_password(settings, {PASSWORD_VARIABLE: "other"}) == "open sesame"


def test_the_password_may_come_from_the_environment() -> None:
    settings = MailSettings(transport="smtp", user="ann")
    assert read_password(settings, {PASSWORD_VARIABLE: "open sesame"}) == "open sesame"


def test_the_password_may_be_a_credential_of_systemd(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("open sesame\n", encoding="utf-8")
    settings = MailSettings(transport="smtp", user="ann", password_credential="mail")
    assert read_password(settings, {CREDENTIALS_VARIABLE: str(tmp_path)}) == "open sesame"
    with pytest.raises(DeliveryError, match=r"\[mail\] password_credential.*LoadCredential=mail:FILE"):
        read_password(settings, {PASSWORD_VARIABLE: "other"})
    with pytest.raises(DeliveryError, match=r"\[mail\] password_credential: the password cannot be read"):
        read_password(settings, {CREDENTIALS_VARIABLE: str(tmp_path / "nowhere")})


def test_no_user_needs_no_password() -> None:
    assert read_password(MailSettings(transport="smtp"), {}) == ""


MISSING = {
    "no file and no variable": "",
    "a file that is not there": "nowhere",
    "an empty file": "empty",
}


@pytest.mark.parametrize("case", MISSING)
def test_a_missing_password_is_said(case: str, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    name = MISSING[case]
    settings = MailSettings(transport="smtp", user="ann", password_file=str(tmp_path / name) if name else "")
    with pytest.raises(DeliveryError, match="password"):
        read_password(settings, {})


@pytest.mark.parametrize("transport", ["maildir", "file"])
def test_a_folder_is_tried_without_writing(transport: str, tmp_path: Path) -> None:
    settings = MailSettings.model_validate({"transport": transport, "path": str(tmp_path / "a" / "mail")})
    assert str(tmp_path / "a" / "mail") in log_in(settings, {})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "mail").touch()
    with pytest.raises(DeliveryError, match="no folder we may write"):
        log_in(MailSettings(transport="file", path=str(tmp_path / "mail")), {})
