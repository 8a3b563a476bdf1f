"""Mails handed to a real program, and printed."""

import stat
from pathlib import Path

import pytest

from monitor.digest.deliver import deliverer, log_in
from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.errors import DeliveryError
from monitor.settings import MailSettings

MIME = b"Subject: seven\r\n\r\nHello.\r\n.\r\n"
LETTER = Letter(recipient="ann@example.org", message_id="<1@d.example>", mime=MIME, name="2026-11-23-r1")


def program(folder: Path, script: str) -> str:
    """A program that does what ``script`` says."""
    path = folder / "sendmail"
    path.write_text(f"#!/bin/sh\ncd '{folder}'\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def sent_by(command: str, total_s: float = 20.0) -> Delivery:
    settings = MailSettings(
        transport="sendmail", sendmail=command, sender="newswake@desk.example", total_s=total_s
    )
    return deliverer(settings)(LETTER, lambda: True)


def test_the_program_gets_the_mail_and_the_addresses(tmp_path: Path) -> None:
    command = program(tmp_path, 'cat > mail; printf "%s\\n" "$@" > words')
    assert sent_by(f"{command} -a work").verdict is Verdict.ACCEPTED
    assert (tmp_path / "mail").read_bytes() == MIME.replace(b"\r\n", b"\n")
    words = (tmp_path / "words").read_text(encoding="utf-8").split()
    assert words == ["-a", "work", "-i", "-f", "newswake@desk.example", "--", "ann@example.org"]


ENDS = {
    "put off": ("cat > /dev/null; echo busy >&2; exit 75", Verdict.LATER, "ended with 75: busy"),
    "no such user": ("cat > /dev/null; exit 67", Verdict.REFUSED, "ended with 67"),
    "not in order": ("cat > /dev/null; exit 1", Verdict.LATER, "ended with 1"),
    "killed": ("kill -9 $$", Verdict.UNKNOWN, "signal 9"),
    "never read its input": ("exit 75", Verdict.LATER, "ended with 75"),
}


@pytest.mark.parametrize("case", ENDS)
def test_the_exit_code_decides(case: str, tmp_path: Path) -> None:
    script, verdict, said = ENDS[case]
    delivery = sent_by(program(tmp_path, script))
    assert delivery.verdict is verdict
    assert said in delivery.reply


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    delivery = sent_by(program(tmp_path, "sleep 60 & wait"), total_s=0.3)
    assert (delivery.verdict, "no end within 0.3 s" in delivery.reply) == (Verdict.UNKNOWN, True)


def test_a_program_that_is_not_there_is_said_before_anything_is_claimed(tmp_path: Path) -> None:
    settings = MailSettings(transport="sendmail", sendmail=str(tmp_path / "nothing"))
    delivery = deliverer(settings)(LETTER, lambda: pytest.fail("claimed"))
    assert delivery.verdict is Verdict.LATER
    assert "[mail] sendmail" in delivery.reply
    with pytest.raises(DeliveryError, match=r"\[mail\] sendmail: there is no program"):
        log_in(settings, {})


def test_check_names_the_program(tmp_path: Path) -> None:
    command = program(tmp_path, "exit 0")
    assert log_in(MailSettings(transport="sendmail", sendmail=command), {}) == f"sendmail: {command}"


def test_a_mail_can_be_printed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    delivery = deliverer(MailSettings(transport="stdout"))(LETTER, lambda: True)
    assert (delivery.verdict, capfdbinary.readouterr().out) == (Verdict.ACCEPTED, MIME)


@pytest.mark.parametrize("transport", ["stdout", "sendmail"])
def test_a_mail_taken_by_another_process_goes_nowhere(
    transport: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    command = program(tmp_path, "cat > mail")
    settings = MailSettings.model_validate({"transport": transport, "sendmail": command})
    assert deliverer(settings)(LETTER, lambda: False).verdict is Verdict.TAKEN
    assert capfdbinary.readouterr().out == b""
    assert not (tmp_path / "mail").exists()
