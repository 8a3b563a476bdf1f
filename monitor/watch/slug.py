"""The short name of a watch, from its headline."""

import re
import unicodedata

LONGEST = 40
"""Characters; it is a file name and is typed by people."""
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = frozenset(
    [
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or"),
        *("says", "that", "the", "to", "was", "will", "with"),
    ]
)


def slug_of(title: str) -> str:
    """Small letters, digits and hyphens; ``story`` where the title has no Latin letters."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = [
        word for word in _WORD.findall(plain.encode("ascii", "ignore").decode()) if word not in _EMPTY_WORDS
    ]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug or "story"
