"""How long a large digest takes and how long it gets: ``python benchmarks/digest.py``.

5,000 invented hits in 300 developments of 12 watches, in five languages, shown as far as the mail has room (500 asked
for); then the same in one watch and with texts as long as hits keep them; 400 watches that have one hit each are beyond
the aim. Process time.
"""

import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from monitor.digest.compose import compose
from monitor.digest.occasion import Occasion
from monitor.digest.render import HTML_LIMIT, Renderer
from monitor.model import Reason
from monitor.settings import RecipientSettings
from monitor.store.digest_material import DigestMaterial, ReportedHit, WatchTitle
from monitor.story.values import Because

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
AIM_S = 1.0
MANY_WATCHES = 100
"""More than anybody follows: only the size counts."""
WORDS = {
    "en": [
        "Wagner",
        "officials",
        "convoy",
        "harbour",
        "says",
        "Pantsir",
        "delivery",
        "Kirby",
        "Tartus",
        "lorries",
        "denies",
        "report",
        "two",
        "of",
        "the",
    ],
    "ru": [
        "Вагнер",
        "сообщает",
        "Панцирь",
        "передачу",
        "комплекса",
        "чиновники",
        "поставка",
        "порт",
        "колонна",
        "опроверг",
        "доклад",
    ],
    "ar": [
        "فاغنر",
        "تستعد",
        "لتسليم",
        "منظومة",
        "بانتسير",
        "إلى",
        "حزب",
        "الله",
        "عبر",
        "سوريا",
        "مسؤولان",
        "أميركيان",
    ],
    "he": ["וגנר", "מתכננת", "להעביר", "מערכת", "לידי", "חיזבאללה", "דרך", "סוריה", "גורמים", "בוושינגטון"],
    "pl": [
        "Wagner",
        "przekaże",
        "Hezbollahowi",
        "system",
        "obrony",
        "powietrznej",
        "twierdzą",
        "urzędnicy",
        "port",
        "konwój",
    ],
}


def text_of(chance: random.Random, language: str, words: int) -> str:
    """Invented words."""
    return " ".join(chance.choice(WORDS[language]) + chance.choice("abcdefgh") for _ in range(words))


def hit_of(number: int, watch: int, development: int, chance: random.Random, words: int) -> ReportedHit:
    """One hit with reasons for its first words."""
    language = chance.choice(tuple(WORDS))
    title, text = text_of(chance, language, 12), text_of(chance, language, words)
    first = title.split()[0]
    reasons = tuple(
        Reason(
            term=f"Term {place}",
            surface=word,
            field="title" if place == 0 else "text",
            start=0,
            end=len(word),
            points=3.0,
            origin="person",
            role="actor",
        )
        for place, word in enumerate((first, *text.split()[:8]))
    )
    return ReportedHit(
        hit_id=number,
        item_id=number,
        watch=f"watch-{watch}",
        title=title,
        text=text,
        link=f"https://source-{number % 90}.example/news/{number}",
        source=f"Source {number % 90}",
        first_seen=NOW - timedelta(minutes=number % 1400),
        published=NOW - timedelta(minutes=number % 1400 + 5),
        score=1 + chance.random(),
        reasons=reasons,
        language=language,
        development=development,
        development_seen=NOW - timedelta(hours=5),
        because=(Because(kind="name", text=chance.choice(WORDS[language])),),
    )


def material_of(hits: int, developments: int, watches: int, words: int) -> DigestMaterial:
    """Developments dealt to the watches in turn; the first hit of each opens it."""
    chance = random.Random(7)  # noqa: S311 - the same material in every run
    found = tuple(
        hit_of(number, (number % developments) % watches, 1 + number % developments, chance, words)
        for number in range(1, hits + 1)
    )
    coverage = tuple(NOW - timedelta(hours=hour) for hour in range(24 * 30, 0, -1))
    titles = tuple(
        WatchTitle(
            slug=f"watch-{number}",
            title=f"Story number {number}",
            revision="r1",
            begun=coverage[0],
            coverage=coverage,
        )
        for number in range(watches)
    )
    return DigestMaterial(hits_from=0, hits_to=hits, hits=found, watches=titles, feed_count=90)


def measure(name: str, material: DigestMaterial, renderer: Renderer) -> Iterator[str]:
    """Compose and render once, and say so."""
    recipient = RecipientSettings(address="ann@example.org", max_items=500)
    occasion = Occasion(
        recipient=recipient, local_date=date(2026, 11, 23), now=NOW, version="1", sender="n@d.example"
    )
    started = time.process_time()
    digest = compose(material, occasion)
    composed = time.process_time()
    rendered = renderer.render(digest)
    done = time.process_time()
    size = len(rendered.html.encode())
    within = size <= HTML_LIMIT and (done - started <= AIM_S or len(material.watches) > MANY_WATCHES)
    verdict = "ok" if within else "MISSED"
    shown = f"{rendered.digest.shown_count} of {digest.development_count} developments"
    yield f"{name:<34} compose {composed - started:.2f} s, render {done - composed:.2f} s"
    yield f"{'':<34} HTML {size:,} bytes, {shown}, {len(rendered.digest.sections)} sections: {verdict}"


def main() -> None:
    """Print the table."""
    renderer = Renderer()
    cases = {
        "5,000 hits, 300 developments": material_of(5000, 300, 12, 60),
        "one watch": material_of(5000, 300, 1, 60),
        "400 watches with one hit each": material_of(400, 400, 400, 60),
        "long texts": material_of(5000, 300, 12, 900),
    }
    for name, material in cases.items():
        for line in measure(name, material, renderer):
            print(line)


if __name__ == "__main__":
    main()
