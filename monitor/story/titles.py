"""The title under which a development is shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.story.headlines import explains, films, reflects
from monitor.story.names import title_case
from monitor.text.fold import fold

_SHOUT: Final = re.compile(
    r"\b(?:breaking|exclusive|shock\w*|you won't believe|viral|must see|this is|this one)\b|\.\.\.|!"
)
_SHORT, _LONG = 35, 110
"""Characters between which a headline says enough and no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One report of a development, as far as its title goes."""

    title: str
    score: float
    source: str
    first_seen: datetime
    language: str = ""


def best_title(headlines: Iterable[Headline], language: str = "en") -> str:
    """The best title of a development: in ``language``, else in English; plain, of good length, high in score, early.

    Empty where no report has a title.
    """
    chosen = [headline for headline in headlines if headline.title.strip()]
    if not chosen:
        return ""
    return max(chosen, key=lambda headline: _rank(headline, language[:2].lower())).title


def _rank(headline: Headline, language: str) -> tuple[int, int, float, float, str, str]:
    title, own = headline.title.strip(), headline.language[:2].lower()
    folded = fold(title)
    spoken = 2 * (own == language) + (own == "en")
    faults = 2 * explains(folded) + 2 * title.isupper() + films(folded) + reflects(folded)
    faults += bool(_SHOUT.search(folded))
    length = min(1.0, len(title) / _SHORT, _LONG / len(title))
    plain = round(length - 0.1 * title_case(title) + headline.score / 20, 6)
    return spoken, -faults, plain, -headline.first_seen.timestamp(), headline.source, title
