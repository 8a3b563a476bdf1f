"""The numbers of a text, each with the thing that it counts: "at least 37 dead", "$1.4bn", "13 per cent"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from monitor.text.tokens import folded_tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as a report gives it."""

    value: float
    thing: str
    """What it counts: one of ``TOLLS``, ``%``, the token of the counted word, or a currency and its use."""
    start: int
    """Where it begins in the folded text, with its qualifier."""
    end: int
    what: tuple[int, int]
    """Where the counted thing stands."""


_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    "dwoch": 2, "dwie": 2, "trzech": 3, "trzy": 3, "czterech": 4, "pieciu": 5, "zwei": 2, "drei": 3, "deux": 2,
    "trois": 3, "tres": 3, "двое": 2, "трое": 3,
}  # fmt: skip
_SCALES: Final = {
    **dict.fromkeys(("k", "thousand", "tys", "tysiecy", "тыс", "тысяч", "mil", "mille", "tausend"), 1e3),
    **dict.fromkeys(("m", "mn", "million", "millions", "mln", "milion", "milionow", "millionen", "millones",
                     "млн", "миллионов"), 1e6),
    **dict.fromkeys(("bn", "b", "billion", "billions", "mld", "miliard", "miliardow", "miliardy", "milliarden",
                     "milliards", "млрд", "миллиардов"), 1e9),
    **dict.fromkeys(("tn", "trillion", "bln", "biliona", "bilionow"), 1e12),
}  # fmt: skip
_CURRENCIES: Final = {
    "$": "$", "us$": "$", "a$": "$", "dollar": "$", "dollars": "$", "usd": "$", "dolarow": "$", "долларов": "$",
    "€": "€", "eur": "€", "euro": "€", "euros": "€", "euros.": "€", "евро": "€",
    "£": "£", "pound": "£", "pounds": "£", "gbp": "£", "funtow": "£",
    "zl": "zl", "zlotych": "zl", "pln": "zl",
}  # fmt: skip
_DEAD: Final = (
    "dead death deaths die died dies dying kill killed killing kills fatality fatalities toll bodies "
    "zabitych zabici zginelo zginely zginal zmarlo ofiar zabojstw nie-zyje "
    "tote toten tot getotet muertos muertes mort morts tues погибших погибли погиб убитых убиты загинули загиблих"
)
_HURT: Final = (
    "injured injuries injuring injures wounded wounding wounds hurt "
    "rannych ranni ranny verletzte verletzten heridos blesses раненых ранены пострадавших поранених"
)
_MISSING: Final = "missing zaginionych vermisste vermissten desaparecidos disparus пропавших"
_HELD: Final = "arrested arrests detained detains aresztowano zatrzymano festgenommen detenidos задержаны"
TOLLS: Final = frozenset({"dead", "hurt", "missing", "held"})
"""Things of which the highest count is the state of the story."""
_SIGNS: Final = frozenset(_CURRENCIES.values())
_THINGS: Final = {
    word: thing
    for thing, words in (("dead", _DEAD), ("hurt", _HURT), ("missing", _MISSING), ("held", _HELD))
    for word in words.split()
}
"""Words of the things whose counts grow, in the languages that write of them most."""
_NUMBER: Final = re.compile(
    r"(?<![\w.,:/-])(?P<digits>\d{1,3}(?:[,. ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|(?:"
    + "|".join(_WORDS)
    + r")(?![^\W_]))"
    r"(?:[ -]?(?P<scale>"
    + "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
    + r")(?![^\W_]))?"
    r"(?P<after>\s?%|(?![\w:/])(?!-(?:year|day|hour|minute|letni|jahr)))"
)
_QUALIFIER: Final = re.compile(
    r"(?:(?<!\w)(?:at least|more than|less than|fewer than|up to|over|nearly|almost|about|around|some|as many as|"
    r"co najmniej|ponad|okolo|prawie|mindestens|mehr als|al menos|au moins|plus de|не менее|более) )?"
    r"(?P<sign>(?:us|a)?\$|[€£])? ?$"
)
_QUALIFIED: Final = 16
"""Characters before a number that are looked at for a qualifier and the sign of a currency."""
_CLAUSE: Final = re.compile(r"[^.;:!?,()\n]*")
_PER_CENT: Final = re.compile(r" (per ?cent|procent|prozent|por ciento|процент)\w*")
_WORD: Final = re.compile(r"[^\W\d_]+|[$€£%]")
_ELEVEN_DIGITS: Final = 11
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_REACH: Final = 4
_REACH_CHARACTERS: Final = 40
"""Words and characters after a number in which the counted thing is looked for."""
_BEFORE: Final = 24
"""Characters before a number in which "killed" or "toll" may stand: "death toll rises to 69"."""
_EMPTY: Final = frozenset({"people", "person", "other", "others", "osob", "osoby", "personen", "menschen", "personas",
                           "personnes", "человек", "per", "cent", "percent", "and", "in", "of", "the"})  # fmt: skip
