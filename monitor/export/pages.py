"""The feed of a watch: made of its hits, or of its developments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from monitor.export.feed_page import FeedEntry, FeedLink, FeedPage, tag_uri
from monitor.export.plain_text import cut, one_line
from monitor.store.export_reads import ExportedHit, WatchHead
from monitor.story.timeline import Timeline, TimelineDevelopment, TimelineReport

TEXT_SHOWN: Final = 600
"""Characters of an item's text in an entry."""
TERMS_SHOWN: Final = 12
RELATED_SHOWN: Final = 20


def hits_page(
    watch: WatchHead, hits: Sequence[ExportedHit], *, total: int, version: str, address: str = ""
) -> FeedPage:
    """The feed of ``hits``, the newest first, of ``total`` that there are."""
    entries = tuple(_hit_entry(hit) for hit in hits)
    return FeedPage(
        identity=tag_uri(watch.slug, "hit"),
        title=f"{watch.title}: hits",
        subtitle=_showing(len(entries), total, "hit"),
        updated=_updated(entries, watch.loaded_at),
        entries=entries,
        generator=version,
        address=address,
    )


def developments_page(
    watch: WatchHead, told: Timeline, *, limit: int, version: str, address: str = ""
) -> FeedPage:
    """The feed of the developments of ``told``, at most ``limit``, that with the latest report first."""
    latest = sorted(told.developments, key=lambda step: (step.last_seen, step.number), reverse=True)
    entries = tuple(_development_entry(watch.slug, step) for step in latest[:limit])
    return FeedPage(
        identity=tag_uri(watch.slug, "development"),
        title=f"{watch.title}: developments",
        subtitle=_showing(len(entries), len(latest), "development"),
        updated=_updated(entries, watch.loaded_at),
        entries=entries,
        generator=version,
        address=address,
    )


def _updated(entries: Sequence[FeedEntry], otherwise: datetime) -> datetime:
    return max((entry.updated for entry in entries), default=otherwise)


def _showing(shown: int, total: int, thing: str) -> str:
    if shown < total:
        return f"Showing the newest {shown} of {total} {thing}s"
    return f"Showing all {total} {thing}s" if total != 1 else f"Showing 1 {thing}"


def _hit_entry(exported: ExportedHit) -> FeedEntry:
    hit, step = exported.hit, exported.step
    said = [step.novelty.value] if step else []
    heaviest = sorted(hit.reasons, key=lambda reason: -reason.points)[:TERMS_SHOWN]
    terms = tuple(reason.surface or reason.term for reason in heaviest)
    return FeedEntry(
        identity=tag_uri(hit.watch, "hit", hit.hit_id),
        title=hit.title,
        # A hit that only a later state of its item became is news at that time.
        updated=max(hit.first_seen, hit.decided_at) if hit.via_edit else hit.first_seen,
        published=hit.published,
        link=hit.link,
        summary=_paragraphs(
            cut(one_line(exported.text), TEXT_SHOWN),
            "; ".join([*said, f"score {hit.score:.2f}", "matched: " + ", ".join(dict.fromkeys(terms))]),
        ),
        author=exported.author,
        source=hit.source_name,
        language=hit.language,
        terms=terms,
        numbers=(
            ("hit", hit.hit_id),
            ("item", hit.item_id),
            ("score", round(hit.score, 4)),
            *((("novelty", step.novelty.value), ("development", step.development)) if step else ()),
        ),
    )


def _development_entry(slug: str, step: TimelineDevelopment) -> FeedEntry:
    first = step.reports[0]
    return FeedEntry(
        identity=tag_uri(slug, "development", step.number),
        title=step.title,
        updated=step.last_seen,
        published=step.first_seen,
        link=first.link,
        summary=_paragraphs(cut(one_line(first.text), TEXT_SHOWN), _spread(step), _news(first)),
        author=first.source,
        source=first.source,
        language=first.language,
        terms=tuple(because.text for because in first.because),
        related=tuple(
            FeedLink(url=report.link, title=f"{report.source}: {report.title}")
            for report in step.reports[1 : RELATED_SHOWN + 1]
        ),
        numbers=(
            ("development", step.number),
            ("reports", len(step.reports)),
            ("texts", step.texts),
            ("sources", len(step.sources)),
            ("score", round(first.score, 4)),
        ),
    )


def _spread(step: TimelineDevelopment) -> str:
    """``First in Wire One; also in Paper Two (3 reports, 2 different texts)``."""
    also = f"; also in {', '.join(step.sources[1:])}" if len(step.sources) > 1 else ""
    reports = len(step.reports)
    counted = f" ({reports} reports, {step.texts} different texts)" if reports > 1 else ""
    return f"First in {step.sources[0]}{also}{counted}"


def _news(first: TimelineReport) -> str:
    new = ", ".join(because.text for because in first.because)
    changed = "; ".join(f"{one.what}: {one.before} → {one.after}" for one in first.changes)
    said = [
        f"new: {new}" if new else "",
        changed,
        f"{first.stance.value}: {first.stance_words}" if first.stance else "",
    ]
    return "; ".join(filter(None, said))


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))
