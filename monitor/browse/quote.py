"""The few words of a report that a page may quote. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from monitor.text.script import has_boundary
from monitor.text.wording import shown

QUOTE_WORDS: Final = 25
"""At most so many words of a report are quoted; who wants more follows the link."""
QUOTE_LETTERS: Final = 50
"""The same for scripts that write no blanks between words."""
_WORD: Final = QUOTE_LETTERS // QUOTE_WORDS
_LONGEST: Final = 400
"""Characters, whatever they are: a word may be as long as a feed likes."""
_SHORTEST: Final = 45
"""Characters of a sentence that may be quoted instead of the first."""
_LETTER_WORTH: Final = 3
"""What a letter of an unspaced script says more than one of another."""
_TITLE: Final = 10
"""Characters of a headline that does not stand in a sentence by chance."""
_ADDRESS: Final = re.compile(r"https?://\S+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…؟۔])[\"'”’»)]*\s+|(?<=[。！？])")
_SEPARATORS: Final = " \t.:;,-–—|"


def quote(text: str, *, title: str = "", telling: Sequence[str] = ()) -> str:
    """At most ``QUOTE_WORDS`` words of ``text``: of the sentence with most of the words ``telling``, else the first.

    Sentences with the headline in them ("The post … appeared first on …") and addresses are passed over, and so is
    a headline that the text repeats at its start. ``""`` where the text says no more than the title.
    """
    title = shown(title).strip()
    whole = _ADDRESS.sub("", shown(text)).strip()
    body = whole.removeprefix(title).lstrip(_SEPARATORS) if title else whole
    sentences = [
        sentence
        for sentence in _SENTENCE_END.split(body)
        if sentence.strip() and (len(title) < _TITLE or title not in sentence)
    ]
    if not sentences:
        return ""
    best = max(range(len(sentences)), key=lambda place: (_told(sentences[place], telling), -place))
    words = clipped(" ".join(sentences[best:]))
    return f"… {words}" if best else words


def clipped(text: str) -> str:
    """``text`` as far as it may be quoted, with an ellipsis where more would follow."""
    whole = " ".join(text.split())
    end = _allowed(whole)
    return whole if end >= len(whole) else whole[:end].rstrip(_SEPARATORS) + " …"


def _told(sentence: str, telling: Sequence[str]) -> int:
    """How many of the words ``telling`` stand in ``sentence``; none where it is as short as a picture's credit."""
    if len(sentence) + _LETTER_WORTH * sum(map(_unspaced, sentence)) < _SHORTEST:
        return 0
    folded = sentence.casefold()
    return sum(word.casefold() in folded for word in telling if word)


def _allowed(text: str) -> int:
    """Where to cut: ``QUOTE_LETTERS`` letters are to be had, and a word of a spaced script costs ``_WORD`` of them."""
    left = QUOTE_LETTERS
    end = 0
    for found in re.finditer(r"\S+", text[: _LONGEST + 1]):
        letters = [place for place in range(*found.span()) if _unspaced(text[place])]
        if len(letters) > left:
            return _between(text, letters[left]) if left else end
        left -= len(letters) or _WORD
        if left < 0 or found.end() > _LONGEST:
            return end or min(found.end(), _LONGEST)
        end = found.end()
    return end


def _unspaced(character: str) -> bool:
    return not has_boundary(character)


def _between(text: str, place: int) -> int:
    """``place``, or the nearest one before it that does not part a letter from its marks."""
    while place and unicodedata.category(text[place]).startswith("M"):
        place -= 1
    return place
