"""Words that differ by a slip of the pen, and compounds written in one or in two. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

_LONG: Final = 5
"""Letters of a word in which one wrong letter is a slip and no other word: "Iran" and "Iraq" stay apart."""
_VERY_LONG: Final = 10
"""The same for two: "Slovakia" and "Slovenia" stay apart."""
MOST_COMPARED: Final = 5000
"""Pairs of words that are looked at: where more begin alike and differ, it is another text."""
_MOST: Final = 2
"""Wrong letters in a word that still is meant."""
_COMPOUND: Final = 7
"""Letters from which on a word is looked for in the letters of the other version run together: "cease-fire"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two versions."""

    tokens: Collection[str]
    letters: str
    """Letters and figures, folded and run together."""


def without_slips(
    added: Sequence[str], removed: Sequence[str], before: Side, after: Side
) -> tuple[list[str], list[str]]:
    """The tokens of ``added`` and ``removed`` that no word of the other version is meant by."""
    came, went = _without_compounds(_unmeant(added, before), _unmeant(removed, after), before.letters)
    went, came = _without_compounds(went, came, after.letters)
    return came, went


def _unmeant(tokens: Sequence[str], other: Side) -> list[str]:
    """Those of ``tokens`` that are no slip of a word of the other version, nor that word of them."""
    groups: dict[str, list[str]] = {}
    for word in other.tokens:
        groups.setdefault(word[0], []).append(word)
    left, kept = MOST_COMPARED, []
    for token in tokens:
        words = groups.get(token[0], [])
        left -= len(words)
        if left < 0 or not any(is_slip(token, word) for word in words):
            kept.append(token)
    return kept


def _without_compounds(
    whole: Sequence[str], parts: Sequence[str], letters: str
) -> tuple[list[str], list[str]]:
    """Long words that the other version has in parts, and these parts, left out."""
    joined = [word for word in whole if len(word) >= _COMPOUND and word in letters]
    left = [word for word in whole if word not in joined]
    return left, [part for part in parts if not any(part in word for word in joined)]


def is_slip(one: str, other: str) -> bool:
    """Whether two folded words are one word misspelt: same first letter, one or two edits in a long word."""
    shorter = min(len(one), len(other))
    if (
        shorter < _LONG
        or abs(len(one) - len(other)) > _MOST
        or one[0] != other[0]
        or not (one.isalpha() and other.isalpha())
    ):
        return False
    return edits(one, other) <= (_MOST if shorter >= _VERY_LONG else 1)


def edits(one: str, other: str) -> int:
    """Letters put in, taken out, exchanged or swapped with their neighbour (optimal string alignment)."""
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
