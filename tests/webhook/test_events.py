"""What happened, as events with bodies."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from monitor.store.digests import PublicDigest
from monitor.store.export_reads import ExportedHit
from monitor.story.values import Because, Novelty
from monitor.webhook.events import (
    BODY_LIMIT,
    Event,
    body_of,
    digest_event,
    hit_events,
    trial_event,
    wants_digest,
)
from tests.handed import NOW, hit, reason

DIGEST = PublicDigest(
    digest_key="2026-11-23-r1",
    local_date=date(2026, 11, 23),
    zone="UTC",
    watches=("air-defence",),
    hits_from=1,
    hits_to=4,
    hit_count=3,
    shown_count=2,
    subject="3 hits",
    state="sent",
    created_at=NOW,
    sent_at=NOW,
)


def kinds(found: ExportedHit, *wanted: str) -> list[str]:
    return [event.key for event in hit_events([found], wanted)]


def repeated(found: ExportedHit) -> ExportedHit:
    assert found.step is not None
    return replace(found, step=replace(found.step, novelty=Novelty.REPEAT))


def test_a_hit_that_is_new_is_a_development() -> None:
    assert kinds(hit(7), "development") == ["development:7"]
    assert kinds(hit(7), "hit") == ["hit:7"]
    assert kinds(hit(7), "hit", "development") == ["development:7", "hit:7"]
    assert kinds(repeated(hit(7)), "development") == []
    assert kinds(repeated(hit(7)), "hit", "development") == ["hit:7"]
    assert kinds(hit(7, told=False), "development") == []
    assert kinds(hit(7), "digest") == []


def test_a_body_is_the_documented_one() -> None:
    (event,) = hit_events([hit(7)], ["development"])
    said = json.loads(body_of(event, "d1"))
    assert {name: said[name] for name in ("version", "event", "id", "happened_at", "watch")} == {
        "version": 1,
        "event": "development",
        "id": "d1",
        "happened_at": "2026-11-23T08:00:00.000Z",
        "watch": {"slug": "air-defence", "title": "Air defence"},
    }
    assert said["hit"]["title"] == "Report 7"
    assert said["hit"]["development"] == {"number": 7, "title": "Report 7"}
    assert said["hit"]["feed"] == "https://one.example/feed?key=…"
    assert b"hidden" not in body_of(event, "d1")


def test_a_digest_names_no_reader() -> None:
    said = json.loads(body_of(digest_event(DIGEST), "d1"))
    assert said["digest"]["key"] == "2026-11-23-r1"
    assert "@" not in json.dumps(said)


def test_who_wants_which_digest() -> None:
    assert wants_digest((), DIGEST)
    assert wants_digest(("air-defence", "x"), DIGEST)
    assert not wants_digest(("music",), DIGEST)
    assert wants_digest(("music",), replace(DIGEST, watches=()))


def test_a_test_says_that_it_is_one() -> None:
    event = trial_event("abc", NOW)
    assert (event.kind, json.loads(body_of(event, "d1"))["event"]) == ("test", "test")


@given(st.text(), st.text(max_size=3), st.integers(min_value=1, max_value=60_000))
def test_no_body_is_too_large(text: str, unit: str, times: int) -> None:
    long = (unit or "\U0001f6f0") * times + text
    found = hit(title=long, text=long, author=long, source_name=long, watch_title=long,
                reasons=tuple(reason(long) for _ in range(40)))  # fmt: skip
    assert found.step is not None
    found = replace(found, step=replace(found.step, development_title=long, stance_words=long))
    (event,) = hit_events([found], ["development"])
    body = body_of(event, "d1")
    assert len(body) <= BODY_LIMIT
    assert json.loads(body)["event"] == "development"


def test_links_as_long_as_they_may_be_and_many_new_things_fit_too() -> None:
    found = hit(link="https://news.example/" + "ü" * 4000, source="https://x.example/" + "é" * 9000)
    assert found.step is not None
    because = tuple(Because(kind="word", text="\U0001f6f0" * 400) for _ in range(100))
    (event,) = hit_events([replace(found, step=replace(found.step, because=because))], ["hit"])
    said = json.loads(body_of(event, "d1"))
    assert len(body_of(event, "d1")) <= BODY_LIMIT
    assert said["hit"]["hit"] == 1


def test_the_same_event_has_the_same_bytes() -> None:
    (event,) = hit_events([hit(7)], ["hit"])
    assert isinstance(event, Event)
    assert body_of(event, "d1") == body_of(event, "d1")
