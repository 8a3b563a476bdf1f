"""Names in a seed: runs of capitalised words, known names in any writing, and model numbers.

Where capitals tell nothing (Title Case, SHOUTING, German nouns, scripts without capitals) a name must be
known or rare. Titles, possessives and words that are capital only because they open a sentence are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.model import Role
from monitor.text.fold import fold
from monitor.text.stop_words import STOP_WORDS
from monitor.watch.aliases import KnownName
from monitor.watch.cues import FILLER, JOINS, OPENERS, OUTLETS, TITLES, is_generic
from monitor.watch.persons import GIVEN, person_follows, split_at_title, without_letters_behind
from monitor.watch.runs import Writing, capital_runs, is_code, opens, rare_runs
from monitor.watch.words import Sentence, Word

_RARE = 4.0
"""Zipf value under which a capitalised word needs no further witness that it is a name."""
_COMMON = 4.2
_NO_NAMES = FILLER | OPENERS | {"polish"}
_RARE_OPENER = 2.5
_EVERYDAY = 4.8
_SHORT_WORD = 3
_HEADLINE_RUN = 8
"""Words; no name is that long."""
_RARE_INFLECTED_OPENER = 1.8
"""Of a language with many endings each form of a word is rarer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a name stands."""

    name: str
    sentence: int
    start: int
    end: int
    """Offsets into the sentence."""
    known: KnownName | None = None
    key: str
    """What makes two mentions the same name."""
    code: bool = False


def mentions(sentences: Sequence[Sentence], writing: Writing) -> tuple[Mention, ...]:
    """All names in the order in which they stand."""
    found: list[Mention] = []
    for number, sentence in enumerate(sentences):
        if sentence.capitals_tell and not writing.nouns_capital:
            runs = capital_runs(sentence)
        else:
            runs = rare_runs(sentence, writing)
            found.extend(_known_anywhere(number, sentence, writing, taken=runs))
        found.extend(
            Mention(
                name=sentence.text[start:end],
                sentence=number,
                start=start,
                end=end,
                known=known,
                key=fold(known.name),
            )
            for start, end, known in writing.known.inside(sentence.text)
        )
        for start, end in runs:
            if end - start < _HEADLINE_RUN:
                found.extend(_in_run(number, sentence, start, end, writing))
            else:
                found.extend(_in_headline(number, sentence, start, end, writing))
    return tuple(_calm(mention, sentences[mention.sentence], writing) for mention in found)


def _in_headline(
    number: int, sentence: Sentence, start: int, end: int, writing: Writing
) -> Iterator[Mention]:
    """Capitals without end are another headline in the text: there they tell nothing."""
    inner = [(first, last) for first, last in rare_runs(sentence, writing) if start <= first and last <= end]
    for first, last in inner:
        yield from _in_run(number, sentence, first, last, writing)
    covered = [range(first, last) for first, last in inner]
    for first, last, known in writing.known.scan(writing.folded(sentence.words[start:end])):
        free = all(start + first not in places for places in covered)
        mention = _mention(number, sentence.words[start + first : start + last], known=known)
        if free and known.fits(mention.name):
            yield mention


def _calm(mention: Mention, sentence: Sentence, writing: Writing) -> Mention:
    """A SHOUTED name as the text writes it, or with one capital a word."""
    if mention.known or mention.code or not sentence.text.isupper():
        return mention
    words = [writing.spelled.get(word.lower(), word.capitalize()) for word in mention.name.split()]
    return replace(mention, name=" ".join(words))


def _known_anywhere(
    number: int, sentence: Sentence, writing: Writing, *, taken: Sequence[tuple[int, int]]
) -> Iterator[Mention]:
    words = sentence.words
    covered = {place for start, end in taken for place in range(start, end)}
    for start, end, known in writing.known.scan(writing.folded(words)):
        lower_case = all(word.text.islower() for word in words[start:end])
        if covered.isdisjoint(range(start, end)) and not lower_case:
            mention = _mention(number, words[start:end], known=known)
            if known.fits(mention.name):
                yield mention


def _mention(number: int, words: Sequence[Word], *, known: KnownName | None = None) -> Mention:
    code = is_code(words[0])
    name = " ".join(
        "".join((word.gap if place else "") + word.text for place, word in enumerate(words)).split()
    )
    return Mention(
        name=name,
        key=fold(known.name if known else name),
        sentence=number,
        start=words[0].start,
        end=words[-1].end,
        known=known,
        code=code,
    )


def _in_run(number: int, sentence: Sentence, start: int, end: int, writing: Writing) -> Iterator[Mention]:
    """The names of one run: known ones taken out of it, titles and openers cut from what is left."""
    words = sentence.words[start:end]
    whole = _mention(number, words)
    if whole.name.lower() in OUTLETS:
        yield whole
        return
    parts = [
        (first, last, known)
        for first, last, known in writing.known.scan(writing.folded(words))
        if known.fits(_mention(number, words[first:last]).name)
    ]
    known_slices = {(first, last) for first, last, _ in parts}
    rest = 0
    for first, last, known in parts:
        yield _mention(number, words[first:last], known=known)
        if (
            known.role is not Role.PLACE
            or _title_follows(words, last)
            or person_follows(words, last)
            or (first and words[first - 1].capital)
        ):
            if (rest, first) not in known_slices:
                yield from _unknown(number, sentence, start + rest, start + first, writing)
            rest = last
    if (rest, len(words)) not in known_slices:
        yield from _unknown(number, sentence, start + rest, end, writing)


def _compound(mention: Mention, writing: Writing) -> Iterator[Mention]:
    """The known names in a compound of one word: Israel and Hamas in Israel-Hamas."""
    if "-" not in mention.name or " " in mention.name:
        return
    start = mention.start
    for part in mention.name.split("-"):
        if known := writing.known.find(part):
            yield replace(
                mention, name=part, start=start, end=start + len(part), known=known, key=fold(known.name)
            )
        start += len(part) + 1


def _title_follows(words: Sequence[Word], place: int) -> bool:
    return place < len(words) and words[place].lower in TITLES


def _unknown(number: int, sentence: Sentence, start: int, end: int, writing: Writing) -> Iterator[Mention]:
    """What is left of a run once openers, titles and joining words are off; nothing where nothing is left."""
    words = sentence.words
    headline = sentence.headline and start == 0
    if start < end and opens(sentence, start) and _is_opener(words[start:end], writing, headline=headline):
        start += 1
    titles_end = _without_titles(words, start, end, writing)
    titled, start = titles_end > start, titles_end
    while start < end and not words[start].capital and not is_code(words[start]):
        start += 1
    while start < end and not words[end - 1].capital and not is_code(words[end - 1]):
        end -= 1
    if person_follows(words[:end], start + 1) and _is_employer(words[start], titled=titled):
        yield from _unknown(number, sentence, start, start + 1, writing)
        start += 1
    elif split := split_at_title(words[start:end]):
        yield from _unknown(number, sentence, start, start + split[0], writing)
        start += split[1]
    end = start + without_letters_behind(words[start:end])
    if start < end and not (end - start == 1 and _says_nothing(words[start])):
        mention = _mention(number, words[start:end])
        yield from list(_compound(mention, writing)) or [mention]


def _is_employer(word: Word, *, titled: bool) -> bool:
    """Whether a word before a person's name is whom the person speaks for: "(Head of) NASA Bill Nelson"."""
    if word.lower in GIVEN:
        return False
    return titled or (word.text.isupper() and len(word.text) > 1 and "." not in word.text)


