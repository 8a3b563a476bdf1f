"""What a digest says of its material."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.digest.compose import Occasion, compose
from monitor.digest.values import Digest
from monitor.digest.wording import clean_header
from monitor.settings import RecipientSettings
from monitor.store.digest_material import DigestMaterial, HeldBack, ReportedHit, WatchTitle

MakeHit = Callable[..., ReportedHit]


@pytest.fixture
def digest(material: DigestMaterial, occasion: Occasion) -> Digest:
    return compose(material, occasion)


def test_each_development_appears_once_with_the_other_sources_named(digest: Digest) -> None:
    first = digest.sections[0].developments[0]
    assert first.source == "Northern Wire"
    assert [copy.source for copy in first.also] == ["Gazette", "Daily Levant", "Channel Nine"]
    assert first.also_more == 1
    assert first.reports == 5
    assert digest.sections[0].report_count == 10
    assert digest.sections[0].development_count == 5


def test_the_most_widely_reported_comes_first_then_the_best_match(digest: Digest) -> None:
    scores = [development.score for development in digest.sections[0].developments]
    assert scores == [2.4, 1.9, 1.8, 1.4, 1.3]


def test_points_of_a_term_are_added_over_its_places(digest: Digest) -> None:
    why = digest.sections[0].developments[0].why
    assert [(reason.term, reason.place, reason.points) for reason in why][:2] == [
        ("Pantsir", "title and text", 6.0),
        ("Wagner", "title and text", 4.5),
    ]


def test_the_host_is_told_unless_the_name_of_the_source_says_it(digest: Digest) -> None:
    told = {development.source: development.host for development in digest.sections[0].developments}
    assert told["Вестник"] == "wire.example"
    assert told["Northern Wire"] == ""
    assert told["agency-east.example"] == ""


def test_times_are_local_and_say_when_they_are_ours(digest: Digest) -> None:
    told = {development.source: development.when for development in digest.sections[0].developments}
    assert told["Northern Wire"] == "04:00 CET"
    assert told["agency-east.example"] == "Sun 22 Nov, 18:00 CET"
    assert told["Вестник"] == "seen 05:00 CET"


def test_a_date_after_first_sight_is_not_believed(
    material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    hit = make_hit("Wagner tomorrow", published=occasion.now + timedelta(days=1))
    when = compose(replace(material, hits=(hit,)), occasion).sections[0].developments[0].when
    assert when == "seen 05:00 CET"


def test_a_quiet_watch_is_named_and_a_paused_one_is_not(material: DigestMaterial, occasion: Occasion) -> None:
    paused = WatchTitle(slug="old", title="Old story", revision="1", state="paused")
    digest = compose(replace(material, watches=(*material.watches, paused)), occasion)
    assert digest.quiet == ("The grain corridor",)


def test_the_digest_says_how_much_it_leaves_out(
    material: DigestMaterial, recipient: RecipientSettings, occasion: Occasion
) -> None:
    short = replace(occasion, recipient=recipient.model_copy(update={"max_items": 3}))
    digest = compose(material, short)
    assert digest.shown_count == 3
    assert [len(section.developments) for section in digest.sections] == [2, 1]
    assert [section.development_count for section in digest.sections] == [5, 1]
    assert digest.development_count == 6
    assert digest.hit_count == 11


def test_no_news_is_said_plainly(material: DigestMaterial, occasion: Occasion) -> None:
    digest = compose(replace(material, hits=(), edits=(), notices=()), occasion)
    assert digest.empty
    assert digest.nothing_to_say
    assert digest.subject == "Nothing new (Mon 23 Nov)"
    assert digest.held_back == HeldBack(backlog=41, replayed=3)
    assert digest.quiet == ("The grain corridor", "Tankers in the Strait", "Wagner and the Pantsir")


def test_no_word_of_a_feed_is_in_the_subject(
    material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    hits = (make_hit("unmistakable", "unmistakable", source="unmistakable", language="unmistakable"),)
    assert "unmistakable" not in compose(replace(material, hits=hits), occasion).subject


def test_a_hit_of_a_watch_that_is_gone_is_still_told(
    material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    digest = compose(replace(material, watches=(), hits=(make_hit("Wagner"),)), occasion)
    assert digest.sections[0].title == "wagner-pantsir"


def test_the_next_digest_is_tomorrow_at_the_same_time(digest: Digest) -> None:
    assert digest.next_digest == "Tuesday 24 November 2026, 07:00 CET"


def test_a_link_that_is_no_web_address_is_left_out(
    material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    hits = (
        make_hit("Wagner", link="javascript:alert(1)"),
        make_hit("Wagner", source="B", link="data:text/html,x", development=812),
    )
    development = compose(replace(material, hits=hits), occasion).sections[0].developments[0]
    assert development.link == ""
    assert [copy.link for copy in development.also] == [""]


HEADERS: dict[str, tuple[str, str]] = {
    "a line break becomes a blank": ("A\r\nBcc: e@x.example", "A Bcc: e@x.example"),
    "an encoded word is taken apart": ("x =?utf-8?B?Cg==?=Bcc: y", "x = ?utf-8?B?Cg== ?=Bcc: y"),
    "separators and controls go": ("A\u2028B\x0cC\x85D", "A B C D"),
    "surrogates go": ("A\ud800B", "A B"),
    "letters stay": ("Вагнер, فاغنر", "Вагнер, فاغنر"),
    "long ones are cut": ("a" * 400, "a" * 150),
}


@pytest.mark.parametrize("case", HEADERS)
def test_header_text_is_clean(case: str) -> None:
    raw, expected = HEADERS[case]
    assert clean_header(raw) == expected
