"""What a headline alone shows: that it explains or sells, that somebody acts or speaks; and the best of several."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.story.names import title_case
from monitor.text.fold import fold

_BACKGROUND: Final = re.compile(
    r"^(?:what|why|how|who|when|where|is|are|can|could|will|would|should|does|do|did|inside|meet|opinion|analysis|"
    r"explain\w*|factbox|timeline|profile|editorial|live|watch|video|photos|pictures|fact check|here's|podcast|"
    r"co wiemy|dlaczego|jak|kim|kto|czy|warum|wie|wer|pourquoi|comment|por que|quien|почему|как|кто|что)\b"
    r"|\?(?:$|\s)|\bexplaine[dr]\b|what we know|what to know|at a glance|as it happened|\blive (?:blog|updates?)\b"
    r"|\blive:|in pictures|newsletter|briefing|podcast|opinion \||things to know|takeaways|\btimeline\b|\blessons\b"
    r"|history of|na zywo|relacja"
)
_STEPS: Final = frozenset(
    "arrest charg sue resign appoint approv vot launch ban clos reopen resum kill die rise confirm deny reject releas "
    "order seiz nam identify sentenc fin suspend agree sign cancel delay halt stop fire oust return quit evacuat rescu "
    "search raid investigat probe warn urge demand call condemn apologiz admit reveal claim accus blam vow pledg plan "
    "consider seek ask tell refus declin win los plead appear jail convict grant sell buy reach hold find publish".split()
)
"""Stems of verbs by which stories go on."""
_SPEAKS: Final = re.compile(
    r"\b(?:says?|said|tells?|told|claims?|according)\b|[:-] (?:sources?|owner|officials?|ministry)\b"
)
_QUOTES: Final = re.compile(r"[‘“\"„«]|(?<!\w)['’]\w")
_SHOUT: Final = re.compile(r"\b(?:breaking|exclusive|shock\w*|you won't believe|viral|must see)\b")
_LEAST, _MOST = 30, 120


def explains(folded_title: str) -> bool:
    """Whether the headline is that of an explainer, a question, a live page or a round-up."""
    return bool(_BACKGROUND.search(folded_title))


def is_step(token: str) -> bool:
    """Whether the token of a word is that of a verb by which stories go on."""
    return token in _STEPS


def speaks(folded_title: str) -> bool:
    """Whether somebody says something in it."""
    return bool(_SPEAKS.search(folded_title))


def quotes(title: str) -> bool:
    """Whether words of others stand in it between marks."""
    return bool(_QUOTES.search(title))


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One report of a development, as far as its title goes."""

    title: str
    score: float
    source: str
    first_seen: datetime
    language: str = ""


def best_title(headlines: Iterable[Headline], language: str = "en") -> str:
    """The title a development is shown under: in ``language``, else in English, then what informs best.

    Empty where no report has a title.
    """
    chosen = [headline for headline in headlines if headline.title.strip()]
    if not chosen:
        return ""
    return max(chosen, key=lambda headline: _rank(headline, language[:2].lower())).title


def _rank(headline: Headline, language: str) -> tuple[int, int, float, float, str]:
    title, own = headline.title, headline.language[:2].lower()
    folded = fold(title)
    sound = 4 * (not explains(folded)) + 2 * (not title.isupper()) + (not _SHOUT.search(folded))
    length = min(1.0, len(title) / _LEAST, _MOST / max(1, len(title)))
    plain = length - 0.1 * title_case(title)
    spoken = 2 * (own == language) + (own == "en")
    return spoken, sound, round(plain + headline.score / 100, 6), -headline.first_seen.timestamp(), title
