"""From the material of a window to the words of a digest: what is shown, and how it is said. Pure."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.digest.grouping import groups
from monitor.digest.schedule import digest_key, next_digest_at
from monitor.digest.snippet import headline, snippet
from monitor.digest.values import Copy, Development, Digest, Section, Trouble, Why
from monitor.digest.wording import (
    clean_header,
    count,
    cut,
    in_words,
    local_time,
    long_day,
    short_day,
    shown,
    zone_name,
)
from monitor.model import Reason
from monitor.settings import RecipientSettings
from monitor.store.digest_material import DigestMaterial, FeedNotice, FeedTrouble, ReportedHit, WatchTitle
from monitor.text.links import host_of, safe_link

WHY_SHOWN = 5
ALSO_SHOWN = 3
TROUBLES_SHOWN = 8
NOTICES_SHOWN = 8
_NAME_LIMIT = 60
_LINE_LIMIT = 180
_NOTICE_LIMIT = 400
"""A notice that a watch drifts names words, the items that taught them, and what to do."""
_PREVIEW_LIMIT = 160
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Whom a digest is for, which date, and when it is made."""

    recipient: RecipientSettings
    local_date: date
    now: datetime
    version: str
    key: str = ""
    """Empty for the daily digest of the date."""
    covers: str = ""
    """A sentence about the dates it covers besides its own."""

    @property
    def zone(self) -> ZoneInfo:
        """The recipient's zone."""
        return self.recipient.zone_info


def compose(material: DigestMaterial, occasion: Occasion) -> Digest:
    """The digest of ``material`` for ``occasion``; the same arguments give the same digest."""
    sections = _sections(material, occasion)
    digest = Digest(
        key=occasion.key or digest_key(occasion.local_date),
        local_date=occasion.local_date,
        zone=occasion.recipient.zone,
        made_at=occasion.now,
        subject=_subject(sections, material, occasion.local_date),
        preview=_preview(sections),
        heading=long_day(occasion.local_date),
        summary=f"{_summary(sections)} {occasion.covers}".rstrip(),
        sections=sections,
        quiet=_quiet(sections, material.watches),
        held_back=material.held_back,
        troubles=tuple(_trouble(trouble, occasion) for trouble in material.troubles[:TROUBLES_SHOWN]),
        troubles_more=max(len(material.troubles) - TROUBLES_SHOWN, 0),
        feed_count=material.feed_count,
        notices=tuple(_notice(notice, occasion) for notice in material.notices[:NOTICES_SHOWN]),
        notices_more=max(len(material.notices) - NOTICES_SHOWN, 0),
        next_digest=_next_digest(occasion),
        hits_from=material.hits_from,
        hits_to=material.hits_to,
        notices_to=material.notices_to,
        version=occasion.version,
    )
    return digest.shortened(occasion.recipient.max_items)


# ── the news ────────────────────────────────────────────────────────────────────────────────


def _sections(material: DigestMaterial, occasion: Occasion) -> tuple[Section, ...]:
    """One section a watch that has news, the one with most reports first."""
    by_watch: dict[str, list[ReportedHit]] = defaultdict(list)
    for hit in material.hits:
        by_watch[hit.watch].append(hit)
    titles = {watch.slug: watch for watch in material.watches}
    sections = [_section(slug, hits, titles.get(slug), occasion) for slug, hits in by_watch.items()]
    return tuple(sorted(sections, key=lambda section: (-section.report_count, section.title, section.slug)))


def _section(slug: str, hits: Sequence[ReportedHit], watch: WatchTitle | None, occasion: Occasion) -> Section:
    stories = sorted((_development(group, occasion) for group in groups(hits)), key=_prominence)
    return Section(
        slug=slug,
        title=cut(shown(watch.title).strip(), 2 * _NAME_LIMIT) if watch else slug,
        revision=watch.revision if watch else hits[-1].revision,
        developments=tuple(stories),
        development_count=len(stories),
        report_count=len(hits),
        source_count=len({hit.source for hit in hits}),
    )


def _prominence(development: Development) -> tuple[int, float, int]:
    """The most widely reported first, then the best match, then the first seen."""
    return -(len(development.also) + development.also_more), -development.score, development.hit_id


def _development(group: Sequence[ReportedHit], occasion: Occasion) -> Development:
    lead = min(group, key=lambda hit: (-hit.score, hit.hit_id))
    copies = list({hit.source: hit for hit in reversed(group) if hit.source != lead.source}.values())[::-1]
    why = _why(lead.reasons)
    link = safe_link(lead.link)
    return Development(
        hit_id=lead.hit_id,
        item_id=lead.item_id,
        headline=headline(lead.title, lead.reasons),
        snippet=snippet(lead.text, lead.reasons, title=lead.title),
        link=link,
        host=_told_host(link, lead.source),
        source=_name(lead.source),
        when=_when(lead, occasion),
        language=lead.language if _LANGUAGE.fullmatch(lead.language) else "",
        score=lead.score,
        why=why[:WHY_SHOWN],
        why_more=max(len(why) - WHY_SHOWN, 0),
        also=tuple(Copy(source=_name(hit.source), link=safe_link(hit.link)) for hit in copies[:ALSO_SHOWN]),
        also_more=max(len(copies) - ALSO_SHOWN, 0),
        reports=len(group),
    )


