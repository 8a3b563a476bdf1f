"""A story as a page: nothing that a feed writes comes alive on it, and it asks nobody for anything."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import html as lxml_html

from monitor.browse.story_page import StoryPage
from monitor.browse.story_view import story
from monitor.story.timeline import Timeline
from monitor.story.values import Because, NumberChange, Stance
from tests.browse.storied import development, edit, harbour, report, timeline

VECTORS = Path(__file__).resolve().parents[3] / "shared/vectors/xss_payloads.json"
PAGE = StoryPage()
TAGS = frozenset(
    re.findall(
        r"\w+",
        """html head meta title style body header main footer section nav h1 h2 h3 h4 p a b br bdi span div ol ul li dl
        dt dd time blockquote details summary table caption thead tbody tr th td del ins svg desc line rect text""",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"[\w-]+",
        """lang dir class id href hreflang rel datetime scope content charset name http-equiv role viewbox width height
        fill font-size x y x1 x2 y1 y2 stroke stroke-opacity text-anchor aria-label aria-labelledby tabindex""",
    )
)


class Watchman(HTMLParser):
    """Notes everything that a page of ours never has."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: list[str] = []
        self.links: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.alarms += [tag] if tag not in TAGS else []
        self.alarms += [f"{tag} {name}" for name in found if name not in ATTRIBUTES]
        if tag == "a":
            self.links.append(found)
            if not (found.get("href") or "").startswith(("http://", "https://", "#")):
                self.alarms.append(f"link {found.get('href')}")
        if tag == "meta" and (found.get("http-equiv") or "").lower() not in {"", "content-security-policy"}:
            self.alarms.append("meta")


def watched(page: str) -> Watchman:
    watchman = Watchman()
    watchman.feed(page)
    return watchman


def shown(told: Timeline) -> str:
    return PAGE.render(story(told))


def everywhere(payloads: list[str]) -> Timeline:
    """A story with a payload in every field that comes from a feed or a file."""
    told = [
        development(
            report(
                number,
                payload,
                f"{payload} {payload}",
                link=payload,
                source=payload,
                language=payload,
                because=(Because(kind="word", text=payload),),
                stance=Stance.DENIES,
                stance_words=payload,
                changes=(NumberChange(before=payload, after=payload, what=payload, hit_id=1),),
            ),
            report(
                number + 1,
                f"b {payload}",
                link=f"https://feed.example/{payload}",
                source=f"b {payload}",
                copies=number,
            ),
        )
        for number, payload in enumerate(payloads, start=10_000)
    ]
    changed = [
        edit(
            number,
            number,
            source=payload,
            title_before=payload,
            title_after=f"{payload} b",
            text_before="",
            text_after=payload,
        )
        for number, payload in enumerate(payloads, start=10_000)
    ]
    first = payloads[0]
    return replace(
        timeline(*told, edits=changed), slug=first, title=first, seed_title=f"{first} b", state=first
    )


def test_the_watchman_sees_what_is_alive() -> None:
    live = '<p onclick=x><script></script><a href="javascript:x"><a href="https://a.example" style="x"><meta http-equiv=refresh>'
    assert watched(live).alarms == ["p onclick", "script", "link javascript:x", "a style", "meta"]


def test_published_payloads_stay_text() -> None:
    if not VECTORS.exists():
        pytest.skip("the shared vectors are not here")
    payloads = [entry["payload"] for entry in json.loads(VECTORS.read_text(encoding="utf-8"))]
    for start in range(0, len(payloads), 90):
        page = shown(everywhere(payloads[start : start + 90]))
        assert watched(page).alarms == []
        tree = lxml_html.document_fromstring(page)
        assert tree.xpath("//script | //iframe | //img | //object | //embed | //form | //base | //link") == []
        assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert len(payloads) > 1000


OURS = {
    "a script": "<script>alert(1)</script>",
    "out of an attribute": '"><img src=x onerror=alert(1)>',
    "out of the title": "</title><script>alert(1)</script>",
    "out of the style": "</style><svg onload=alert(1)>",
    "a script for a link": "javascript:alert(1)//https://feed.example",
    "an attribute as a language": 'en" onmouseover="alert(1)',
    "a template": "{{ 7 * 7 }}{% raw %}",
    "a direction override": "\u202egpj.exe",
    "half a character": "\ud800",
    "a null": "a\x00b",
}


@pytest.mark.parametrize("case", OURS)
def test_texts_stay_texts(case: str) -> None:
    page = shown(everywhere([OURS[case]]))
    assert watched(page).alarms == []
    page.encode()
    assert not set("\u202e\ud800\x00") & set(page)


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = shown(harbour())
    assert "default-src 'none'" in page
    assert not re.search(r"(?:url\(|@import|src=)", page)
    for link in watched(page).links:
        assert (link["href"] or "").startswith("#") or link["rel"] == "noopener noreferrer nofollow"


def test_the_policy_allows_the_style_sheet() -> None:
    page = shown(harbour())
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page
