"""Content tokens: what the profile of a watch counts.

Folded words without stop words, English ones lightly stemmed. Words of scripts without blanks
become pairs of characters. Measured on a month of news, stemming is worth about two points of F1.
"""

import re
from typing import Final

from monitor.text.fold import fold
from monitor.text.script import has_boundary
from monitor.text.stop_words import STOP_WORDS

_WORD: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile(r"'s\b")
_VOWEL: Final = re.compile("[aeiouy]")
_SHORTEST_STEM: Final = 3
MOST_KNOWN: Final = 262144
"""Words whose tokens are remembered; a stream has new ones for ever."""
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+")


def tokens(text: str) -> list[str]:
    """The content tokens of a raw ``text``, in order, repeats kept."""
    return folded_tokens(fold(text))


def folded_tokens(folded: str) -> list[str]:
    """As ``tokens``, for a text that is folded already."""
    return [token for token, _, _ in token_spans(folded)] if not folded.isascii() else _ascii_tokens(folded)


def token_spans(folded: str) -> list[tuple[str, int, int]]:
    """The content tokens of a folded text, each with its slice of it."""
    spans: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(_bare(folded)):
        word, start = match.group(), match.start()
        if not has_boundary(word[0]):
            spans.extend(
                (word[i : i + 2], start + i, start + min(i + 2, len(word)))
                for i in range(max(1, len(word) - 1))
            )
        elif token := _KNOWN[word]:
            spans.append((token, start, match.end()))
    return spans


def _ascii_tokens(folded: str) -> list[str]:
    return list(filter(None, map(_KNOWN.__getitem__, _WORD.findall(_bare(folded)))))


def _bare(folded: str) -> str:
    """Addresses and possessive endings blanked out, every position kept."""
    if "://" in folded or "www." in folded:
        folded = _ADDRESS.sub(lambda match: " " * len(match.group()), folded)
    return _POSSESSIVE.sub("  ", folded) if "'" in folded else folded


def _token(word: str) -> str:
    """The token of a folded word, empty for stop words and single characters."""
    if len(word) < 2 or word in STOP_WORDS:  # noqa: PLR2004
        return ""
    return stem(word)


class _Known(dict[str, str]):
    """Folded word → token: a look-up costs a third of a call, and every word of every item needs one."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_KNOWN:
            self.clear()
        token = self[word] = _token(word)
        return token


_KNOWN: Final = _Known()


def word_token(word: str) -> str:
    """The token of one folded word; empty for stop words and single characters."""
    return _KNOWN[word]


def stem(token: str) -> str:
    """The token without the commonest English endings; words with other letters than a-z stay."""
    if not token.isascii() or not token.isalpha():
        return token
    return _without_ending(_singular(token))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _SHORTEST_STEM + 2:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")) and len(word) > _SHORTEST_STEM + 2:
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST_STEM:
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_STEM and _VOWEL.search(rest):
            return _repaired(rest)
    if word.endswith("e") and len(word) > _SHORTEST_STEM + 1:
        return word[:-1]
    return word


def _repaired(rest: str) -> str:
    """Undouble the consonant of "stopped"; "ll", "ss" and "zz" may be the word's own."""
    if len(rest) > _SHORTEST_STEM and rest[-1] == rest[-2] and rest[-1] not in "aeioulsz":
        return rest[:-1]
    return rest.removesuffix("e") if len(rest) > _SHORTEST_STEM + 1 else rest