def _name(source: str) -> str:
    return cut(shown(source).strip(), _NAME_LIMIT) or "unnamed source"


def _told_host(link: str, source: str) -> str:
    """The host, so that a reader knows where a click leads; not where the source's name says it already."""
    host = host_of(link).removeprefix("www.")
    return "" if host and host in source.lower() else cut(host, _NAME_LIMIT)


def _when(hit: ReportedHit, occasion: Occasion) -> str:
    """The publisher's time where it can be believed, else when it was first seen, which is said."""
    updated = ", after an edit" if hit.updated else ""
    if hit.published is not None and hit.published <= hit.first_seen:
        return local_time(hit.published, occasion.zone, today=occasion.local_date) + updated
    return f"seen {local_time(hit.first_seen, occasion.zone, today=occasion.local_date)}{updated}"


def _why(reasons: Sequence[Reason]) -> tuple[Why, ...]:
    """The points of each term over all its places, the weightiest first."""
    points: dict[tuple[str, bool], float] = defaultdict(float)
    places: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for reason in reasons:
        term = (reason.term, reason.origin == "learned")
        points[term] += reason.points
        places[term].add(reason.field)
    found = [
        Why(
            term=cut(shown(term).strip(), _NAME_LIMIT),
            place=" and ".join(field for field in ("title", "text") if field in places[term, learned]),
            points=total,
            learned=learned,
        )
        for (term, learned), total in points.items()
    ]
    return tuple(sorted(found, key=lambda why: (-why.points, why.term)))


# ── the words around it ─────────────────────────────────────────────────────────────────────


def _subject(sections: Sequence[Section], material: DigestMaterial, day: date) -> str:
    """Counts, the titles a person gave her watches, and the date; never text from a feed."""
    when = short_day(day)
    total = sum(section.development_count for section in sections)
    new = count(total, "new development")
    if len(sections) == 1:
        return clean_header(f"{cut(sections[0].title, 90)}: {new} ({when})")
    if sections:
        return f"{new} in {in_words(len(sections))} stories ({when})"
    about = "" if any(notice.kind in {"drift", "mail"} for notice in material.notices) else " about feeds"
    noticed = f", {count(len(material.notices), 'notice')}{about}" if material.notices else ""
    if len(material.watches) == 1:
        return clean_header(f"{cut(material.watches[0].title, 90)}: nothing new{noticed} ({when})")
    return f"Nothing new{noticed} ({when})"


def _preview(sections: Sequence[Section]) -> str:
    titles = [story.title for section in sections for story in section.developments]
    return cut(" · ".join(titles[:2]), _PREVIEW_LIMIT) if titles else "Nothing new in the feeds you follow."


def _summary(sections: Sequence[Section]) -> str:
    if not sections:
        return "Nothing new since your last digest."
    developments = sum(section.development_count for section in sections)
    reports = sum(section.report_count for section in sections)
    text = f"{in_words(developments)} new development{'s' if developments != 1 else ''}"
    if reports > developments:
        text += f" in {count(reports, 'report')}"
    if len(sections) > 1:
        text += f", across {in_words(len(sections))} stories"
    return f"{text[0].upper()}{text[1:]}."


def _quiet(sections: Sequence[Section], watches: Sequence[WatchTitle]) -> tuple[str, ...]:
    loud = {section.slug for section in sections}
    return tuple(
        cut(shown(watch.title).strip(), 2 * _NAME_LIMIT)
        for watch in watches
        if watch.slug not in loud and watch.state == "active"
    )


def _trouble(trouble: FeedTrouble, occasion: Occasion) -> Trouble:
    if trouble.since is None:
        since = "has never answered"
    else:
        since = f"last answered {local_time(trouble.since, occasion.zone, today=occasion.local_date)}"
    return Trouble(
        name=_name(trouble.name or host_of(trouble.url)),
        host=cut(host_of(trouble.url), _NAME_LIMIT),
        since=since,
        error=cut(shown(trouble.last_error).strip(), _LINE_LIMIT) or "no reason was given",
    )


def _notice(notice: FeedNotice, occasion: Occasion) -> str:
    when = local_time(notice.made_at, occasion.zone, today=occasion.local_date)
    name = cut(shown(notice.feed).strip(), _NAME_LIMIT)
    text = cut(shown(notice.text).strip(), _NOTICE_LIMIT)
    return f"{name}: {text} ({when})" if name and name not in text else f"{text} ({when})"


def _next_digest(occasion: Occasion) -> str:
    moment = next_digest_at(occasion.recipient, occasion.local_date)
    return f"{long_day(moment.date())}, {moment:%H:%M} {zone_name(moment)}"
