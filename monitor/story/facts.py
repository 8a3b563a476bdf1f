"""What one report states: the terms of headline and lead, names and numbers."""

from dataclasses import dataclass
from typing import Final

from monitor.story.figures import Figure, figures
from monitor.story.names import Name, names
from monitor.story.reading import Reading
from monitor.story.steps import step_of
from monitor.text.fold import fold

LEAD_CHARACTERS: Final = 400
"""Characters of the text that are compared: the fact that a report is about stands in its lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A report as far as it is compared. A term is a content token, or the step that it stands for."""

    language: str
    """Two letters, or empty."""
    title: tuple[str, ...]
    """Terms of the headline, each once."""
    lead: tuple[str, ...]
    """Those of the lead that the headline has not."""
    names: tuple[Name, ...]
    """Of headline and lead, in order."""
    figures: tuple[Figure, ...]
    """Numbers that count something, of headline and lead; places are those of ``stated``."""
    stated: str
    """Folded headline and lead as the figures count places."""
    title_end: int
    """Where the headline ends in it."""


def facts_of(reading: Reading) -> Facts:
    """Read ``reading`` once for all comparisons."""
    report = reading.report
    language = report.language[:2].lower()
    english = language in {"en", ""}
    raw_lead = report.text[:LEAD_CHARACTERS]
    lead = reading.text[:LEAD_CHARACTERS] if reading.text.isascii() else fold(raw_lead)
    if lead == reading.title:
        raw_lead = lead = ""
    title = dict.fromkeys(term_of(word, english=english) for word in reading.title_words)
    words = reading.text_words[: _words_in(reading, lead)]
    told = dict.fromkeys(term_of(word, english=english) for word in words)
    stated = f"{reading.title}\n{lead}"
    return Facts(
        language=language,
        title=tuple(title),
        lead=tuple(term for term in told if term not in title),
        names=(*names(report.title), *names(raw_lead)),
        figures=figures(stated),
        stated=stated,
        title_end=len(reading.title),
    )


def term_of(token: str, *, english: bool) -> str:
    """The step that a token stands for, else the token."""
    return step_of(token, english=english) or token


def _words_in(reading: Reading, lead: str) -> int:
    """How many tokens of the text belong to the lead: as large a share as that of its characters."""
    if not lead:
        return 0
    return round(min(1.0, len(lead) / len(reading.text)) * len(reading.text_words))
