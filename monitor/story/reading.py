"""A report as copies and developments read it: folded and cut into words once."""

from dataclasses import dataclass
from typing import Final

from monitor.story.values import Report
from monitor.text.fold import fold
from monitor.text.tokens import folded_tokens

READ_CHARACTERS: Final = 1500
"""Characters of the text that are read: the lead says what is new, what follows is background."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report and its words."""

    report: Report
    title: str
    """Folded."""
    text: str
    """Folded, as far as it is read."""
    title_words: tuple[str, ...]
    """Content tokens, in order, repeats kept."""
    text_words: tuple[str, ...]


def read(report: Report) -> Reading:
    """Fold and cut ``report``."""
    title, text = fold(report.title), fold(report.text[:READ_CHARACTERS])
    return Reading(
        report=report,
        title=title,
        text=text,
        title_words=tuple(folded_tokens(title)),
        text_words=tuple(folded_tokens(text)),
    )