_OF_TIME: Final = """
year years day days month months week weeks hour hours minute minutes jan january feb february mar march apr april
may jun june jul july aug august sep sept september oct october nov november dec december am pm
lat roku godzin dni stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
января февраля марта апреля мая июня июля августа сентября октября ноября декабря лет года дней points comments
"""
_TIMES: Final = frozenset(_OF_TIME.split())


def grows(thing: str) -> bool:
    """Whether a higher count of ``thing`` is a later state of the same: a toll, or money for something named."""
    return thing in TOLLS or " " in thing


def figures(folded: str) -> tuple[Figure, ...]:
    """The numbers of a folded text that count something, in order; years, dates, ages and times are none."""
    return tuple(_found(folded))


def _found(folded: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(folded):
        value = _value(match["digits"], match["scale"])
        if value is None:
            continue
        before = _QUALIFIER.search(folded, max(0, match.start() - _QUALIFIED), match.start())
        thing = _thing(folded, match, before)
        if thing is not None:
            start = before.start() if before and before.group().strip() else match.start()
            yield Figure(value=value, thing=thing[0], start=start, end=match.end(), what=thing[1:])


def _value(digits: str, scale: str | None) -> float | None:
    if digits in _WORDS:
        number = float(_WORDS[digits])
    else:
        plain = re.sub(r"[,. ](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
        if len(plain) > _ELEVEN_DIGITS or plain.count(".") > 1:
            return None
        number = float(plain)
    return number * _SCALES[scale] if scale else number


def _thing(folded: str, match: re.Match[str], before: re.Match[str] | None) -> tuple[str, int, int] | None:
    """The counted thing and its place; None where the number counts nothing that a story tells."""
    if "%" in match["after"]:
        return "%", match.end() - 1, match.end()
    if share := _PER_CENT.match(folded, match.end()):
        return "%", share.start(1), share.end()
    if before and before["sign"]:
        return _sum(folded, _CURRENCIES[before["sign"]], before.span("sign"), match.end())
    if not match["scale"] and _YEAR.fullmatch(match["digits"]):
        return None
    found = _after(folded, match.end())
    if found and found[0] in _SIGNS:
        return _sum(folded, found[0], found[1:], found[2])
    found = found or _toll_before(folded, match.start())
    # "One of the largest" counts nothing.
    return None if found and match["digits"] == "one" and found[0] not in TOLLS else found


def _sum(folded: str, sign: str, place: tuple[int, int], end: int) -> tuple[str, int, int]:
    """Money for something: "$4bn fine". Two sums are of one thing where they are for the same."""
    use = _after(folded, end)
    return (f"{sign} {use[0]}", use[1], use[2]) if use else (sign, *place)


def _after(folded: str, end: int) -> tuple[str, int, int] | None:
    first: tuple[str, int, int] | None = None
    clause = _CLAUSE.match(folded, end, end + _REACH_CHARACTERS)
    for word in islice(_WORD.finditer(folded, end, clause.end() if clause else end), _REACH):
        text = word.group()
        if first is None and text in _TIMES:
            return None
        if thing := _THINGS.get(text) or (_CURRENCIES.get(text) if first is None else None):
            return thing, word.start(), word.end()
        if first is None and text not in _EMPTY and (token := "".join(folded_tokens(text))):
            first = token, word.start(), word.end()
    return first


def _toll_before(folded: str, start: int) -> tuple[str, int, int] | None:
    near = max(0, start - _BEFORE, folded.rfind("\n", 0, start))
    for word in reversed(list(_WORD.finditer(folded, near, start))):
        if thing := _THINGS.get(word.group()):
            return thing, word.start(), word.end()
    return None
