"""The shape of ``story --json``: documented, and added to but never changed."""

from collections import Counter
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from monitor.browse.story_view import counts, report_days
from monitor.story.timeline import Timeline, TimelineDevelopment, TimelineEdit, TimelineReport


def story_row(timeline: Timeline, since: datetime | None) -> dict[str, Any]:
    """``timeline`` with nothing cut and nothing cleaned; times in UTC with a Z at the end."""
    reports = [report for development in timeline.developments for report in development.reports]
    seen = [report.first_seen for report in reports]
    begun = Counter(_day(development.first_seen) for development in timeline.developments)
    return {
        "watch": timeline.slug,
        "title": timeline.title,
        "seed_title": timeline.seed_title,
        "state": timeline.state,
        "since": _time(since),
        "first_seen": _time(min(seen, default=None)),
        "last_seen": _time(max(seen, default=None)),
        "counts": asdict(counts(timeline)),
        "days": [
            {
                "day": day.day.isoformat(),
                "reports": day.count,
                "texts": day.texts,
                "developments": begun[day.day],
                "spike": day.spike,
            }
            for day in report_days(reports)
        ],
        "developments": [_development(development) for development in timeline.developments],
        "edits": [_edit(edit) for edit in timeline.edits],
    }


def _development(development: TimelineDevelopment) -> dict[str, Any]:
    return {
        "number": development.number,
        "title": development.title,
        "first_seen": _time(development.first_seen),
        "last_seen": _time(development.last_seen),
        "texts": development.texts,
        "sources": list(development.sources),
        "languages": list(development.languages),
        "reports": [_report(report) for report in development.reports],
    }


def _report(report: TimelineReport) -> dict[str, Any]:
    return {
        "hit": report.hit_id,
        "item": report.item_id,
        "title": report.title,
        "text": report.text,
        "link": report.link,
        "source": report.source,
        "language": report.language,
        "first_seen": _time(report.first_seen),
        "published": _time(report.published),
        "score": report.score,
        "novelty": report.novelty.value,
        "copies": report.copies,
        "because": [{"kind": one.kind, "text": one.text} for one in report.because],
        "stance": report.stance.value,
        "stance_words": report.stance_words,
        "changes": [
            {"before": one.before, "after": one.after, "what": one.what, "hit": one.hit_id}
            for one in report.changes
        ],
    }


def _edit(edit: TimelineEdit) -> dict[str, Any]:
    return {
        "hit": edit.hit_id,
        "item": edit.item_id,
        "development": edit.development,
        "source": edit.source,
        "version": edit.version,
        "seen_at": _time(edit.seen_at),
        "news": edit.news,
        "title_before": edit.title_before,
        "title_after": edit.title_after,
        "text_before": edit.text_before,
        "text_after": edit.text_after,
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
