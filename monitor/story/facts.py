"""What one report states: the words of headline and lead, names and numbers."""

from dataclasses import dataclass
from typing import Final

from monitor.story.figures import Figure, figures
from monitor.story.names import Name, names
from monitor.story.reading import Reading
from monitor.text.fold import fold

LEAD_CHARACTERS: Final = 400
"""Characters of the text that are compared: the fact that a report is about stands in its lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A report as far as it is compared."""

    title: tuple[str, ...]
    """Content tokens of the headline, each once."""
    lead: tuple[str, ...]
    """Those of the lead that the headline has not."""
    names: tuple[Name, ...]
    """Of headline and lead, in order."""
    figures: tuple[Figure, ...]
    """Numbers that count something, of headline and lead; places are those of ``stated``."""
    stated: str
    """Folded headline and lead as the figures count places."""
    names_in_title: int
    """So many of the names stand in the headline."""


def facts_of(reading: Reading) -> Facts:
    """Read ``reading`` once for all comparisons."""
    report = reading.report
    raw_lead = report.text[:LEAD_CHARACTERS]
    lead = fold(raw_lead)
    if lead == reading.title:
        raw_lead = lead = ""
    title_words = tuple(dict.fromkeys(reading.title_words))
    known = set(title_words)
    words = tuple(word for word in dict.fromkeys(_lead_words(reading, lead)) if word not in known)
    stated = f"{reading.title}\n{lead}"
    title_names = names(report.title)
    return Facts(
        title=title_words,
        lead=words,
        names=(*title_names, *names(raw_lead)),
        names_in_title=len(title_names),
        figures=figures(stated),
        stated=stated,
    )


def _lead_words(reading: Reading, lead: str) -> tuple[str, ...]:
    """The tokens of the lead, taken from those of the whole text: about as many as its share of characters."""
    if not lead or not reading.text:
        return ()
    share = min(1.0, len(lead) / len(reading.text))
    return reading.text_words[: round(share * len(reading.text_words))]
