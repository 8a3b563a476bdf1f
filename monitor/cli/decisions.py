"""One visit with every decision it would take: as lines for people, as one object for programs."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import assert_never

from monitor.model import FeedState
from monitor.outcome import Failed, Fetched, FetchFailed, NotModified, Outcome
from monitor.poll.interval import minutes
from monitor.poll.politeness import HostManners
from monitor.service.looking import KEPT_HEADERS
from monitor.service.previewing import Preview
from monitor.text.links import redacted

KINDS = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed", "cdf": "CDF", "news-sitemap": "news sitemap"}


def kind_of(version: str) -> str:
    """Feedparser's name of a format, as people know it: ``RSS 2.0``."""
    known = next((name for name in KINDS if version.startswith(name)), "")
    if not known:
        return version or "unknown"
    digits = version.removeprefix(known)
    number = ".".join(digits) if digits.isdigit() else ""
    return f"{KINDS[known]} {number}".strip()


def verdict(outcome: Outcome) -> str:
    """What the visit comes to, in a few words."""
    match outcome:
        case Fetched():
            return "fetched"
        case NotModified(same_body=True):
            return "not modified (the very body of last time)"
        case NotModified():
            return "not modified"
        case Failed():
            return f"failed ({outcome.kind.value}, {outcome.cause.value})"
        case _:
            assert_never(outcome)


def moment(at: datetime | None) -> str:
    """To the minute, in UTC; ``never`` for None."""
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "never"


def span(length: timedelta) -> str:
    """``length`` as a person says it, in days where hours are too many."""
    days = length.total_seconds() / 86400
    return f"{days:.0f} days" if days >= 3 else minutes(length.total_seconds())  # noqa: PLR2004 - as people speak


def lines(preview: Preview) -> list[dict[str, object]]:
    """(what, says) for each thing decided, in the order in which it is decided."""
    rows = [*_answer(preview), *_document(preview), *_entries(preview), *_afterwards(preview)]
    return [{"what": what, "says": says} for what, says in rows if says]


def _answer(preview: Preview) -> Iterator[tuple[str, str]]:
    look = preview.look
    yield "address", look.feed.url
    yield "followed", _followed(look.feed, followed=preview.followed)
    if look.exchange:
        yield "asked with", ", ".join(f"{k}: {v}" for k, v in look.exchange.asked if k != "Accept")
        if isinstance(look.exchange.answer, FetchFailed):
            yield "answer", f"none: {look.exchange.answer.reason}"
    if answer := look.answer:
        yield "redirects", "; ".join(f"{status} → {redacted(url)}" for status, url in answer.hops)
        size = (
            f", {_body_bytes(preview):,} bytes, {answer.wire_bytes:,} on the wire"
            if answer.wire_bytes
            else ""
        )
        yield "answer", f"{answer.status} in {answer.elapsed_ms} ms{size}"
        yield "headers", "\n".join(f"{k}: {v}" for k, v in answer.headers if k in KEPT_HEADERS)
    reason = f": {look.outcome.reason}" if isinstance(look.outcome, Failed) else ""
    yield "outcome", verdict(look.outcome) + reason
    yield "validators", _validators(look.feed, look.outcome)


def _followed(feed: FeedState, *, followed: bool) -> str:
    if not followed:
        return "no: nothing is known of it, so it is looked at as on a first visit"
    elsewhere = f", by the address {feed.configured_url}" if feed.configured_url not in {"", feed.url} else ""
    return f"yes, as {feed.name!r}{elsewhere}"


def _body_bytes(preview: Preview) -> int:
    outcome = preview.look.outcome
    return 0 if isinstance(outcome, Failed) else outcome.body_bytes


def _validators(feed: FeedState, outcome: Outcome) -> str:
    if isinstance(outcome, Failed):
        kept = "those of the last success" if feed.etag or feed.last_modified else ""
        return f"nothing new is kept; {kept} stay" if kept else ""
    kept = ", ".join(
        f"{name} {value}"
        for name, value in (("ETag", outcome.etag), ("Last-Modified", outcome.last_modified))
        if value is not None
    )
    return f"to be kept: {kept}" if kept else "none: every visit costs a whole document"


def _document(preview: Preview) -> Iterator[tuple[str, str]]:
    outcome = preview.look.outcome
    if not isinstance(outcome, Fetched):
        return
    document, head = outcome.document, outcome.document.head
    language = f", language {head.language}" if head.language else ""
    yield "document", f"{kind_of(head.version)}, {head.title!r}{language}"
    yield "site", head.link
    yield "generator", head.generator
    yield "hub", head.hub
    yield "older entries", head.older
    skipped = f", {document.skipped} left out" if document.skipped else ""
    yield "entries", f"{document.entries}{skipped}"
    yield "notes", "\n".join(document.notes)


def _entries(preview: Preview) -> Iterator[tuple[str, str]]:
    outcome, found, feed = preview.look.outcome, preview.findings, preview.look.feed
    if isinstance(outcome, Failed):
        return
    if isinstance(outcome, Fetched):
        told = f"{found.new} new, {found.changed} edited, {max(found.known - found.changed, 0)} known"
        if preview.backlog:
            told += "; a first document is backlog: matched and shown, not mailed as news"
        if found.flood:
            told += f"; {found.flood} of the new ones are beyond what counts as news"
        yield "would bring", told
        by = (
            "their links (its guids are volatile)"
            if found.links_tell or feed.memory.links_tell
            else "their guids"
        )
        yield "told apart by", by
    gap = preview.settled.gap
    yield "gap", gap.line(feed.name) if gap else "none to be seen"


