"""What is read first of a mail: subject, the line beside it, and the sentence under the date. Pure."""

from collections.abc import Sequence

from monitor.digest.figures import Figures
from monitor.digest.occasion import Occasion
from monitor.digest.values import Section
from monitor.digest.wording import HEADER_LIMIT, clean_header, in_words
from monitor.store.digest_material import DigestMaterial
from monitor.text.tokens import tokens
from monitor.text.wording import cut, cut_words

_PREVIEW_LIMIT = 160
_TITLE_LIMIT = 70
_TOP_TERMS = 2
_TELLING = 3
"""Letters of a word by which a term is said to be in the title."""
_OTHER_THAN_FEEDS = frozenset({"drift", "mail"})


def subject(sections: Sequence[Section], material: DigestMaterial, occasion: Occasion) -> str:
    """Story, counts, what the top development is about, date: in a person's words and ours, never those of a feed."""
    figures = occasion.figures
    when = f" ({clean_header(figures.short_day(occasion.local_date))})"
    if sections:
        total = sum(section.development_count for section in sections)
        new = figures.count(total, "new development") if total else "further reports"
        title = cut_words(sections[0].title, _TITLE_LIMIT)
        if len(sections) == 1:
            said, top = f"{title}: {new}", _about(sections[0])
        else:
            said, top = f"{new} in {in_words(len(sections), figures)} stories", title
        return _headed(said, f", top: {top}" if top and total else "", when)
    about = "" if any(notice.kind in _OTHER_THAN_FEEDS for notice in material.notices) else " about feeds"
    noticed = f", {figures.count(len(material.notices), 'notice')}{about}" if material.notices else ""
    if len(material.watches) == 1:
        return _headed(f"{cut_words(material.watches[0].title, _TITLE_LIMIT)}: nothing new", noticed, when)
    return _headed("Nothing new", noticed, when)


def _headed(said: str, more: str, when: str) -> str:
    """``more`` is left out where the date would be cut off."""
    if len(clean_header(f"{said}{more}")) + len(when) > HEADER_LIMIT:
        more = ""
    return clean_header(said + more + when)


def _about(section: Section) -> str:
    """``a denial, Lebanon``: of the top development what the story's title does not say yet."""
    if not section.developments:
        return ""
    top = section.developments[0]
    title = {word for word in tokens(section.title) if len(word) >= _TELLING}
    terms = [name for name in top.terms if title.isdisjoint(tokens(name))][:_TOP_TERMS]
    return ", ".join((*(["a denial"] if top.denial else []), *terms))


def preview(sections: Sequence[Section]) -> str:
    """The two top headlines."""
    titles = [story.title for section in sections for story in section.developments]
    titles = titles or [story.title for section in sections for story in section.further]
    return cut(" · ".join(titles[:2]), _PREVIEW_LIMIT) if titles else "Nothing new in the feeds you follow."


def summary(sections: Sequence[Section], figures: Figures) -> str:
    """``Six new developments in 12 reports, across two stories.``; for one story all that its counts say."""
    if not sections:
        return "Nothing new since your last digest."
    developments = sum(section.development_count for section in sections)
    text = f"{in_words(developments, figures)} new development{'s' if developments != 1 else ''}"
    reports = sum(section.news_reports for section in sections)
    if reports > developments:
        text += f" in {figures.count(reports, 'report')}"
    if developments and len(sections) == 1:
        text += f" from {figures.count(sections[0].source_count, 'source')}"
    text += _beside(sections, figures)
    if len(sections) > 1:
        text += f", across {in_words(len(sections), figures)} stories"
    return f"{text[0].upper()}{text[1:]}."


def _beside(sections: Sequence[Section], figures: Figures) -> str:
    """What else there is; where there are developments, the blocks below them say it."""
    if any(section.development_count for section in sections):
        return ""
    further = sum(section.further_reports for section in sections)
    rewritten = sum(section.rewritten_count for section in sections)
    told = [f"{figures.count(further, 'further report')} of what was told before"] if further else []
    told += [f"{figures.count(rewritten, 'report')} rewritten after publication"] if rewritten else []
    return "".join(f", {one}" for one in told)
