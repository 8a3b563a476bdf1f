"""What the terms of a watch add to the points of an item."""

from collections.abc import Iterable
from functools import lru_cache

from monitor.model import SeenItem, Watch
from monitor.track.constants import FOREIGN_TERM_SHARE, SEED_TERM_SHARE
from monitor.track.matcher import MUTE


def term_points(watch: Watch, item: SeenItem, terms: Iterable[int]) -> dict[int, float]:
    """Points of each term that counts, by number: all of its weight, or a share where it was only proposed."""
    share = _share(watch.seed.language, item.language)
    return {
        number: term.weight * (share if term.origin == "seed" else 1.0)
        for number in terms
        for term in (watch.terms[number],)
    }


def most_points(watch: Watch, item: SeenItem, matched: Iterable[int]) -> float:
    """No less than what ``matched`` terms can give, whichever of them count in the end."""
    share = _share(watch.seed.language, item.language)
    total = 0.0
    for number in matched:
        if number != MUTE:
            term = watch.terms[number]
            total += term.weight * (share if term.origin == "seed" else 1.0)
    return total


@lru_cache(maxsize=4096)
def _share(seed_language: str, item_language: str) -> float:
    return SEED_TERM_SHARE if same_language(seed_language, item_language) else FOREIGN_TERM_SHARE


def same_language(seed: str, item: str) -> bool:
    """Whether two BCP 47 tags name the same language; an unknown one is taken to be the same."""
    first, second = (tag.lower().replace("_", "-").partition("-")[0] for tag in (seed, item))
    return not first or not second or first == second
