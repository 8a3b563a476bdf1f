"""The mail: headers exactly ours, bytes always the same."""

import json
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path

import pytest

from monitor.digest.compose import Occasion, compose
from monitor.digest.message import HEADERS, ONE_CLICK, mail_bytes, message_id
from monitor.digest.render import Rendered, Renderer
from monitor.errors import DeliveryError
from monitor.store.digest_material import DigestMaterial

SHARED = Path(__file__).resolve().parents[3] / "shared"
HOSTILE = {
    "line feed": "A\nBcc: e@x.example",
    "carriage return": "A\r\nBcc: e@x.example",
    "encoded line feed": "x =?utf-8?B?Cg==?=Bcc: e@x.example",
    "quoted line feed": "x =?UTF-8?Q?=0A?=Bcc: e@x.example",
    "split encoded word": "==??utf-8?B?Cg==?=Bcc: e@x.example",
    "line separator": "A\u2028Bcc: e@x.example",
    "form feed": "A\x0cBcc: x",
    "surrogate": "A\ud800B",
    "emoji": "\U0001f4a9" * 90,
    "quotes and brackets": '"Ann" <x@y.example>, ',
    "empty": "",
}


@pytest.fixture
def rendered(material: DigestMaterial, occasion: Occasion, renderer: Renderer) -> Rendered:
    return renderer.render(compose(material, occasion))


def mail(rendered: Rendered, *, name: str = "Ann", sender: str = "newswake@desk.example") -> bytes:
    return mail_bytes(rendered, recipient="ann@example.org", recipient_name=name, sender=sender)


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.SMTP)


def check_hostile(rendered: Rendered, text: str) -> None:
    digest = replace(rendered.digest, subject=text)
    message = read(mail(replace(rendered, digest=digest), name=text))
    assert message.keys() == list(HEADERS)
    assert message["To"].addresses[0].addr_spec == "ann@example.org"
    assert len(message["To"].addresses) == 1


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_adds_no_header(case: str, rendered: Rendered) -> None:
    check_hostile(rendered, HOSTILE[case])


def test_published_hostile_titles_add_no_header(rendered: Rendered) -> None:
    path = SHARED / "vectors" / "email_headers.json"
    if not path.exists():
        pytest.skip("the shared vectors are not here")
    for text in json.loads(path.read_text(encoding="utf-8")).values():
        check_hostile(rendered, text)


def hostile_mail(material: DigestMaterial, occasion: Occasion, text: str) -> EmailMessage:
    """A mail whose watch titles, term names and reader's name are ``text``."""
    titles = tuple(replace(watch, title=text) for watch in material.watches)
    hits = tuple(
        replace(hit, reasons=tuple(replace(reason, term=text) for reason in hit.reasons))
        for hit in material.hits
        if hit.watch == "wagner-pantsir"
    )
    rendered = Renderer().render(compose(replace(material, watches=titles, hits=hits), occasion))
    return read(mail(rendered, name=text))


@pytest.mark.parametrize("case", HOSTILE)
def test_titles_terms_and_names_add_no_header(
    case: str, material: DigestMaterial, occasion: Occasion
) -> None:
    message = hostile_mail(material, occasion, HOSTILE[case])
    assert message.keys() == list(HEADERS)
    assert message["Subject"].endswith("(Mon 23 Nov)")


def test_published_hostile_titles_and_terms_add_no_header(
    material: DigestMaterial, occasion: Occasion
) -> None:
    path = SHARED / "vectors" / "email_headers.json"
    if not path.exists():
        pytest.skip("the shared vectors are not here")
    for text in json.loads(path.read_text(encoding="utf-8")).values():
        assert hostile_mail(material, occasion, text).keys() == list(HEADERS)


@pytest.mark.parametrize("case", HOSTILE)
def test_addresses_of_ours_that_are_hostile_add_no_header_or_are_refused(
    case: str, rendered: Rendered
) -> None:
    text = HOSTILE[case]
    for sender, leave_url in (
        (f"n{text}@desk.example", ""),
        ("n@desk.example", f"https://desk.example/{text}"),
    ):
        try:
            made = mail_bytes(rendered, recipient="ann@example.org", sender=sender, leave_url=leave_url)
        except (DeliveryError, ValueError, MessageError):
            continue
        assert set(read(made).keys()) - {ONE_CLICK} == set(HEADERS)


def test_the_same_digest_is_the_same_mail(rendered: Rendered) -> None:
    assert mail(rendered) == mail(rendered)


def test_the_message_id_comes_from_recipient_and_key_alone(rendered: Rendered) -> None:
    expected = message_id("ann@example.org", "2026-11-23", "newswake@desk.example")
    assert read(mail(rendered))["Message-ID"] == expected
    later = replace(rendered, digest=replace(rendered.digest, subject="other"))
    assert read(mail(later))["Message-ID"] == expected
    assert message_id("bob@example.org", "2026-11-23", "newswake@desk.example") != expected


def test_a_long_host_leaves_the_message_id_whole(rendered: Rendered) -> None:
    sender = f"newswake@{'sub.' * 15}desk.example"
    content = mail(rendered, sender=sender)
    assert message_id("ann@example.org", "2026-11-23", sender).encode() in content


def test_both_parts_come_back_as_they_went_in(rendered: Rendered) -> None:
    text, html = read(mail(rendered)).iter_parts()
    assert text.get_content().replace("\r\n", "\n") == rendered.text
    assert html.get_content().replace("\r\n", "\n").rstrip("\n") == rendered.html.rstrip("\n")


def test_the_mail_is_plain_ascii_in_short_lines(rendered: Rendered) -> None:
    content = mail(rendered)
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_an_address_that_cannot_be_written_is_refused(rendered: Rendered) -> None:
    with pytest.raises(DeliveryError, match="ASCII"):
        mail_bytes(rendered, recipient="änn@example.org", sender="newswake@desk.example")
