"""The rows that explain a score: each a term or token, its place and points, and where it is from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from monitor.model import Reason, Watch
from monitor.text.tokens import token_spans
from monitor.track.constants import SHOWN_TOKENS, TOKEN_MOST
from monitor.track.matcher import Match
from monitor.track.profile import Entry, Profiles
from monitor.track.reading import Reading

OTHER_WORDS = "other words"
EXACT = 1e-9
"""Points by which a sum of reasons may differ from the points of the decision: what rounding can come to."""


def adds_up(points: float, reasons: Iterable[Reason]) -> bool:
    """Whether ``reasons`` explain ``points``: their sum is the same number."""
    return abs(fsum(reason.points for reason in reasons) - points) <= EXACT


def term_reasons(
    watch: Watch, reading: Reading, points: Mapping[int, float], matches: Mapping[int, Match]
) -> list[Reason]:
    """One row for each term that counts, in the order of the watch."""
    rows: list[Reason] = []
    for number, match in sorted(matches.items()):
        term = watch.terms[number]
        field, start, end = reading.place(match.start, match.end)
        rows.append(
            Reason(
                term=term.name,
                surface=reading.surface(field, start, end),
                field=field,
                start=start,
                end=end,
                points=points[number],
                origin=term.origin,
                role=term.role.value,
            )
        )
    return rows


def words_of(reading: Reading, matches: Iterable[Match]) -> frozenset[str]:
    """The tokens that ``matches`` consist of."""
    return frozenset(
        token for match in matches for token, _, _ in token_spans(reading.folded[match.start : match.end])
    )


@dataclass(frozen=True, slots=True)
class SharedToken:
    """A token that an item shares with the profile of a watch."""

    token: str
    entry: Entry
    share: float
    """Of the threshold, at most ``TOKEN_MOST``."""
    learned: bool
    """Whether what was learned gives more of it than the seed."""


def shared_tokens(
    profiles: Profiles, slug: str, reading: Reading, *, without: Collection[str] = ()
) -> list[SharedToken]:
    """What the item shares with the profile, in the order of the item; not the tokens ``without`` which to judge."""
    factors = profiles.factors(slug)
    return [
        SharedToken(
            token,
            entry,
            min(weight * factors.value(entry), TOKEN_MOST),
            factors.learned * entry.learned > factors.seed * entry.seed,
        )
        for token, weight in reading.vector
        if (entry := profiles.entry(slug, token)) is not None and token not in without
    ]


def profile_reasons(shared: Sequence[SharedToken], reading: Reading, *, scale: float) -> list[Reason]:
    """One row for each of the heaviest tokens and one for the rest; ``scale`` turns shares into points."""
    heaviest = sorted(shared, key=lambda row: (-row.share, row.token))
    spans = _first_spans(reading)
    rows = [
        _token_reason(row, scale=scale, reading=reading, span=spans[row.token])
        for row in heaviest[:SHOWN_TOKENS]
    ]
    if rest := heaviest[SHOWN_TOKENS:]:
        total = fsum(row.share * scale for row in rest)
        rows.append(
            Reason(term=OTHER_WORDS, surface="", field="", start=0, end=0, points=total, origin="seed")
        )
    return rows


def _first_spans(reading: Reading) -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    for token, start, end in token_spans(reading.folded):
        spans.setdefault(token, (start, end))
    return spans


def _token_reason(row: SharedToken, *, scale: float, reading: Reading, span: tuple[int, int]) -> Reason:
    field, start, end = reading.place(*span)
    return Reason(
        term=row.token,
        surface=reading.surface(field, start, end),
        field=field,
        start=start,
        end=end,
        points=row.share * scale,
        origin="learned" if row.learned else "seed",
        learned_from=row.entry.teacher if row.learned else None,
    )
