"""One development as a digest tells it: by its strongest report, the others named beside it. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from monitor.digest.figures import language_name
from monitor.digest.newness import NAME_LIMIT, new_here
from monitor.digest.occasion import Occasion
from monitor.digest.snippet import headline, snippet
from monitor.digest.values import Copy, Development, Why
from monitor.model import Reason, Role
from monitor.store.digest_material import ReportedHit
from monitor.story.values import Novelty, NumberChange, Stance
from monitor.text.links import host_of, safe_link
from monitor.text.wording import cut, cut_words, shown

WHY_SHOWN = 4
ALSO_SHOWN = 3
CHANGES_SHOWN = 2
_STANCES = {Stance.NONE: "", Stance.DENIES: "a denial", Stance.CORRECTS: "a correction"}
_ROLES = frozenset(Role)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def development(
    group: Sequence[ReportedHit], occasion: Occasion, alerted: Collection[int] = ()
) -> Development:
    """The reports of one development that came in the window; ``alerted`` were sent at once, by hit number."""
    lead = strongest(group)
    others = list({hit.source: hit for hit in reversed(group) if hit.source != lead.source}.values())[::-1]
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
        new=new_here(lead, group),
        stance=_stance(lead, group),
        denial=lead.stance is Stance.DENIES,
        changes=_changes(group),
        languages=_languages(group),
        terms=_terms(lead.reasons),
        alerted=any(hit.hit_id in alerted for hit in group),
    )


def strongest(group: Sequence[ReportedHit]) -> ReportedHit:
    """The report that a development is told by; a copy only where all are copies of what was told before."""
    own = [hit for hit in group if hit.novelty is not Novelty.COPY] or group
    return min(own, key=lambda hit: (-hit.score, hit.hit_id))


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
    name = _letters(source).removeprefix("the")
    said = host in source.lower() or _letters(host.rpartition(".")[0]).removeprefix("the") == name
    return "" if host and said else cut(host, NAME_LIMIT)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _tag(language: str) -> str:
    return language if _LANGUAGE.fullmatch(language) else ""


def _languages(group: Sequence[ReportedHit]) -> tuple[str, ...]:
    """Names of the languages, in the order they came; none where there is only one."""
    tags = dict.fromkeys(_tag(hit.language).partition("-")[0].lower() for hit in group)
    names = tuple(language_name(tag) for tag in tags if tag)
    return names if len(names) > 1 else ()


def _stance(lead: ReportedHit, group: Sequence[ReportedHit]) -> str:
    """In the report that is shown, else in another one, which is named; words are not quoted from the headline.

    Who denies is never said: it is not the publisher.
    """
    hit = lead if lead.stance else next((hit for hit in group if hit.stance), None)
    if hit is None:
        return ""
    told = _STANCES[hit.stance] if hit is lead else f"{_STANCES[hit.stance]} in {source_name(hit.source)}"
    words = shown(hit.stance_words).strip()
    return told if not words or words in shown(lead.title) else f"{told}: “{cut_words(words, NAME_LIMIT)}”"


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
