"""What is new for each watch: developments first, then what goes on, what was rewritten, how much is written. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from monitor.digest.newness import NAME_LIMIT, added
from monitor.digest.news import development, number_change, source_name, strongest
from monitor.digest.occasion import Occasion
from monitor.digest.pace import Pace, pace
from monitor.digest.values import Further, Rewritten, Section
from monitor.store.digest_material import DigestMaterial, ReportedEdit, ReportedHit, WatchTitle
from monitor.story.differences import difference, shortened
from monitor.text.links import safe_link
from monitor.text.wording import cut, cut_words, shown

FURTHER_SHOWN = 4
REWRITTEN_SHOWN = 3
DETAILS_SHOWN = 4
SUGGESTED_SHOWN = 3


def sections(material: DigestMaterial, occasion: Occasion) -> tuple[Section, ...]:
    """One section a watch that has news, the one with most reports first."""
    hits: dict[str, list[ReportedHit]] = defaultdict(list)
    for hit in material.hits:
        hits[hit.watch].append(hit)
    edits: dict[str, list[ReportedEdit]] = defaultdict(list)
    for edit in material.edits:
        edits[edit.watch].append(edit)
    watches = {watch.slug: watch for watch in material.watches}
    found = [
        _section(material, occasion, watches.get(slug), hits.get(slug, []), edits.get(slug, []))
        for slug in dict.fromkeys((*hits, *edits))
    ]
    return tuple(sorted(found, key=lambda section: (-section.report_count, section.title, section.slug)))


def steps(hits: Sequence[ReportedHit]) -> list[list[ReportedHit]]:
    """The hits by development, in the order of first sight within the window."""
    found: dict[int, list[ReportedHit]] = defaultdict(list)
    for hit in hits:
        found[hit.step].append(hit)
    return list(found.values())


def opened(group: Sequence[ReportedHit], after: int) -> bool:
    """Whether a development is new in a window that begins after hit ``after``."""
    return group[0].step > after


def watch_title(watch: WatchTitle | None, slug: str) -> str:
    """The title a person gave her watch."""
    return cut(shown(watch.title).strip(), 2 * NAME_LIMIT) if watch else slug


def _section(
    material: DigestMaterial,
    occasion: Occasion,
    watch: WatchTitle | None,
    hits: Sequence[ReportedHit],
    edits: Sequence[ReportedEdit],
) -> Section:
    slug = hits[0].watch if hits else edits[0].watch
    groups = steps(hits)
    new = sorted((group for group in groups if opened(group, material.hits_from)), key=_prominence)
    known = [group for group in groups if not opened(group, material.hits_from)]
    further = sorted(known, key=lambda group: (-len(group), group[0].hit_id))
    written = pace(watch, occasion) if watch else Pace()
    # No digest shows more of one watch than it shows at all.
    told = new[: occasion.recipient.max_items]
    return Section(
        slug=slug,
        title=watch_title(watch, slug),
        revision=watch.revision if watch else next((hit.revision for hit in reversed(hits)), ""),
        developments=tuple(development(group, occasion, material.alerted) for group in told),
        development_count=len(new),
        report_count=len(hits),
        source_count=len({hit.source for group in new for hit in group}),
        further=tuple(_further(group, occasion) for group in further[:FURTHER_SHOWN]),
        further_count=len(known),
        further_reports=sum(map(len, known)),
        rewritten=tuple(_rewritten(edit, occasion) for edit in edits[:REWRITTEN_SHOWN]),
        rewritten_count=len(edits),
        rhythm=written.told,
        bars=written.bars,
        sparkline=written.sparkline,
        suggested=_suggested(watch),
        link=f"{occasion.base_url}/newswake/story/{slug}" if occasion.base_url else "",
    )


def _prominence(group: Sequence[ReportedHit]) -> tuple[int, float, int]:
    """The most widely reported first, then the best match, then the first seen."""
    lead = strongest(group)
    return -len({hit.source for hit in group}), -lead.score, lead.hit_id


def _suggested(watch: WatchTitle | None) -> tuple[str, ...]:
    names = watch.suggested[:SUGGESTED_SHOWN] if watch else ()
    return tuple(cut(shown(name).strip(), NAME_LIMIT) for name in names)


def _further(group: Sequence[ReportedHit], occasion: Occasion) -> Further:
    lead = group[0]
    changes = (number_change(change) for hit in group for change in hit.changes)
    title = lead.development_title or lead.title
    details = dict.fromkeys(changes) or added(group, lead.language, title)
    return Further(
        title=cut_words(shown(title).strip(), 3 * NAME_LIMIT),
        link=safe_link(lead.link),
        since=_day(lead.development_seen or lead.first_seen, occasion),
        reports=len(group),
        details=tuple(details)[:DETAILS_SHOWN],
    )


def _day(moment: datetime, occasion: Occasion) -> str:
    """The day; the time where it is today."""
    local = moment.astimezone(occasion.zone).date()
    if local == occasion.local_date:
        return occasion.local_time(moment)
    return occasion.figures.short_day(local, year=local.year != occasion.local_date.year)


def _rewritten(edit: ReportedEdit, occasion: Occasion) -> Rewritten:
    before, after = shown(edit.title_before).strip(), shown(edit.title_after).strip()
    return Rewritten(
        source=source_name(edit.source),
        link=safe_link(edit.link),
        when=occasion.local_time(edit.seen_at),
        pieces=shortened(difference(before, after)),
        words=() if before != after else tuple(cut(shown(word), NAME_LIMIT) for word in edit.added[:6]),
        changes=tuple(map(number_change, edit.changes[:2])),
    )
