"""From what a person types to a search that cannot fail: expressions for the two full-text indexes.

Words are looked for in any order and all must be there; ``"several words"`` as they stand, ``-word`` leaves out,
``a OR b`` is either, ``word*`` begins so. Anything else is text: no quote, bracket or operator is an error.

Which index answers is decided here. Words with blanks between them are looked up in ``items_fts``, where Arabic and
Hebrew words are found with the little words that are written as one with them. Words of Chinese, Japanese, Korean,
Thai and the like are looked up in ``items_pairs``; so are all words that stand in an item of such a script, for the
other index takes ``苹果iPhone`` for one word.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor.browse.canned import canned_queries
from monitor.browse.clitics import written_together
from monitor.text.pairs import is_unbroken, searched_pairs

LONGEST: Final = 400
"""Characters of a search that are read."""
MOST_WORDS: Final = 24
SHORTEST_BEGINNING: Final = 3
"""Letters before a ``*``; where there are fewer it is not heeded, for half of all items would have such a word."""
MARK: Final = "\u27e6"
END: Final = "\u27e7"
"""Around the words found, in excerpts: ⟦so⟧."""
NOTHING: Final = '""'
"""An expression that is in order and finds no item."""
_AROUND: Final = 40
"""Characters on each side of a place found, in scripts without blanks."""
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PART: Final = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?(?P<star>\*?)|(?P<word>[^\s"]+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A word or a phrase."""

    text: str
    phrase: bool = False
    begins: bool = False
    """Whether words that only begin so are meant as well."""
    unwanted: bool = False
    either: bool = False
    """Whether it or the one before it is enough."""


_Spell = Callable[[Sought], str]
"""How one word is looked for in an index."""


def read(search: str) -> tuple[Sought, ...]:
    """What is looked for, in its order. Words without a letter or a digit are left out."""
    text = search[:LONGEST].translate(_QUOTES).replace("\x00", " ")
    found: list[Sought] = []
    either = unwanted = False
    for part in _PART.finditer(text):
        word = part["word"]
        if word in {"OR", "|", "AND", "NOT"}:
            either, unwanted = word in {"OR", "|"}, word == "NOT"
            continue
        one = (
            _word(word)
            if word
            else Sought(
                text=part["phrase"],
                phrase=True,
                begins=bool(part["star"]) and len(part["phrase"]) >= SHORTEST_BEGINNING,
            )
        )
        minus = bool(part["minus"]) or bool(word and word.startswith("-")) or unwanted
        if _has_token(one.text):
            joined = either and bool(found) and not found[-1].unwanted and not minus
            found.append(
                Sought(text=one.text, phrase=one.phrase, begins=one.begins, unwanted=minus, either=joined)
            )
        either = unwanted = False
    return tuple(found[:MOST_WORDS])


def words_match(search: str) -> str:
    """The expression for ``items_fts``; ``NOTHING`` where that index cannot answer or nothing is looked for."""
    sought = read(search)
    if any(is_unbroken(one.text) and not one.unwanted for one in sought):
        return NOTHING
    return _expression(sought, _in_words)


def pairs_match(search: str) -> str:
    """The expression for ``items_pairs``; ``NOTHING`` where nothing is looked for."""
    return _expression(read(search), _in_pairs)


def snippet_match(search: str) -> str:
    """The expression by which ``items_fts`` marks what it found; ``NOTHING`` where ``found_excerpt`` is to do it.

    For each row shown the index looks for it anew: for words that only begin so, through all that do.
    """
    return NOTHING if any(one.begins for one in read(search)) else words_match(search)


def found_excerpt(text: str, search: str) -> str:
    """The part of a text where what is looked for first stands, marked; its beginning where it stands nowhere."""
    wanted = [_as_written(one) for one in read(search) if not one.unwanted]
    places = list(re.finditer("|".join(wanted), text, re.IGNORECASE)) if wanted else []
    first = places[0].start() if places else 0
    start, stop = max(0, first - _AROUND), first + 3 * _AROUND
    marked, done = "… " if start else "", start
    for place in places:
        if place.end() <= stop:
            marked += f"{text[done : place.start()]}{MARK}{place.group()}{END}"
            done = place.end()
    return marked + text[done:stop] + (" …" if stop < len(text) else "")


def search_sql() -> str:
    """The statement of the canned query ``search``; its connection needs ``register``."""
    return next(query.sql for query in canned_queries() if query.name == "search")


def search_params(search: str, **filters: str) -> Mapping[str, str]:
    """All parameters of ``search_sql``; filters left out exclude nothing. Raises TypeError for an unknown one."""
    query = next(query for query in canned_queries() if query.name == "search")
    names = [parameter.name for parameter in query.parameters]
    if unknown := set(filters) - set(names):
        raise TypeError(f"the search has no filter {', '.join(sorted(unknown))}")
    return {name: filters.get(name, "") for name in names} | {"search": search}


def _as_written(one: Sought) -> str:
    if is_unbroken(one.text):
        return re.escape(one.text)
    return rf"\b{re.escape(one.text)}" + (r"\w*" if one.begins else r"\b")


def _word(word: str) -> Sought:
    bare = word.lstrip("-+")
    text = bare.rstrip("*")
    return Sought(text=text, begins=bare.endswith("*") and len(text) >= SHORTEST_BEGINNING)


def _has_token(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _expression(sought: tuple[Sought, ...], spell: _Spell) -> str:
    wanted = list(_groups(sought, spell))
    if not wanted:
        return NOTHING
    unwanted = [spell(one) for one in sought if one.unwanted]
    expression = " AND ".join(wanted)
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def _groups(sought: tuple[Sought, ...], spell: _Spell) -> Iterator[str]:
    """Those of which one is enough, in brackets."""
    group: list[str] = []
    for one in sought:
        if one.unwanted:
            continue
        if group and not one.either:
            yield f"({' OR '.join(group)})"
            group = []
        group.append(spell(one))
    if group:
        yield f"({' OR '.join(group)})"


def _in_words(one: Sought) -> str:
    forms = (one.text,) if one.phrase else written_together(one.text)
    return "(" + " OR ".join(_quoted(form, begins=one.begins) for form in forms) + ")"


def _in_pairs(one: Sought) -> str:
    runs = searched_pairs(one.text) or (one.text,)
    last = len(runs) - 1
    spelt = (
        _quoted(run, begins=(one.begins and place == last) or (len(run) == 1 and is_unbroken(run)))
        for place, run in enumerate(runs)
    )
    return "(" + " AND ".join(spelt) + ")"


def _quoted(text: str, *, begins: bool) -> str:
    return '"' + text.replace('"', " ") + '"' + (" *" if begins else "")
