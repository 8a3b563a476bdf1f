"""The rows that explain a score: each a term or token, its place and points, and where it is from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from monitor.model import Reason, Watch
from monitor.text.tokens import token_spans
from monitor.track.constants import SHOWN_TOKENS, TOKEN_MOST
from monitor.track.matcher import Match
from monitor.track.profile import Entry, Factors, Profiles
from monitor.track.reading import Reading

OTHER_WORDS = "other words"


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


def profile_reasons(
    profiles: Profiles, slug: str, reading: Reading, *, scale: float, without: Collection[str] = ()
) -> list[Reason]:
    """One row for each of the heaviest tokens and one for the rest; ``scale`` turns shares into points.

    Tokens ``without`` which the item is to be judged, as they count already, get no row.
    """
    factors = profiles.factors(slug)
    shared = [
        (token, entry, min(weight * factors.value(entry), TOKEN_MOST) * scale)
        for token, weight in reading.vector
        if token not in without and (entry := profiles.entry(slug, token))
    ]
    shared.sort(key=lambda row: (-row[2], row[0]))
    spans = _first_spans(reading)
    rows = [
        _token_reason(token, entry, factors, points=points, reading=reading, span=spans[token])
        for token, entry, points in shared[:SHOWN_TOKENS]
    ]
    rest = shared[SHOWN_TOKENS:]
    if rest:
        total = sum(points for _, _, points in rest)
        rows.append(
            Reason(term=OTHER_WORDS, surface="", field="", start=0, end=0, points=total, origin="seed")
        )
    return rows


def _first_spans(reading: Reading) -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    for token, start, end in token_spans(reading.folded):
        spans.setdefault(token, (start, end))
    return spans


def _token_reason(
    token: str, entry: Entry, factors: Factors, *, points: float, reading: Reading, span: tuple[int, int]
) -> Reason:
    field, start, end = reading.place(*span)
    row = Reason(
        term=token,
        surface=reading.surface(field, start, end),
        field=field,
        start=start,
        end=end,
        points=points,
        origin="seed",
    )
    if factors.learned * entry.learned > factors.seed * entry.seed:
        return replace(row, origin="learned", learned_from=entry.teacher)
    return row
