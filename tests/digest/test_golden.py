"""The sample digest, byte for byte. To accept a change: ``NEWSWAKE_UPDATE_GOLDEN=1 pytest tests/digest``."""

import os
from pathlib import Path

import pytest

from monitor.digest.compose import Occasion, compose
from monitor.digest.message import mail_bytes
from monitor.digest.render import Rendered, Renderer
from monitor.store.digest_material import DigestMaterial

FOLDER = Path(__file__).parent / "data"


@pytest.fixture
def rendered(material: DigestMaterial, occasion: Occasion, renderer: Renderer) -> Rendered:
    return renderer.render(compose(material, occasion))


def check(name: str, content: bytes) -> None:
    path = FOLDER / name
    if os.environ.get("NEWSWAKE_UPDATE_GOLDEN"):
        path.write_bytes(content)
    assert content == path.read_bytes()


def test_the_text_part_is_as_kept(rendered: Rendered) -> None:
    check("digest.txt", rendered.text.encode())


def test_the_html_part_is_as_kept(rendered: Rendered) -> None:
    check("digest.html", rendered.html.encode())


def test_the_mail_is_as_kept(rendered: Rendered) -> None:
    mail = mail_bytes(
        rendered, recipient="ann@example.org", recipient_name="Ann", sender="newswake@desk.example"
    )
    check("digest.eml", mail)
