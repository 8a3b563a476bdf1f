"""One development as a digest tells it: by its strongest report, the others named beside it. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from monitor.digest.occasion import Occasion
from monitor.digest.snippet import headline, snippet
from monitor.digest.values import Copy, Development, Why
from monitor.model import Reason, Role
from monitor.store.digest_material import ReportedHit
from monitor.story.values import NumberChange
from monitor.text.links import host_of, safe_link
from monitor.text.wording import cut, shown

WHY_SHOWN = 5
ALSO_SHOWN = 3
NEW_SHOWN = 5
CHANGES_SHOWN = 2
NAME_LIMIT = 60
_ROLES = frozenset(Role)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def development(
    group: Sequence[ReportedHit], occasion: Occasion, alerted: Collection[int] = ()
) -> Development:
    """The reports of one development that came in the window; ``alerted`` were sent at once, by hit number."""
    lead = min(group, key=lambda hit: (-hit.score, hit.hit_id))
    others = list({hit.source: hit for hit in reversed(group) if hit.source != lead.source}.values())[::-1]
    opener = group[0]
    why = _why(lead.reasons)
    link = safe_link(lead.link)
    return Development(
        hit_id=lead.hit_id,
        item_id=lead.item_id,
        headline=headline(lead.title, lead.reasons),
        snippet=snippet(lead.text, lead.reasons, title=lead.title),
        link=link,
        host=_told_host(link, lead.source),
        source=source_name(lead.source),
        when=when(lead, occasion),
        language=_tag(lead.language),
        score=lead.score,
        why=why[:WHY_SHOWN],
        why_more=max(len(why) - WHY_SHOWN, 0),
        also=tuple(
            Copy(source=source_name(hit.source), link=safe_link(hit.link)) for hit in others[:ALSO_SHOWN]
        ),
        also_more=max(len(others) - ALSO_SHOWN, 0),
        reports=len(group),
        copies=len(group) - len({hit.copies or hit.hit_id for hit in group}),
        new=told_new(opener),
        stance=_stance(group),
        changes=_changes(group),
        languages=_languages(group),
        terms=_terms(lead.reasons),
        alerted=any(hit.hit_id in alerted for hit in group),
    )


def told_new(hit: ReportedHit) -> tuple[str, ...]:
    """What made a report new, as it stands there."""
    return tuple(cut(shown(one.text).strip(), NAME_LIMIT) for one in hit.because[:NEW_SHOWN])


def number_change(change: NumberChange) -> str:
    """``at least 37 → at least 69 (dead)``."""
    before, after, what = (
        cut(shown(text).strip(), 40) for text in (change.before, change.after, change.what)
    )
    return f"{before} → {after}" + (f" ({what})" if what else "")


def source_name(source: str) -> str:
    """The name of a feed, fit to be shown."""
    return cut(shown(source).strip(), NAME_LIMIT) or "unnamed source"


def when(hit: ReportedHit, occasion: Occasion) -> str:
    """The publisher's time where it can be believed, else when it was first seen, which is said."""
    updated = ", after an edit" if hit.updated else ""
    if hit.published is not None and hit.published <= hit.first_seen:
        return occasion.local_time(hit.published) + updated
    return f"seen {occasion.local_time(hit.first_seen)}{updated}"


def _told_host(link: str, source: str) -> str:
    """The host, so that a reader knows where a click leads; not where the source's name says it already."""
    host = host_of(link).removeprefix("www.")
    return "" if host and host in source.lower() else cut(host, NAME_LIMIT)


def _tag(language: str) -> str:
    return language if _LANGUAGE.fullmatch(language) else ""


def _languages(group: Sequence[ReportedHit]) -> tuple[str, ...]:
    """Primary tags, in the order they came; none where there is only one."""
    found = tuple(dict.fromkeys(_tag(hit.language).partition("-")[0].lower() for hit in group))
    told = tuple(language for language in found if language)
    return told if len(told) > 1 else ()


def _stance(group: Sequence[ReportedHit]) -> str:
    hit = next((hit for hit in group if hit.stance), None)
    if hit is None:
        return ""
    words = cut(shown(hit.stance_words).strip(), NAME_LIMIT)
    return f"{hit.stance.value}: “{words}”" if words else hit.stance.value


def _changes(group: Sequence[ReportedHit]) -> tuple[str, ...]:
    found = dict.fromkeys(number_change(change) for hit in group for change in hit.changes)
    return tuple(found)[:CHANGES_SHOWN]


def _terms(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Profile words and a person's feedback are no names of terms."""
    named = (reason for reason in reasons if reason.role in _ROLES and reason.field == "title")
    heaviest = sorted(named, key=lambda reason: (-reason.points, reason.term))
    return tuple(dict.fromkeys(cut(shown(reason.term).strip(), 30) for reason in heaviest))


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
            term=cut(shown(term).strip(), NAME_LIMIT),
            place=" and ".join(field for field in ("title", "text") if field in places[term, learned]),
            points=total,
            learned=learned,
        )
        for (term, learned), total in points.items()
    ]
    return tuple(sorted(found, key=lambda why: (-why.points, why.term)))