def _says_nothing(word: Word) -> bool:
    acronym = word.text.isupper() and len(word.text) > 1
    noise = word.lower in STOP_WORDS or is_generic(word.lower) or word.lower in _NO_NAMES
    return (noise or len(word.text) == 1) and not acronym


def _is_opener(run: Sequence[Word], writing: Writing, *, headline: bool) -> bool:
    """Whether the first word of a run is capital only because of its place."""
    word = run[0]
    if word.text.isupper() and len(word.text) > _SHORT_WORD and writing.rarity(word.lower) >= _EVERYDAY:
        return True  # "SEVEN people died": the first words of some reports are shouted
    if (word.text.isupper() and len(word.text) > 1) or is_code(word):
        return False
    if word.lower in STOP_WORDS or word.lower in OPENERS:
        return True
    if word.lower in writing.inside:
        return False
    if len(run) > 1:
        return False
    rare = _RARE_INFLECTED_OPENER if writing.inflects else _RARE_OPENER
    return word.lower in writing.small or writing.rarity(word.lower) >= (_RARE if headline else rare)


def _without_titles(words: Sequence[Word], start: int, end: int, writing: Writing) -> int:
    """Where the name begins behind its titles; a title stays where a common word would be left alone."""
    place = start
    while place < end and (words[place].lower in TITLES or (place > start and words[place].text in JOINS)):
        place += 2 if words[place].text in JOINS else 1
    left = words[place:end]
    if not left:
        return end if all(word.lower in TITLES or not word.capital for word in words[start:end]) else start
    alone = all(is_generic(word.lower) for word in left) or (
        len(left) == 1 and writing.rarity(left[0].lower) >= _COMMON
    )
    return start if place > start and alone and not writing.known.find(left[0].text) else place
