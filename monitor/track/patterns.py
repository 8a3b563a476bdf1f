"""One spelling as something to look for: literal beginnings for the automaton, a pattern to verify with."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from monitor.model import Form
from monitor.text.fold import fold
from monitor.text.script import Script, has_boundary, script_of, word_script
from monitor.track.affixes import Inflection, inflection

_WORDS: Final = re.compile(r"[ \-]+")
_CODE_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u318f"
    "\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff"
)
_ENDS_WORD: Final = rf"(?![^\W{_UNSPACED}])"
_JOINTS: Final = ("", "-", " ")
_ARTICLE: Final = "ال"
_SHORTEST_ARABIC: Final = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled form. ``anchors`` are literal beginnings: each match of ``tail`` starts with one of them."""

    anchors: tuple[str, ...]
    tail: re.Pattern[str]
    script: Script
    bounded: bool
    """Whether a word boundary must stand before it."""
    capitals: str
    """The letters of the form as written where case counts, else empty."""


def pattern_of(form: Form, *, inflect: bool, exact_case: bool) -> Pattern | None:
    """The pattern of ``form``; None where folding leaves nothing to look for."""
    return _pattern(form.text, form.language.lower().partition("-")[0], form.code, inflect, exact_case)


@lru_cache(maxsize=65536)
def _pattern(text: str, language: str, code: bool, inflect: bool, exact_case: bool) -> Pattern | None:  # noqa: FBT001
    folded = fold(text).strip(" -")
    if code:
        folded = "-".join(_CODE_PARTS.findall(folded))
    if not any(c.isalnum() for c in folded):
        return None
    anchors, expression = _code(folded) if code else _phrase(folded, text, language, inflect=inflect)
    edge = _ENDS_WORD if has_boundary(folded[-1]) else ""
    tail = re.compile(expression + edge)
    _check(text, folded, anchors, tail)
    return Pattern(
        anchors=anchors,
        tail=tail,
        script=script_of(anchors[0][0]),
        bounded=has_boundary(anchors[0][0]),
        capitals="".join(filter(str.isalpha, text)) if exact_case else "",
    )


def _check(text: str, folded: str, anchors: tuple[str, ...], tail: re.Pattern[str]) -> None:
    """A form that its own pattern does not find would be missed in silence."""
    citation = _WORDS.sub(" ", folded)
    for spelling in (folded, citation, citation.removeprefix(_ARTICLE)):
        if tail.match(spelling) and spelling.startswith(anchors):
            return
    message = f"the form {text!r} cannot be looked for: its pattern does not find itself"
    raise ValueError(message)


def _code(folded: str) -> tuple[tuple[str, ...], str]:
    """Letters and digits joined by a hyphen, a blank or nothing."""
    parts = _CODE_PARTS.findall(folded)
    beginnings = parts[:2]
    anchors = tuple(joint.join(beginnings) for joint in _JOINTS) if len(parts) > 1 else (parts[0],)
    return anchors, "[ -]?".join(map(re.escape, parts)) + "s?"


def _phrase(folded: str, text: str, language: str, *, inflect: bool) -> tuple[tuple[str, ...], str]:
    """Words in order, joined by a blank or hyphen, each with the endings of its script."""
    words = [word for word in _WORDS.split(folded) if word]
    name = any(c.isupper() for c in text)
    shapes = [
        _shape(word, language, name=name, inflect=inflect, last=place == len(words))
        for place, word in enumerate(words, 1)
    ]
    first, *others = shapes
    rest = "".join("[ -]" + _lead(shape.stem) + re.escape(shape.stem) + shape.endings for shape in others)
    return _anchors(shapes), re.escape(first.stem) + first.endings + rest


def _shape(word: str, language: str, *, name: bool, inflect: bool, last: bool) -> Inflection:
    """Only the last word of a phrase in English changes; elsewhere each does."""
    script = word_script(word)
    if script is Script.ARABIC and len(word) >= len(_ARTICLE) + _SHORTEST_ARABIC:
        word = word.removeprefix(_ARTICLE)
    unchanging = script is Script.LATIN and language in {"any", "en"} and not last
    return Inflection(word, "") if unchanging or not inflect else inflection(word, language, name=name)


def _lead(stem: str) -> str:
    return f"(?:{_ARTICLE})?" if script_of(stem[0]) is Script.ARABIC else ""


def _anchors(shapes: list[Inflection]) -> tuple[str, ...]:
    """An unchanging first word says little: the anchor then takes in the stem of the second, either joint."""
    first = shapes[0]
    if first.endings or len(shapes) == 1:
        return (first.stem,)
    second = "" if _lead(shapes[1].stem) else shapes[1].stem
    return tuple(first.stem + joint + second for joint in ("-", " "))
