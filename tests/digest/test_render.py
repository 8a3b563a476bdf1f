"""The two parts: what is in them, and that nothing in them is alive."""

import json
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import localedata
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.digest.compose import Occasion, compose
from monitor.digest.message import HEADERS, mail_bytes
from monitor.digest.render import HTML_LIMIT, Rendered, Renderer
from monitor.settings import RecipientSettings
from monitor.store.digest_material import DigestMaterial, FeedNotice, FeedTrouble, ReportedHit
from monitor.story.values import Because, NumberChange, Stance
from tests.digest.conftest import reasons_in

TROUBLE = (
    "\0",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\r\n",
    "\x1b[31m",
    "\uffff",
    "<",
    "&#0;",
)
SHARED = Path(__file__).resolve().parents[3] / "shared"
MakeHit = Callable[..., ReportedHit]
ALLOWED = {"html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td"}
ALLOWED |= {"p", "h1", "h2", "h3", "a", "strong", "bdi", "span", "del", "ins"}


LEAVE = "mailto:newswake@desk.example?subject="


class Watchman(HTMLParser):
    """Notes every tag or attribute that a mail must not have."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.alarms.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"src", "srcset", "action", "formaction", "background"}:
                self.alarms.append(name)
            if name == "href":
                self.links.append(value or "")
            if "url(" in (value or "") and name == "style":
                self.alarms.append(f"style {value}")
        if tag == "a" and not self.links[-1].startswith(("http://", "https://", LEAVE)):
            self.alarms.append(self.links[-1])


def alarms(html: str) -> list[str]:
    watchman = Watchman()
    watchman.feed(html)
    return watchman.alarms


def hostile(material: DigestMaterial, make_hit: MakeHit, payload: str) -> DigestMaterial:
    told: dict[str, object] = {
        "because": (Because(kind="name", text=payload),),
        "stance": Stance.DENIES,
        "stance_words": f"{payload} said",
        "changes": (NumberChange(before=payload, after=payload, what=payload, hit_id=1),),
        "development_title": payload,
    }
    hits = (
        make_hit(payload, f"{payload} Wagner", source=payload, link=payload, language=payload, **told),
        make_hit(
            "x",
            f"so it is said, {payload}",
            source=f"{payload} 2",
            link=f"https://wire.example/{payload}",
            reasons=tuple(replace(one, term=payload, surface=payload) for one in reasons_in("Wagner", "")),
            **told,
        ),
        make_hit("y", f"as one says, {payload}", source=payload, development=7, language="pl", **told),
        make_hit(payload, "x", source=payload, link=payload, development=5, **told),
    )
    edit = replace(
        material.edits[0],
        title_before=f"a {payload}",
        title_after=f"{payload} b",
        source=payload,
        link=payload,
        added=(payload,),
        changes=(NumberChange(before=payload, after=payload, what=payload, hit_id=1),),
    )
    return replace(
        material,
        hits=hits,
        edits=(edit, replace(edit, title_before="a", title_after="a")),
        watches=tuple(
            replace(watch, title=f"{payload} {watch.slug}", suggested=(payload,))
            for watch in material.watches
        ),
        troubles=(FeedTrouble(name=payload, url=payload, since=None, failures=3, last_error=payload),),
        notices=(replace(material.notices[0], text=payload, feed=payload),),
    )


PAYLOADS: dict[str, str] = {
    "a script": "<script>alert(1)</script>",
    "a handler": '"><img src=x onerror=alert(1)>',
    "a link": "javascript:alert(1)",
    "an attribute": "' onmouseover='alert(1)",
    "the end of a style": "</style><script>x</script>",
    "foreign content": "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "a template": "{{ 7*7 }}{% include 'x' %}",
    "a comment": "<!--><script>x</script>-->",
    "a style": '<p style="background:url(https://t.example/p)">',
}


@pytest.mark.parametrize("case", PAYLOADS)
def test_hostile_feed_text_stays_text(
    case: str, material: DigestMaterial, occasion: Occasion, make_hit: MakeHit, renderer: Renderer
) -> None:
    rendered = renderer.render(compose(hostile(material, make_hit, PAYLOADS[case]), occasion))
    assert alarms(rendered.html) == []
    assert "49" not in rendered.text.partition("\n\n\n")[2].partition("-- ")[0]


def test_the_watchman_sees_what_is_alive() -> None:
    assert alarms('<p onclick=x><script></script><a href="javascript:x">') == [
        "onclick",
        "script",
        "javascript:x",
    ]


def test_published_payloads_stay_text(
    material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    path = SHARED / "vectors" / "xss_payloads.json"
    if not path.exists():
        pytest.skip("the shared vectors are not here")
    payloads = [entry["payload"] for entry in json.loads(path.read_text(encoding="utf-8"))]
    roomy = replace(occasion, recipient=occasion.recipient.model_copy(update={"max_items": 500}))
    large = Renderer(html_limit=10_000_000)
    for start in range(0, len(payloads), 400):
        some = [hostile(material, make_hit, payload) for payload in payloads[start : start + 400]]
        together = replace(
            some[0],
            hits=tuple(hit for each in some for hit in each.hits),
            edits=tuple(edit for each in some for edit in each.edits),
        )
        rendered = large.render(compose(together, roomy))
        assert alarms(rendered.html) == []
    assert len(payloads) > 1000


def check_mail(text: str, material: DigestMaterial, occasion: Occasion, make_hit: MakeHit) -> None:
    """``text`` everywhere a feed or a person can put it, in a mail that comes out whole."""
    rendered = Renderer().render(compose(hostile(material, make_hit, text), occasion))
    assert alarms(rendered.html) == []
    mail = mail_bytes(rendered, recipient="a@b.example", recipient_name=text[:200], sender="n@desk.example")
    assert message_from_bytes(mail, policy=SMTP).keys() == list(HEADERS)
    assert not set("\u202e\u202d\0\x1b") & set(rendered.text + rendered.html)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(st.sampled_from(TROUBLE) | st.text(st.characters(), max_size=20), max_size=8).map("".join),
    language=st.sampled_from(localedata.locale_identifiers()),
)
def test_no_text_of_a_feed_stops_a_mail(
    *, text: str, language: str, material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    reader = occasion.recipient.model_copy(update={"language": language})
    check_mail(text, material, replace(occasion, recipient=reader), make_hit)


@pytest.mark.parametrize("piece", ["<", "Wagner ", "\n\u202e", "\ud800"], ids=ascii)
def test_no_long_text_stops_a_mail(
    piece: str, material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    check_mail(piece * (100_000 // len(piece)), material, occasion, make_hit)


@pytest.fixture
def rendered(material: DigestMaterial, occasion: Occasion, renderer: Renderer) -> Rendered:
    return renderer.render(compose(material, occasion))


def test_the_same_digest_gives_the_same_bytes(
    rendered: Rendered, material: DigestMaterial, occasion: Occasion
) -> None:
    again = Renderer().render(compose(material, occasion))
    assert again == rendered


def test_dark_mode_survives_the_inlining(rendered: Rendered) -> None:
    assert "prefers-color-scheme: dark" in rendered.html
    assert 'style="' in rendered.html


def test_matched_words_stand_out_without_colour(rendered: Rendered) -> None:
    assert "*SA-22*" in rendered.text
    assert ">SA-22</strong>" in rendered.html


def test_titles_say_that_they_may_run_from_right_to_left(rendered: Rendered) -> None:
    assert 'lang="ar"' in rendered.html
    assert rendered.html.count('class="headline" dir="auto"') == 6


def test_lines_of_the_text_part_are_short_but_links_are_whole(rendered: Rendered) -> None:
    long = [line for line in rendered.text.splitlines() if len(line) > 72]
    assert all("http" in line or "mailto:" in line or line.startswith("Newswake ") for line in long), long
    assert "\n\n\n\n" not in rendered.text


def test_too_long_a_digest_is_cut_and_says_so(
    material: DigestMaterial, occasion: Occasion, make_hit: MakeHit, renderer: Renderer
) -> None:
    recipient: RecipientSettings = occasion.recipient.model_copy(update={"max_items": 400})
    hits = tuple(
        make_hit(f"Wagner number {number} {'فاغنر ' * 30}", "Wagner … " * 60, source=f"S{number}")
        for number in range(300)
    )
    rendered = renderer.render(compose(replace(material, hits=hits), replace(occasion, recipient=recipient)))
    shown = rendered.digest.shown_count
    assert len(rendered.html.encode()) <= HTML_LIMIT
    assert 5 < shown < 300
    assert f"Showing {shown} of 300 developments" in rendered.html
    assert f"Showing {shown} of 300 developments" in rendered.text


def test_an_empty_digest_is_readable(
    material: DigestMaterial, occasion: Occasion, renderer: Renderer
) -> None:
    rendered = renderer.render(
        compose(replace(material, hits=(), edits=(), troubles=(), notices=()), occasion)
    )
    assert "Nothing new since your last digest." in rendered.text
    assert "Nothing new since your last digest." in rendered.html
    assert "newswake feedback" not in rendered.text


def test_long_lists_of_trouble_are_cut(
    material: DigestMaterial, occasion: Occasion, renderer: Renderer
) -> None:
    troubles = tuple(replace(material.troubles[0], name=f"Feed {number}") for number in range(20))
    notices = tuple(
        FeedNotice(notice_id=number, made_at=occasion.now, kind="gap", text=f"gap {number}")
        for number in range(20)
    )
    rendered = renderer.render(compose(replace(material, troubles=troubles, notices=notices), occasion))
    assert "20 of 61 feeds do not answer" in rendered.text
    assert rendered.text.count("and 12 more") == 2
    assert rendered.html.count("and 12 more") == 2