def _afterwards(preview: Preview) -> Iterator[tuple[str, str]]:
    settled, look = preview.settled, preview.look
    before, after = look.feed.memory.condition, settled.memory.condition
    pace = settled.memory.pace
    yield "publisher's wishes", _wishes(preview)
    if not isinstance(look.outcome, Failed):
        yield (
            "pace",
            f"{pace.rate_week:.3g} items an hour by the week, {pace.rate_hours:.3g} by the last hours",
        )
    yield "interval", f"{minutes(settled.interval.seconds)}: {settled.interval.why}"
    yield "failures in a row", f"{look.feed.failures} → {settled.failures}" if settled.failures else ""
    due = settled.next_due
    yield "next visit", f"{moment(due)}, in {span(due - look.ended)}" if due else "never by itself"
    health = f"{before.health.value} → {after.health.value}"
    since = f", since {moment(before.since)}" if before.since and before.health is after.health else ""
    yield "health", (health if before.health is not after.health else after.health.value) + since
    if settled.effective_url is not None:
        yield "address from now on", settled.effective_url or look.feed.configured_url
    moving = settled.memory.moving
    if moving.target:
        yield "moving", f"{moving.polls} visits led for good to {moving.target}"
    if settled.memory.caching.plain_until:
        yield "304", f"not believed until {moment(settled.memory.caching.plain_until)}"
    yield "host", _manners(preview.manners, preview.manners_after)
    yield "next digest says", "\n".join(line for _, line in settled.notices)
    yield "log says", "\n".join(settled.notes)


def _wishes(preview: Preview) -> str:
    pace = preview.settled.memory.pace
    parts = [f"fresh for {minutes(pace.fresh_s)} (HTTP)"] if pace.fresh_s else []
    parts += [f"ttl {minutes(pace.ttl_s)}"] if pace.ttl_s else []
    parts += [f"skip hours {', '.join(map(str, pace.skip_hours))} GMT"] if pace.skip_hours else []
    parts += [f"skip days {', '.join(map(str, pace.skip_days))} (Monday is 0)"] if pace.skip_days else []
    return "; ".join(parts) or "none"


def _manners(before: HostManners, after: HostManners) -> str:
    parts = []
    if after.blocked_until:
        parts.append(f"no visits before {moment(after.blocked_until)}")
    if after.gap_s:
        parts.append(f"{after.gap_s:.0f} s between visits")
    told = "; ".join(parts) or "no special wishes"
    return f"{after.host}: {told}{' (learned now)' if parts and before != after else ''}"


def entry_rows(preview: Preview) -> list[dict[str, object]]:
    """Each parsed entry with what becomes of it."""
    return [
        {
            "entry": one.fate.value,
            "published": f"{one.item.published:%Y-%m-%d %H:%M}" if one.item.published else one.item.date_flag,
            "title": one.item.title or one.item.text[:80],
            "link": one.item.link,
        }
        for one in preview.entries
    ]


def as_object(preview: Preview) -> dict[str, object]:
    """All of it, for programs."""
    look, settled = preview.look, preview.settled
    outcome, answer = look.outcome, look.answer
    found: dict[str, object] = {
        "url": look.feed.configured_url or look.feed.url,
        "address": look.feed.url,
        "followed": preview.followed,
        "answer": "failed" if isinstance(outcome, Failed) else "fine",
        "outcome": verdict(outcome),
        "status": outcome.status,
        "elapsed_ms": outcome.elapsed_ms,
        "redirects": [{"status": status, "to": url} for status, url in answer.hops] if answer else [],
        "headers": {k: v for k, v in answer.headers if k in KEPT_HEADERS} if answer else {},
        "wire_bytes": answer.wire_bytes if answer else 0,
        "body_bytes": _body_bytes(preview),
        "items": preview.findings.entries,
        "says": _says(outcome),
    }
    if isinstance(outcome, Failed):
        found |= {"error_kind": outcome.kind.value, "cause": outcome.cause.value}
    else:
        found["validators"] = {"etag": outcome.etag, "last_modified": outcome.last_modified}
    if isinstance(outcome, Fetched):
        found["document"] = asdict(outcome.document.head) | {
            "kind": kind_of(outcome.document.head.version),
            "skipped": outcome.document.skipped,
            "notes": outcome.document.notes,
        }
    found["entries"] = entry_rows(preview)
    return found | _settled(preview) | {"hits": [asdict(hit) for hit in preview.hits], "notes": settled.notes}


def _says(outcome: Outcome) -> str:
    if isinstance(outcome, Failed):
        return outcome.reason
    return outcome.document.head.title if isinstance(outcome, Fetched) else "not modified"


def _settled(preview: Preview) -> dict[str, object]:
    settled, before = preview.settled, preview.look.feed.memory.condition
    return {
        "new": preview.findings.new,
        "edited": preview.findings.changed,
        "known": preview.findings.known - preview.findings.changed,
        "flood": preview.findings.flood,
        "backlog": preview.backlog,
        "gap": asdict(settled.gap) if settled.gap else None,
        "wishes": _wishes(preview),
        "interval_s": settled.interval.seconds,
        "interval_why": settled.interval.why,
        "hint_overridden": settled.interval.hint_overridden,
        "next_due": settled.next_due,
        "failures": settled.failures,
        "health_before": before.health.value,
        "health_after": settled.memory.condition.health.value,
        "effective_url": settled.effective_url,
        "host": asdict(preview.manners_after),
        "notices": [line for _, line in settled.notices],
    }
