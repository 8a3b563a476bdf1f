"""One name in several cases of a Slavic language: Rybnik in "w Rybniku" and "do Rybnika"."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

_SHORTEST_STEM = 5
_SHORTEST_BESIDE = 3
"""Letters that are enough where another word of the name agrees as well (Adam, Adama)."""
_LONGEST_ENDING = 3


def inflected(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of folded names of which one is the other with another ending, at most three letters long.

    Names of as many words pair word by word; a single word also with the longer name that ends alike, where
    there is only one.
    """
    single = [key for key in keys if " " not in key]
    longer = [key for key in keys if " " in key]
    for place, one in enumerate(single):
        for other in single[place + 1 :]:
            if _same(one, other):
                yield one, other
    for place, one in enumerate(longer):
        for other in longer[place + 1 :]:
            if _same_words(one.split(), other.split()):
                yield one, other
    for short in single:
        owners = [key for key in longer if _same(key.rpartition(" ")[2], short)]
        if len(owners) == 1:
            yield owners[0], short


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(
        _same(first, second, shortest=_SHORTEST_BESIDE) for first, second in zip(one, other, strict=True)
    )


def _same(one: str, other: str, *, shortest: int = _SHORTEST_STEM) -> bool:
    pairs = zip(one, other, strict=False)  # up to the end of the shorter
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    longest = max(len(one), len(other))
    return shared >= shortest and longest - shared <= _LONGEST_ENDING
