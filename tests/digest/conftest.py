"""A sample morning: material as the store would hand it over, in several languages, and how to vary it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.digest.occasion import Occasion
from monitor.digest.render import Renderer
from monitor.model import Reason
from monitor.settings import RecipientSettings
from monitor.store.digest_material import (
    DigestMaterial,
    FeedNotice,
    FeedTrouble,
    HeldBack,
    ReportedEdit,
    ReportedHit,
    WatchTitle,
)
from monitor.story.values import Because, Novelty, NumberChange, Stance

NOW = datetime(2026, 11, 23, 6, 0, 4, tzinfo=UTC)
DAY = date(2026, 11, 23)
MakeHit = Callable[..., ReportedHit]

_WEIGHTS = {"Wagner": 3.0, "Pantsir": 4.0, "Hezbollah": 2.0, "Strait": 3.0, "tanker": 2.0}
_FORMS = {
    "Wagner": ("Wagner", "فاغنر", "Вагнер", "וגנר"),
    "Pantsir": ("Pantsir", "SA-22", "بانتسير", "Панцирь"),
    "Hezbollah": ("Hezbollah", "حزب الله", "חיזבאללה"),
    "Strait": ("Strait",),
    "tanker": ("tankers",),
}


def reasons_in(title: str, text: str) -> tuple[Reason, ...]:
    """A reason for each place where one of the forms stands."""
    found = []
    for field, content in (("title", title), ("text", text)):
        for term, surface in [(term, surface) for term, forms in _FORMS.items() for surface in forms]:
            start = content.find(surface)
            if start >= 0:
                points = _WEIGHTS[term] * (1.0 if field == "title" else 0.5)
                found.append(
                    Reason(
                        term=term,
                        surface=surface,
                        field=field,
                        start=start,
                        end=start + len(surface),
                        points=points,
                        origin="person",
                        role="actor",
                    )
                )
    return tuple(found)


@pytest.fixture
def make_hit() -> MakeHit:
    numbers = iter(range(801, 10_000))

    def make(title: str, text: str = "", **fields: object) -> ReportedHit:
        number = next(numbers)
        values: dict[str, object] = {
            "hit_id": number,
            "item_id": number * 3,
            "watch": "wagner-pantsir",
            "link": f"https://wire.example/{number}",
            "source": "The Wire",
            "first_seen": NOW - timedelta(hours=2),
            "published": NOW - timedelta(hours=3),
            "score": 1.2,
            "reasons": reasons_in(title, text),
            "language": "en",
            "revision": "3f9a1c2b7d40",
        }
        return ReportedHit(**{"title": title, "text": text, **values, **fields})  # type: ignore[arg-type]

    return make


FIRST: dict[str, object] = {"development": 801, "copies": 801}
WRITTEN = tuple(
    NOW - timedelta(days=back, hours=hour)
    for back, texts in enumerate([6, 21, 2, 1, 3, 0, 2, 1, 2, 4, 1, 0, 2, 3, 1, 2])
    for hour in range(texts)
)
WATCH = WatchTitle(
    slug="wagner-pantsir",
    title="Wagner and the Pantsir",
    revision="3f9a1c2b7d40",
    begun=NOW - timedelta(days=20),
    coverage=tuple(reversed(WRITTEN)),
    suggested=("Tartus", "Kornet"),
)
QUIET_WATCH = WatchTitle(slug="grain", title="The grain corridor", revision="77aa00bb11cc")
STRAIT_WATCH = WatchTitle(slug="strait", title="Tankers in the Strait", revision="0badc0ffee00")


@pytest.fixture
def hits(make_hit: MakeHit) -> tuple[ReportedHit, ...]:
    us = "US says Wagner may hand a Pantsir air defence system to Hezbollah"
    wire = (
        "Officials in Washington have gathered intelligence that the mercenary group plans to pass on an SA-22 "
        "system. Wagner has not commented. The system, which combines missiles with guns, would be meant for "
        "Hezbollah, two officials said on condition that they would not be named, and no transfer was confirmed."
    )
    return (
        make_hit(
            us,
            wire,
            score=2.4,
            source="Northern Wire",
            link="https://www.northernwire.example/world/4411",
            because=(Because(kind="name", text="Pantsir"), Because(kind="number", text="two officials")),
        ),
        make_hit(f"{us} - Gazette", wire, score=2.1, source="Gazette", **FIRST, novelty=Novelty.COPY),
        make_hit(
            "Wagner may hand a Pantsir air defence system to Hezbollah, US says",
            wire,
            source="Daily Levant",
            development=801,
            novelty=Novelty.REPEAT,
        ),
        make_hit(us, "", source="Channel Nine", published=None, **FIRST, novelty=Novelty.COPY),
        make_hit(us, wire, source="Evening Post", **FIRST, novelty=Novelty.COPY),
        make_hit(
            "Kremlin calls the report about Wagner and Hezbollah “a pure invention”",
            "Asked on Monday, the spokesman said that there was no such group in law. He repeated it twice. Later "
            "in the call he was asked whether a transfer had been discussed with Damascus, and said that contacts "
            "went on as usual; the Pantsir, he added, is sold by contract only.",
            score=1.8,
            source="agency-east.example",
            link="https://agency-east.example/en/1",
            published=NOW - timedelta(hours=13),
            stance=Stance.DENIES,
            stance_words="a pure invention",
        ),
        make_hit(
            "واشنطن: فاغنر تستعد لتسليم منظومة بانتسير إلى حزب الله",
            "قال مسؤولان أميركيان إن مجموعة فاغنر تستعد لنقل منظومة دفاع جوي من طراز بانتسير إلى حزب الله عبر سوريا، "
            "وأضافا أن عملية النقل لم تتأكد بعد وأن الاتصالات ما زالت مستمرة.",
            score=1.9,
            source="صحيفة المرفأ",
            language="ar",
        ),
        make_hit(
            "«Вагнер» готовит передачу комплекса «Панцирь», сообщает Вашингтон",
            "По данным двух чиновников, речь идёт об одном комплексе; подтверждения передачи пока нет.",
            score=1.4,
            source="Вестник",
            language="ru",
            published=None,
        ),
        make_hit(
            "ארה״ב: וגנר מתכננת להעביר מערכת נ״מ לחיזבאללה",
            "לפי שני גורמים בוושינגטון, וגנר מתכננת להעביר מערכת אחת לידי חיזבאללה דרך סוריה.",
            score=1.3,
            source="הנמל",
            language="he",
        ),
        make_hit(
            "Two tankers turn back before the Strait",
            "Both ships had called at the terminal last week, port records show.",
            watch="strait",
            source="Harbour News",
            revision="0badc0ffee00",
            updated=True,
        ),
        make_hit(
            "Search for the Pantsir goes on in Tartus, Wagner men seen",
            "Residents of the port speak of a convoy of 14 lorries, more than the 9 that were told of before.",
            source="Evening Post",
            development=640,
            development_title="Convoy of nine lorries reaches Tartus, residents say",
            development_seen=NOW - timedelta(days=2),
            novelty=Novelty.DETAIL,
            because=(Because(kind="number", text="14 lorries"),),
            changes=(NumberChange(before="9 lorries", after="14 lorries", what="", hit_id=640),),
        ),
    )


@pytest.fixture
def material(hits: tuple[ReportedHit, ...]) -> DigestMaterial:
    return DigestMaterial(
        hits_from=800,
        hits_to=811,
        notices_to=4,
        watches=(QUIET_WATCH, STRAIT_WATCH, WATCH),
        hits=hits,
        edits=(
            ReportedEdit(
                edit_id=3,
                watch="wagner-pantsir",
                item_id=2100,
                source="Gazette",
                link="https://gazette.example/77",
                seen_at=NOW - timedelta(hours=4),
                title_before="Wagner denies plan to arm Hezbollah",
                title_after="Wagner declines to comment on plan to arm Hezbollah",
                added=("declines", "comment"),
                removed=("denies",),
            ),
        ),
        edits_to=3,
        held_back=HeldBack(backlog=41, replayed=3),
        troubles=(
            FeedTrouble(
                name="Coastal Monitor",
                url="https://coastal.example/rss",
                since=datetime(2026, 11, 21, 7, 12, tzinfo=UTC),
                failures=14,
                last_error="the answer was an HTML page, not a feed",
            ),
            FeedTrouble(
                name="Old Gazette",
                url="https://old.example/feed",
                since=None,
                failures=5,
                last_error="404 not found",
            ),
        ),
        feed_count=61,
        notices=(
            FeedNotice(
                notice_id=4,
                made_at=datetime(2026, 11, 22, 22, 5, tzinfo=UTC),
                kind="gap",
                text="more items than the feed holds may have passed between two polls",
                feed="Northern Wire",
            ),
        ),
    )


@pytest.fixture
def recipient() -> RecipientSettings:
    return RecipientSettings(address="ann@example.org", name="Ann", zone="Europe/Paris", at="07:00")


@pytest.fixture
def occasion(recipient: RecipientSettings) -> Occasion:
    return Occasion(
        recipient=recipient, local_date=DAY, now=NOW, version="0.1.0", sender="newswake@desk.example"
    )


@pytest.fixture
def renderer() -> Renderer:
    return Renderer()
