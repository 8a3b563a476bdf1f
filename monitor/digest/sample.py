"""A digest that has something of everything: what templates are tried with before a mail needs them. Invented."""

from datetime import UTC, date, datetime

from monitor.digest.figures import Figures
from monitor.digest.values import (
    Bar,
    Copy,
    Development,
    Digest,
    Further,
    Link,
    Rewritten,
    Section,
    Span,
    Trouble,
    Why,
)
from monitor.store.digest_material import HeldBack
from monitor.story.differences import Piece, PieceKind

_DAY = date(2026, 11, 23)
_LINK = "https://news.example.org/1"


def sample(language: str = "en") -> Digest:
    """The sample, with days as ``language`` writes them."""
    figures = Figures(language=language)
    day = figures.short_day(_DAY)
    return Digest(
        key=_DAY.isoformat(),
        local_date=_DAY,
        language=language,
        zone="UTC",
        made_at=datetime(2026, 11, 23, 7, tzinfo=UTC),
        subject=f"The harbour: 2 new developments ({day})",
        preview="Harbour closes for a day · Port denies it",
        heading=figures.long_day(_DAY),
        summary="Two new developments in 3 reports from 2 sources.",
        sections=(_section(day),),
        quiet=("The bridge",),
        quiet_more=1,
        held_back=HeldBack(backlog=2, flood=1, replayed=1, rematched=1),
        troubles=(Trouble(name="Old Gazette", host="old.example", since="has never answered", error="404"),),
        troubles_more=1,
        feed_count=12,
        notices=("The Wire: entries may have been missed",),
        notices_more=1,
        next_digest=figures.long_day(date(2026, 11, 24)),
        hits_from=1,
        hits_to=4,
        notices_to=1,
        version="1.0",
        covers=f"Covers {day} to {day}.",
        links=(Link(text="All stories", url="https://news.example.org"),),
        more_sections=("The mine",),
        edits_to=1,
    )


def _section(day: str) -> Section:
    return Section(
        slug="harbour",
        title="The harbour",
        revision="3f9a1c2b7d40",
        developments=(_development(),),
        development_count=2,
        report_count=4,
        source_count=2,
        further=(Further(title="Strike goes on", link=_LINK, since=day, reports=1, details=("12 ships",)),),
        further_count=2,
        further_reports=1,
        rewritten=(
            Rewritten(
                source="The Wire",
                link=_LINK,
                when="06:30 UTC",
                pieces=(
                    Piece(kind=PieceKind.REMOVED, text="open"),
                    Piece(kind=PieceKind.ADDED, text="closed"),
                ),
                words=("closed",),
                changes=("9 ships → 12 ships",),
            ),
        ),
        rewritten_count=2,
        rhythm=(f"A spike: 9 different texts on {day}, usually 1.0 a day",),
        bars=(Bar(day=day, texts=1, height=3), Bar(day=day, texts=9, height=24, spike=True)),
        sparkline="▁█",
        suggested=("Pilot Union",),
        link="https://news.example.org/newswake/story/harbour",
    )


def _development() -> Development:
    return Development(
        hit_id=2,
        item_id=7,
        headline=(Span(text="Harbour", strong=True), Span(text=" closes for a day")),
        snippet=(Span(text="The "), Span(text="harbour", strong=True), Span(text=" closes on Monday.")),
        link=_LINK,
        host="wire.example",
        source="The Wire",
        when="06:00 UTC",
        language="en",
        score=1.4,
        why=(
            Why(term="Harbour", place="title", points=3.0),
            Why(term="ship", place="", points=0.4, learned=True),
        ),
        why_more=1,
        also=(Copy(source="Gazette", link=_LINK),),
        also_more=1,
        reports=3,
        copies=1,
        new=("Pilot Union",),
        stance="a denial: “no such plan”",
        denial=True,
        changes=("9 ships → 12 ships",),
        languages=("English", "Polish"),
        terms=("Harbour",),
        alerted=True,
    )
