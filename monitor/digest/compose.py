"""From the material of a window to the words of a digest: what is shown, and how it is said. Pure."""

from collections.abc import Sequence

from monitor.digest.newness import NAME_LIMIT
from monitor.digest.news import source_name
from monitor.digest.occasion import Occasion, leave_address
from monitor.digest.opening import preview, subject, summary
from monitor.digest.pace import silence
from monitor.digest.schedule import digest_key, next_digest_at
from monitor.digest.sections import sections, watch_title
from monitor.digest.values import Digest, Link, Section, Trouble
from monitor.digest.wording import covering
from monitor.store.digest_material import DigestMaterial, FeedNotice, FeedTrouble, WatchTitle
from monitor.text.links import host_of
from monitor.text.wording import cut, shown

__all__ = ["Occasion", "compose"]

TROUBLES_SHOWN = 8
NOTICES_SHOWN = 8
QUIET_SHOWN = 12
_LINE_LIMIT = 180
_NOTICE_LIMIT = 400
"""A notice that a watch drifts names words, the items that taught them, and what to do."""


def compose(material: DigestMaterial, occasion: Occasion) -> Digest:
    """The digest of ``material`` for ``occasion``; the same arguments give the same digest."""
    told = sections(material, occasion)
    quiet = _quiet(told, material.watches, occasion)
    digest = Digest(
        key=occasion.key or digest_key(occasion.local_date),
        local_date=occasion.local_date,
        language=occasion.recipient.language,
        zone=occasion.recipient.zone,
        made_at=occasion.now,
        subject=subject(told, material, occasion),
        preview=preview(told),
        heading=occasion.figures.long_day(occasion.local_date),
        summary=summary(told, occasion.figures),
        sections=told,
        quiet=quiet[:QUIET_SHOWN],
        quiet_more=max(len(quiet) - QUIET_SHOWN, 0),
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
        covers=_covers(occasion),
        links=_links(occasion),
        edits_to=material.edits_to,
    )
    return digest.shortened(occasion.recipient.max_items)


# ── the words around it ─────────────────────────────────────────────────────────────────────


def _quiet(sections: Sequence[Section], watches: Sequence[WatchTitle], occasion: Occasion) -> tuple[str, ...]:
    loud = {section.slug for section in sections}
    quiet = (watch for watch in watches if watch.slug not in loud and watch.state == "active")
    return tuple(_hushed(watch, silence(watch, occasion)) for watch in quiet)


def _hushed(watch: WatchTitle, silent: str) -> str:
    title = watch_title(watch, watch.slug)
    return f"{title} ({silent})" if silent else title


def _trouble(trouble: FeedTrouble, occasion: Occasion) -> Trouble:
    since = (
        "has never answered"
        if trouble.since is None
        else f"last answered {occasion.local_time(trouble.since)}"
    )
    return Trouble(
        name=source_name(trouble.name or host_of(trouble.url)),
        host=cut(host_of(trouble.url), NAME_LIMIT),
        since=since,
        error=cut(shown(trouble.last_error).strip(), _LINE_LIMIT) or "no reason was given",
    )


def _notice(notice: FeedNotice, occasion: Occasion) -> str:
    when = occasion.local_time(notice.made_at)
    name = cut(shown(notice.feed).strip(), NAME_LIMIT)
    text = cut(shown(notice.text).strip(), _NOTICE_LIMIT)
    return f"{name}: {text} ({when})" if name and name not in text else f"{text} ({when})"


def _covers(occasion: Occasion) -> str:
    """After downtime or a pause: from which date on this digest tells what was new."""
    return covering(occasion.covers, occasion.local_date, occasion.figures)


def _links(occasion: Occasion) -> tuple[Link, ...]:
    if not occasion.sender:
        return ()
    leave = Link(text="No more of these mails", url=leave_address(occasion.sender))
    if not occasion.base_url:
        return (leave,)
    return (Link(text="All stories", url=occasion.base_url), leave)


def _next_digest(occasion: Occasion) -> str:
    moment = next_digest_at(occasion.recipient, occasion.local_date)
    return f"{occasion.figures.long_day(moment.date())}, {occasion.figures.clock(moment)}"
