"""What both parts of a mail say in the same words. Pure."""

from monitor.digest.values import Development, Further, Rewritten, Section
from monitor.text.wording import count


def section_counts(section: Section) -> str:
    """``7 new developments in 12 reports from 9 sources, the most widely reported first``."""
    reports = section.report_count - section.further_reports
    told = count(section.development_count, "new development") if section.development_count else "Nothing new"
    if reports > section.development_count:
        told += f" in {count(reports, 'report')}"
    if section.development_count:
        told += f" from {count(section.source_count, 'source')}"
    return told + (", the most widely reported first" if section.development_count > 1 else "")


def further_title(section: Section) -> str:
    """``12 further reports of 3 developments told before``."""
    reports = count(section.further_reports, "further report")
    return f"{reports} of {count(section.further_count, 'development')} told before"


def further_told(further: Further) -> str:
    """``since Sun 22 Nov, 18:05 CET: 3 reports; adds Tartus, 12 launchers``."""
    adds = f"; adds {', '.join(further.details)}" if further.details else ""
    return f"first seen {further.since}: {count(further.reports, 'report')}{adds}"


def bars_told(section: Section) -> str:
    """The chart in words: ``texts a day, 10 to 23 Nov, at most 12 on Wed 22 Nov``."""
    if not section.bars:
        return ""
    most = max(section.bars, key=lambda bar: bar.texts)
    first, last = section.bars[0].day, section.bars[-1].day
    return f"texts a day, {first} to {last}; most on {most.day}: {most.texts:,}"


def what_is_new(development: Development) -> str:
    """``new here: Tartus, sanctions · at least 37 → at least 69 (dead)``."""
    parts = [f"new here: {', '.join(development.new)}"] if development.new else []
    parts += development.changes
    if development.languages:
        parts.append(f"told in {', '.join(development.languages)}")
    return " · ".join(parts)


def also_how_many(development: Development) -> str:
    """``also in``, or ``also in (4 of them the same text)``."""
    if not development.copies:
        return "also in"
    return f"also in ({development.copies:,} with the same text)"


def rewritten_told(one: Rewritten) -> str:
    """In plain text: what was taken out in brackets with a minus, what was put in with a plus."""
    marks = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
    told = ""
    for piece in one.pieces:
        before, after = marks.get(piece.kind, ("", ""))
        told += f"{before}{piece.text}{after}"
    if one.words:
        told += f" (text: +{', '.join(one.words)})"
    if one.changes:
        told += f" ({'; '.join(one.changes)})"
    return f"{one.source}, {one.when}: {told}"
