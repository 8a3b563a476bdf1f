"""Names that surged together with a story: in its hits far more often than in the news around them. Pure.

They are offered to a person as terms, and never taken over by themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import log
from typing import Final

from monitor.model import HitText, Role, Seed, Term, Watch
from monitor.text.fold import fold
from monitor.text.tokens import tokens
from monitor.watch.aliases import KnownNames, known_names
from monitor.watch.candidates import Candidate, candidates
from monitor.watch.cues import OUTLETS
from monitor.watch.names import mentions
from monitor.watch.propose import named_term
from monitor.watch.rarity import Rarity, rarity_for
from monitor.watch.runs import writing_of
from monitor.watch.words import sentences

LEAST_WITNESSES: Final = 3
"""Hits with different headlines from different feeds that have to name it: copies of one text are one witness."""
LEAST_RATIO: Final = 10.0
"""Times its share of the stream that its share of the hits has to be."""
LEAST_LIKELIHOOD: Final = 10.83
"""Of the log-likelihood ratio: what chance alone reaches once in a thousand (chi-square, one degree of freedom)."""
MOST_HITS: Final = 500
"""Newest hits that are read; a name that surged stands in many of them."""
_HEAVIEST_SHARE: Final = 1 / 3
"""Of the threshold, for a name that stands in hits only: three such names together make a hit, none does alone."""
_CONTEXT_SHARE: Final = 1 / 6
_LIGHTEST: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """A name on offer."""

    term: Term
    """As it would be laid over the watch."""
    hits: int
    """Hits with different headlines that name it."""
    of_hits: int
    witnesses: int
    """Of those, how many are from different feeds."""
    background_share: float
    """Share of all items that have its words, at most."""
    likelihood: float
    first_seen: datetime
    example: HitText


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The news around the hits, as counted."""

    items: int
    count: Callable[[str], int]
    """In how many items a token stood."""

    def count_of(self, name: str) -> int:
        """Items that can have ``name``: no more than have the rarest of its words."""
        return min((self.count(token) for token in set(tokens(name))), default=0)


def surges(
    watch: Watch, hits: Sequence[HitText], stream: Stream, *, known: KnownNames | None = None
) -> tuple[Surge, ...]:
    """The names on offer for ``watch``, the most telling first; ``hits`` are its hits, oldest first."""
    distinct = _distinct_headlines(hits)[-MOST_HITS:]
    found: list[Surge] = []
    for language, some in _by_language(distinct).items():
        rarity = rarity_for(language or watch.seed.language)
        table = known or known_names()
        for candidate, naming in _named(some, language or watch.seed.language, rarity, table):
            surge = _surge(watch, candidate, rarity, naming, (len(distinct), stream))
            if surge is not None and not _has(watch, surge.term):
                found.append(surge)
    found.sort(key=lambda surge: (-surge.likelihood, surge.term.name))
    return tuple({fold(surge.term.name): surge for surge in reversed(found)}.values())[::-1]


def log_likelihood(k1: int, n1: int, k2: int, n2: int) -> float:
    """How surely a share of k1 in n1 and one of k2 in n2 are not the same share.

    2 x (log L(k1 of n1) + log L(k2 of n2) - both at the common share); T. Dunning, "Accurate Methods for the
    Statistics of Surprise and Coincidence", Computational Linguistics 19 (1993), section 4.
    """
    common = (k1 + k2) / (n1 + n2)
    apart = _log_of(k1, n1, k1 / n1) + _log_of(k2, n2, k2 / n2)
    return 2 * (apart - _log_of(k1, n1, common) - _log_of(k2, n2, common))


def _log_of(k: int, n: int, share: float) -> float:
    """Log of share^k x (1 - share)^(n - k)."""
    first = k * log(share) if k else 0.0
    return first + ((n - k) * log(1 - share) if n > k else 0.0)


def _distinct_headlines(hits: Iterable[HitText]) -> list[HitText]:
    return list({fold(hit.title).strip(): hit for hit in reversed(tuple(hits))}.values())[::-1]


def _by_language(hits: Iterable[HitText]) -> Mapping[str, list[HitText]]:
    groups: dict[str, list[HitText]] = defaultdict(list)
    for hit in hits:
        groups[hit.language.lower().replace("_", "-").partition("-")[0]].append(hit)
    return groups


def _named(
    hits: Sequence[HitText], language: str, rarity: Rarity, known: KnownNames
) -> Iterable[tuple[Candidate, list[HitText]]]:
    """Each thing that the hits name, and the hits that do."""
    read = sentences([Seed(origin="", title=hit.title, text=hit.text) for hit in hits])
    writing = writing_of(read, rarity=rarity, known=known, language=language)
    named = mentions(read, writing)
    where: dict[str, set[int]] = defaultdict(set)
    for mention in named:
        where[mention.name].add(read[mention.sentence].seed)
    for candidate in candidates(read, named, writing):
        numbers = sorted(set().union(*(where[spelling] for spelling in candidate.spellings)))
        yield candidate, [hits[number] for number in numbers]


def _surge(
    watch: Watch, candidate: Candidate, rarity: Rarity, naming: Sequence[HitText], around: tuple[int, Stream]
) -> Surge | None:
    of_hits, stream = around
    witnesses = len({hit.source for hit in naming})
    if witnesses < LEAST_WITNESSES or candidate.name.lower() in OUTLETS or not tokens(candidate.name):
        return None
    # The hits are counted in the stream as well; outside them is what is left.
    outside = max(1, stream.items - of_hits)
    elsewhere = min(outside, max(0, stream.count_of(candidate.name) - len(naming)))
    share, share_outside = len(naming) / of_hits, elsewhere / outside
    likelihood = log_likelihood(len(naming), of_hits, elsewhere, outside)
    if share < LEAST_RATIO * share_outside or likelihood < LEAST_LIKELIHOOD:
        return None
    first = min(naming, key=lambda hit: hit.first_seen)
    return Surge(
        term=_weighed(watch, named_term(candidate, rarity), (len(naming), of_hits), elsewhere),
        hits=len(naming),
        of_hits=of_hits,
        witnesses=witnesses,
        background_share=share_outside,
        likelihood=likelihood,
        first_seen=first.first_seen,
        example=naming[-1],
    )


def _weighed(watch: Watch, term: Term, naming: tuple[int, int], elsewhere: int) -> Term:
    """The more of the items that name it are hits, the more it speaks for the story."""
    hits, of_hits = naming
    most = _CONTEXT_SHARE if term.role is Role.CONTEXT else _HEAVIEST_SHARE
    return replace(
        term,
        weight=max(_LIGHTEST, round(hits / (hits + elsewhere) * most * watch.threshold, 1)),
        origin="accepted",
        reason=f"surged with the story: in {hits} of its {of_hits} hits with different headlines",
    )


def _has(watch: Watch, term: Term) -> bool:
    """Whether the watch finds the name already, or a person wants it out."""
    kept_out = {token for word in watch.veto for token in tokens(word)}
    known = [fold(form.text) for one in watch.terms for form in one.forms]
    known += [fold(one.name) for one in watch.terms] + [fold(phrase) for phrase in watch.mute]
    for spelling in (term.name, *(form.text for form in term.forms)):
        name = fold(spelling)
        # Part of a longer name that the watch has, it is no other name.
        if any(
            f" {form} " in f" {name} " or f" {name} " in f" {form} " for form in known
        ) or kept_out.issuperset(tokens(spelling)):
            return True
    return False
