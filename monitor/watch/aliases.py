"""Names of world news and how they are written elsewhere: a small table of our own (``data/*.toml``).

A name found in a seed is looked up here; what the table knows of it (spellings, other scripts, adjectives,
phrases that mean somebody else) goes into the proposed term, for a person to cut or add to.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from monitor.model import Form, Role
from monitor.text.fold import fold
from monitor.text.script import Script, has_boundary, word_script

_NOT_LANGUAGES = frozenset({"role", "sure", "codes", "not", "ambiguous", "exact", "inflect"})

_CLITICS = frozenset("وفبلكاهوהבלמשכ")
"""Letters written in front of a word in Arabic and Hebrew (and, in, to, the ...)."""
_ENDINGS = ("", "a", "y", "i", "а", "я", "й", "ь", "ий", "ія")
"""What a basic form may end in once the ending of a case is off (Rosji, России, Сирії)."""
_SHORTEST_INFLECTED = 5
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """One entry of the table."""

    name: str
    role: Role
    forms: tuple[Form, ...]
    unless: tuple[str, ...] = ()
    ambiguous: bool = False
    """The plain name has other bearers: it counts only beside another term of the story."""
    exact_case: bool = False
    inflect: bool = True

    def fits(self, surface: str) -> bool:
        """Whether a spelling found in a text is this name; only exact-case names care for capitals."""
        return not self.exact_case or surface == self.name or any(form.text == surface for form in self.forms)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The table, looked up by any spelling."""

    by_key: Mapping[str, KnownName]
    openings: Mapping[str, int]
    """First word of a key → the most words a key with that first word has."""
    unspaced: Mapping[str, KnownName]
    """Spellings in scripts that write no blanks between words."""

    def find(self, spelling: str) -> KnownName | None:
        """The entry that has ``spelling`` among its forms, however it is cased or accented."""
        return self.by_key.get(fold(spelling))

    def basic(self, word: str) -> str:
        """The folded ``word``, or the known form it is an inflection of in a Slavic or Semitic language."""
        if word in self.openings or (word.isascii() and len(word) < _SHORTEST_INFLECTED):
            return word
        script = word_script(word)
        if script in {Script.ARABIC, Script.HEBREW}:
            tries = (word[cut:] for cut in (1, 2, 3) if set(word[:cut]) <= _CLITICS)
        else:
            tries = (
                word[:-cut] + end
                for cut in (1, 2, 3)
                for end in _ENDINGS
                if len(word) - cut >= _SHORTEST_STEM
            )
        return next((found for found in tries if found in self.openings), word)

    def inside(self, text: str) -> Iterator[tuple[int, int, KnownName]]:
        """Places of known names in a text of a script that writes no blanks."""
        if text.isascii() or all(map(has_boundary, text)):
            return
        for key, known in self.unspaced.items():
            start = text.find(key)
            while start >= 0:
                yield start, start + len(key), known
                start = text.find(key, start + len(key))

    def scan(self, words: Sequence[str]) -> Iterator[tuple[int, int, KnownName]]:
        """Slices of folded ``words`` that are known names, longest first at each place, never overlapping."""
        place = 0
        while place < len(words):
            for length in range(min(self.openings.get(words[place], 0), len(words) - place), 0, -1):
                known = self.by_key.get(" ".join(words[place : place + length]))
                if known:
                    yield place, place + length, known
                    place += length - 1
                    break
            place += 1


@cache
def known_names() -> KnownNames:
    """The bundled table, read once."""
    folder = files("monitor.watch") / "data"
    texts = sorted((entry.name, entry.read_text(encoding="utf-8")) for entry in folder.iterdir())
    return table_of(
        _entry(name, fields)
        for file_name, text in texts
        if file_name.endswith(".toml")
        for name, fields in tomllib.loads(text).items()
    )


def table_of(names: Iterable[KnownName]) -> KnownNames:
    """A table of ``names``; where two share a spelling, the first keeps it."""
    by_key: dict[str, KnownName] = {}
    openings: dict[str, int] = {}
    for known in names:
        for spelling in (known.name, *(form.text for form in known.forms)):
            key = fold(spelling)
            by_key.setdefault(key, known)
            words = key.split()
            openings[words[0]] = max(openings.get(words[0], 0), len(words))
    unspaced = {key: known for key, known in by_key.items() if not has_boundary(key[0])}
    return KnownNames(by_key, openings, unspaced)


def _entry(name: str, fields: Mapping[str, object]) -> KnownName:
    forms = [
        Form(text=text, language=language)
        for language, spellings in fields.items()
        if language not in _NOT_LANGUAGES
        for text in _texts(spellings)
    ]
    forms += [Form(text=text, code=True) for text in _texts(fields.get("codes", ()))]
    forms += [Form(text=text, sure=True) for text in _texts(fields.get("sure", ()))]
    own = [] if any(form.text == name for form in forms) else [Form(text=name)]
    return KnownName(
        name=name,
        role=Role(str(fields["role"])),
        forms=_once_each([*own, *forms]),
        unless=tuple(_texts(fields.get("not", ()))),
        ambiguous=bool(fields.get("ambiguous", False)),
        exact_case=bool(fields.get("exact", False)),
        inflect=bool(fields.get("inflect", True)),
    )


def _once_each(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Without spellings that the matcher cannot tell from an earlier one (Iran, Irán)."""
    seen: dict[str, Form] = {}
    for form in forms:
        seen.setdefault(fold(form.text), form)
    return tuple(seen.values())


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list | tuple) else []
