"""A development as a reader sees it: what is new in it, who has it, what was changed. Pure."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final, TypeVar

from monitor.browse.excerpt import compared, excerpt
from monitor.browse.languages import direction, language_name, tag
from monitor.browse.quote import quote
from monitor.browse.story_values import Brief, Changed, Edited, Named, Retold, Said, Step, Words
from monitor.story.timeline import TimelineDevelopment, TimelineEdit, TimelineReport
from monitor.story.values import Novelty, Stance
from monitor.text.links import safe_link
from monitor.text.wording import cut, shown

HEADLINE: Final = 220
"""Characters; longer ones are cut."""
SHORT: Final = 80
"""Characters of a source's name, of a word that was new, of a number."""
SOURCES_NAMED: Final = 8
TEXTS_SHOWN: Final = 12
COPIES_NAMED: Final = 6
BECAUSE_SHOWN: Final = 8
CHANGES_SHOWN: Final = 5
SAID_SHOWN: Final = 4
EDITS_SHOWN: Final = 4
_SAME_TIME: Final = timedelta(minutes=1)

T = TypeVar("T")


def step(development: TimelineDevelopment, edits: Sequence[TimelineEdit]) -> Step:
    """``development`` with the ``edits`` of its reports."""
    first, reports = development.reports[0], development.reports
    best = next((one for one in reports if one.title == development.title), first)
    because = _short(one.text for one in first.because)
    changes, said, texts = _changes(reports), _said(reports), _retold(reports)
    news = [one for one in edits if one.news]
    return Step(
        number=development.number,
        headline=words(development.title, best.language),
        link=safe_link(best.link),
        source=named(first),
        seen=development.first_seen,
        published=first.published if _apart(first) else None,
        badges=_badges(reports, news),
        report_count=len(reports),
        text_count=len({report.copies for report in reports}),
        source_count=len(development.sources),
        languages=tuple(dict.fromkeys(map(language_name, development.languages))),
        because=because[:BECAUSE_SHOWN],
        because_count=len(because),
        changes=changes[:CHANGES_SHOWN],
        change_count=len(changes),
        said=said[:SAID_SHOWN],
        said_count=len(said),
        quote=Words(
            text=quote(first.text, title=first.title, telling=because),
            lang=tag(first.language),
            direction=direction(first.language),
        ),
        also=_also(reports),
        texts=texts,
        edits=tuple(map(edited, news[:EDITS_SHOWN])),
        edit_count=len(news),
        small_edits=len(edits) - len(news),
    )


def brief(development: TimelineDevelopment) -> Brief:
    """``development`` in a line."""
    best = next(
        (one for one in development.reports if one.title == development.title), development.reports[0]
    )
    return Brief(
        number=development.number,
        headline=words(development.title, best.language),
        link=safe_link(best.link),
        source=named(development.reports[0]).name,
        seen=development.first_seen,
        report_count=len(development.reports),
    )


def edited(edit: TimelineEdit) -> Edited:
    """``edit`` as a readable difference."""
    text, more = excerpt(compared(edit.text_before, edit.text_after))
    return Edited(
        source=_name(edit.source),
        seen=edit.seen_at,
        title=compared(edit.title_before, edit.title_after),
        text=text,
        text_more=more,
    )


def words(title: str, language: str = "") -> Words:
    """A headline fit to be shown."""
    text = cut(shown(title).strip(), HEADLINE) or "(no title)"
    return Words(text=text, lang=tag(language), direction=direction(language))


def named(report: TimelineReport) -> Named:
    """Who has ``report``, and where."""
    return Named(name=_name(report.source), link=safe_link(report.link))


def _name(source: str) -> str:
    return cut(shown(source).strip(), SHORT) or "(no name)"


def _short(texts: Iterable[str]) -> tuple[str, ...]:
    """``texts`` cleaned, each once; capitals make no other word."""
    found: dict[str, str] = {}
    for text in texts:
        cleaned = cut(shown(text).strip(), SHORT)
        found.setdefault(cleaned.casefold(), cleaned)
    return tuple(filter(None, found.values()))


def _apart(report: TimelineReport) -> bool:
    return report.published is not None and abs(report.first_seen - report.published) >= _SAME_TIME


def _badges(reports: Sequence[TimelineReport], news: Sequence[TimelineEdit]) -> tuple[str, ...]:
    """What distinguishes a development, in words."""
    stances = tuple(dict.fromkeys(one.stance.value for one in reports if one.stance is not Stance.NONE))
    numbers = ("numbers changed",) if any(one.changes for one in reports) else ()
    return (reports[0].novelty.value, *stances, *numbers, *(("edited",) if news else ()))


def _changes(reports: Sequence[TimelineReport]) -> tuple[Changed, ...]:
    """Each change once, told by whoever told it first."""
    found: dict[tuple[str, ...], Changed] = {}
    for report in reports:
        for change in report.changes:
            key = tuple(
                cut(shown(part).strip(), SHORT) for part in (change.before, change.after, change.what)
            )
            before, after, what = key
            found.setdefault(key, Changed(before=before, after=after, what=what, source=_name(report.source)))
    return tuple(found.values())


def _said(reports: Sequence[TimelineReport]) -> tuple[Said, ...]:
    """Denials and corrections; copies say nothing of their own."""
    return tuple(
        Said(stance=one.stance.value, words=quote(one.stance_words), source=named(one))
        for one in reports
        if one.stance is not Stance.NONE and one.novelty is not Novelty.COPY
    )


def _also(reports: Sequence[TimelineReport]) -> tuple[Named, ...]:
    """The other sources, each at its first report, as many as are named."""
    found: dict[str, Named] = {}
    for report in reports:
        found.setdefault(report.source, named(report))
    return tuple(found.values())[1 : SOURCES_NAMED + 1]


def _retold(reports: Sequence[TimelineReport]) -> tuple[Retold, ...]:
    """The first ``TEXTS_SHOWN`` different texts in the order of first sight, their copies folded into them."""
    groups: dict[int, list[TimelineReport]] = {}
    for report in reports:
        groups.setdefault(report.copies, []).append(report)
    return tuple(
        Retold(
            hit=first.hit_id,
            headline=words(first.title, first.language),
            source=named(first),
            seen=first.first_seen,
            badges=tuple(filter(None, (first.novelty.value, first.stance.value))),
            copies=tuple(map(named, copies[:COPIES_NAMED])),
            copy_count=len(copies),
        )
        for first, *copies in list(groups.values())[:TEXTS_SHOWN]
    )
