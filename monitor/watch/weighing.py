"""What a term is worth and why: rarity × frequency × place in the article, and the reason in plain English.

Weights are points on the scale of the watch's threshold (6.0): the three best terms together make about
one and a half times the threshold, so that two strong names, or one with several weaker ones, make a hit.
The shares were set by reading proposals for real articles; the evaluation reports what they are worth.
"""

import math
from dataclasses import dataclass

from monitor.model import Role
from monitor.watch import stream
from monitor.watch.rarity import Rarity

HEAVIEST = 4.0
"""No single term reaches the threshold by itself."""
LIGHTEST = 0.3
CONTEXT_AT_MOST = 1.0
_CONTEXT_SHARE = 0.7
TOP_THREE = 9.0
"""Points of the three best terms together."""

_NOTHING_SAID = 6.3
"""Zipf value at which a word says nothing."""
_RAREST = 1.5
"""Zipf value under which rarity adds nothing more: such words are names, misspellings or new."""
_COMMON_NAME = 4.3
"""Zipf value from which a name is in the news every day: context, not a mark of this story."""
_EACH_FURTHER_WORD = 0.7
_ONCE_ONLY = 0.55
_HEADLINE = 1.3
_LEAD = 1.1
_LEAD_ONCE = 0.9
_PHRASE = 0.9
_PLAIN_WORD = 0.5
_COMMON_SHARE = 0.75
"""What a repeated phrase, a plain word and an everyday name are worth beside a rare name."""
_IN_ONE_ARTICLE = 0.5
_IN_ALL_ARTICLES = 0.2
_PER_MILLION = 3
_ONE = 0.95
_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a term before it has a weight."""

    words: tuple[str, ...]
    """Words of the name in lower case."""
    known_words: tuple[str, ...] = ()
    """Words of the name in the table of known names; the more usual of the two spellings counts."""
    count: int
    headline: bool
    lead: bool
    code: bool = False
    subject: bool = False
    """A phrase or word in lower case, not a name."""
    share: float | None = None
    """The share of stored items that hold it; None where no stream was asked."""
    articles: int = 1
    """How many of the articles have it ..."""
    of_articles: int = 1
    """... and how many there are."""

    def zipf(self, rarity: Rarity) -> float:
        """The rarity of the whole: that of its rarest word, a little rarer for each further word."""
        if self.code:
            return _RAREST
        if self.share is not None:
            return max(_RAREST, stream.zipf_of(self.share, words=len(self.words), topic=_COMMON_NAME))
        spellings = [spelling for spelling in (self.words, self.known_words) if spelling]
        return max(_RAREST, *(self._zipf_of(spelling, rarity) for spelling in spellings))

    @staticmethod
    def _zipf_of(words: tuple[str, ...], rarity: Rarity) -> float:
        return min(rarity(word) for word in words) - _EACH_FURTHER_WORD * (len(words) - 1)

    def is_common(self, rarity: Rarity) -> bool:
        """Whether the news names it every day."""
        return self.zipf(rarity) >= _COMMON_NAME

    def score(self, rarity: Rarity) -> float:
        """Rarity × frequency × place, before scaling."""
        told = max(0.2, _NOTHING_SAID - self.zipf(rarity))
        frequency = 0.55 + 0.15 * min(4.0, math.log2(1 + self.count))
        if self.headline:
            place = _HEADLINE
        elif self.lead:
            place = _LEAD if self.count > 1 else _LEAD_ONCE
        else:
            place = _ONCE_ONLY if self.count == 1 else 1.0
        return told * frequency * place * self._kind(rarity) * self._agreement()

    def _agreement(self) -> float:
        """Of several articles on one story, what stands in one alone may be that article's own."""
        if self.of_articles == 1:
            return 1.0
        if self.articles == 1:
            return _IN_ONE_ARTICLE
        return 1.0 + _IN_ALL_ARTICLES * self.articles / self.of_articles

    def _kind(self, rarity: Rarity) -> float:
        if self.subject:
            return _PHRASE if len(self.words) > 1 else _PLAIN_WORD
        return _COMMON_SHARE if self.is_common(rarity) else 1.0


def weights(scores: list[tuple[float, Role]]) -> list[float]:
    """Scores (best first) scaled to points; context terms stay small."""
    best = sum(score for score, _ in scores[:3])
    spread = TOP_THREE * min(1.0, len(scores) / 3)
    scale = spread / best if best else 0.0
    return [round(max(LIGHTEST, _limited(score * scale, role)), 1) for score, role in scores]


def _limited(points: float, role: Role) -> float:
    return min(CONTEXT_AT_MOST, points * _CONTEXT_SHARE) if role is Role.CONTEXT else min(HEAVIEST, points)


def reason(standing: Standing, rarity: Rarity, notes: tuple[str, ...]) -> str:
    """Why the term is proposed, as a person would say it."""
    return "; ".join([*_articles(standing), _times(standing), _rareness(standing, rarity), *notes])


def _articles(standing: Standing) -> list[str]:
    if standing.of_articles == 1:
        return []
    if standing.articles == standing.of_articles:
        return ["in both articles" if standing.articles == _PAIR else f"in all {standing.articles} articles"]
    return [f"in {standing.articles} of the {standing.of_articles} articles"]


def _times(standing: Standing) -> str:
    verb = "used" if standing.subject else "named"
    times = {1: "once", 2: "twice"}.get(standing.count, f"{standing.count} times")
    if standing.headline:
        where = ", in the headline" if standing.count == 1 else ", first in the headline"
    elif standing.lead:
        where = ", in the opening"
    else:
        where = ""
    return f"{verb} {times}{where}"


def _rareness(standing: Standing, rarity: Rarity) -> str:
    if standing.code:
        return "a model number or code"
    if standing.share is not None:
        return stream.told(standing.share, topic=standing.is_common(rarity), name=not standing.subject)
    rarest = min(standing.words, key=rarity)
    zipf = rarity(rarest)
    subject = f"“{rarest}” is " if len(standing.words) > 1 else ""
    if not zipf:
        return f"{subject}in no list of common words"
    often = _per_million(10 ** (zipf - _PER_MILLION))
    if standing.is_common(rarity) and not standing.subject:
        return f"topic only: {subject or 'it is '}everyday, about {often} per million words"
    degree = "everyday" if zipf >= _COMMON_NAME else "rare"
    return f"{subject}{degree}: about {often} per million words"


def _per_million(value: float) -> str:
    if value >= _ONE:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 0.095 else f"{value:.2f}"  # noqa: PLR2004
