"""What one report states: the terms of headline and lead, and the numbers; its names when asked for."""

from dataclasses import dataclass
from typing import Final

from monitor.story.figures import Figure, figures
from monitor.story.names import Name, names
from monitor.story.nations import NATIONS
from monitor.story.reading import Reading
from monitor.story.steps import ENGLISH_STEPS, is_step, step_of
from monitor.text.fold import fold, fold_with_offsets

ENGLISH: Final = frozenset({"en", ""})
"""Languages that are read as English: no language named is mostly that."""
ENGLISH_TERMS: Final = {**NATIONS, **ENGLISH_STEPS}
"""Token → term, where they differ."""
_BEGINNING: Final = 6
"""Letters of a word that are compared where endings change with case and tense."""
LEAD_CHARACTERS: Final = 400
"""Characters of the text that are compared: the fact that a report is about stands in its lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A report as far as it is compared. A term is a content token, or the step or nation that it stands for."""

    language: str
    """Two letters, or empty."""
    title: tuple[str, ...]
    """Terms of the headline, each once."""
    lead: tuple[str, ...]
    """Those of the lead that the headline has not."""
    figures: tuple[Figure, ...]
    """Numbers that count something, of headline and lead; places are those of ``stated``."""
    stated: str
    """Folded headline and lead as the figures count places."""
    title_end: int
    """Where the headline ends in it."""
    written: tuple[str, str]
    """Headline and lead as they stand in the report."""


def facts_of(reading: Reading) -> Facts:
    """Read ``reading`` once for all comparisons."""
    report = reading.report
    language = report.language[:2].lower()
    english = language in ENGLISH
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
        figures=figures(stated),
        stated=stated,
        title_end=len(reading.title),
        written=(report.title, raw_lead),
    )


def names_in(facts: Facts) -> tuple[Name, ...]:
    """The names of headline and lead, in order. Read when asked for: most reports are repeats and need none."""
    title, lead = facts.written
    return (*names(title), *names(lead))


def as_written(facts: Facts, start: int, end: int) -> str:
    """The words of the report that stand at a place of what it states."""
    title, lead = facts.written
    after = facts.title_end + 1
    text, offset = (lead, after) if start >= after else (title, 0)
    folded = fold_with_offsets(text)
    return text[slice(*folded.original(start - offset, min(end - offset, len(folded.text))))].strip()


def term_of(token: str, *, english: bool) -> str:
    """The step or the nation that a token stands for, else the token."""
    if english:
        return ENGLISH_TERMS.get(token, token)
    return step_of(token, english=False) or token


def beginning(term: str) -> str:
    """The first letters of a word; a step stays whole."""
    return term if is_step(term) else term[:_BEGINNING]


def _words_in(reading: Reading, lead: str) -> int:
    """How many tokens of the text belong to the lead: as large a share as that of its characters."""
    if not lead:
        return 0
    return round(min(1.0, len(lead) / len(reading.text)) * len(reading.text_words))
