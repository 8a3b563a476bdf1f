"""Mentions gathered into candidates: one for each thing named, with all its spellings and where it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.model import Role
from monitor.text.fold import fold
from monitor.watch.aliases import KnownName
from monitor.watch.cues import DIRECTIONS, PLACE_NOUNS, SAYING, cued_role, is_generic, name_role
from monitor.watch.inflected import inflected
from monitor.watch.links import acronyms, parts_of_long_names, same_names
from monitor.watch.names import Mention
from monitor.watch.persons import GIVEN
from monitor.watch.runs import Writing
from monitor.watch.words import Sentence

_COMMON_ALONE = 4.3
_PLACE_WORDS = frozenset({"in", "near", "outside", "w", "we", "koło", "pod", "в", "во", "у", "під"})
_SURE_CUE = 3
_WORD_AFTER = 1


@dataclass(slots=True, kw_only=True)
class Candidate:
    """One thing the seed names; grows while mentions are read."""

    name: str
    spellings: dict[str, int] = field(default_factory=dict)
    """Spelling in the article → how often."""
    known: KnownName | None = None
    codes: set[str] = field(default_factory=set)
    headline: bool = False
    lead: bool = False
    seeds: set[int] = field(default_factory=set)
    """In which of the articles it stands, from 0."""
    notes: list[str] = field(default_factory=list)
    """What a person should know of it, in words; become part of the reason."""
    cues: dict[Role, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How often the article names it, in any spelling."""
        return sum(self.spellings.values())


def candidates(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], writing: Writing
) -> list[Candidate]:
    """All things named, the shorter forms of a name and what the article equates merged into one."""
    by_key: dict[str, Candidate] = {}
    short_forms = acronyms(sentences)
    pieces = parts_of_long_names(sentences, mentions, frozenset(short_forms.values()))
    mentions = [mention for number, mention in enumerate(mentions) if number not in pieces]
    for mention in mentions:
        _add(by_key, mention, sentences[mention.sentence])
    for first, second in same_names(sentences, mentions):
        _merge(by_key, first.key, second.key, note="the article says they are one thing")
    for short, long in short_forms.items():
        _join_acronym(by_key, short, long)
    _merge_short_names(by_key, writing)
    if writing.inflects:
        for one, other in inflected([key for key, named in by_key.items() if not named.known]):
            _merge(by_key, one, other, note="the same name with another ending")
    return _distinct(by_key)


def _join_acronym(by_key: dict[str, Candidate], short: str, long: str) -> None:
    """One candidate for both; reading may have cut the long form at an "and"."""
    long_key, short_key = _key(by_key, long), _key(by_key, short)
    if long_key in by_key:
        _merge(by_key, long_key, short_key, note="the article gives the short form")
    elif (candidate := by_key.get(short_key)) and not candidate.known:
        candidate.name = long
        candidate.spellings[long] = 1
        candidate.notes.append(f"also {short}: the article gives the short form")


def _key(by_key: Mapping[str, Candidate], spelling: str) -> str:
    """The key under which ``spelling`` was gathered: its own or that of a known name."""
    folded = fold(spelling)
    holders = (key for key, candidate in by_key.items() if spelling in candidate.spellings)
    return folded if folded in by_key else next(holders, folded)


def _add(by_key: dict[str, Candidate], mention: Mention, sentence: Sentence) -> None:
    name = mention.known.name if mention.known else mention.name
    candidate = by_key.setdefault(mention.key, Candidate(name=name, known=mention.known))
    candidate.spellings[mention.name] = candidate.spellings.get(mention.name, 0) + 1
    candidate.headline = candidate.headline or sentence.headline
    candidate.lead = candidate.lead or sentence.lead
    candidate.seeds.add(sentence.seed)
    if mention.code:
        candidate.codes.add(mention.name)
    for role in _cues(mention, sentence):
        candidate.cues[role] = candidate.cues.get(role, 0) + 1


def _cues(mention: Mention, sentence: Sentence) -> Iterable[Role]:
    """Roles that the name's last word and its neighbours speak for."""
    if mention.code:
        yield Role.OBJECT
        return
    words = mention.name.lower().split()
    if role := name_role(words):
        yield from [role] * _SURE_CUE
    elif len(words) > 1 and words[0] in GIVEN:
        yield from [Role.ACTOR] * _SURE_CUE
    before = sentence.text[: mention.start].lower().split()
    after = sentence.text[mention.end :].lower().split()
    if before and len(words) == 1 and name_role([before[-1], *words]) is Role.EVENT:
        yield from [Role.EVENT] * _SURE_CUE
    if len(words) <= 2 and _place_is_said(before, after):  # noqa: PLR2004
        yield Role.PLACE
    following = after[0].strip(".,;:") if after else ""
    if following in SAYING or (before and is_generic(before[-1]) and cued_role(before[-1]) is None):
        yield Role.ACTOR
    elif (role := cued_role(following)) in {Role.OBJECT, Role.PLACE}:
        yield role


def _place_is_said(before: Sequence[str], after: Sequence[str]) -> bool:
    """In X, in northern X, the town of X, at X air base."""
    if before and before[-1] in DIRECTIONS:
        before = before[:-1]
    if not before:
        return False
    of_place = before[-1] == "of" and len(before) > 1 and cued_role(before[-2]) is Role.PLACE
    if before[-1] == "at":
        return any(cued_role(word.strip(".,;:")) is Role.PLACE for word in after[:2])
    return of_place or before[-1] in _PLACE_WORDS or before[-1] in PLACE_NOUNS


def _merge(by_key: dict[str, Candidate], one: str, other: str, *, note: str) -> None:
    """Make two candidates one, under the name that is no code; nothing where one was never gathered."""
    first, second = by_key.get(one), by_key.get(other)
    if first is None or second is None or first is second or (first.known and second.known):
        return
    if (second.known and not first.known) or (first.codes and not second.codes):
        first, second = second, first
    for spelling, count in second.spellings.items():
        first.spellings[spelling] = first.spellings.get(spelling, 0) + count
    first.codes |= second.codes
    first.headline = first.headline or second.headline
    first.lead = first.lead or second.lead
    first.seeds |= second.seeds
    first.notes.append(f"also {second.name}: {note}")
    for role, count in second.cues.items():
        first.cues[role] = first.cues.get(role, 0) + count
    for key, candidate in by_key.items():
        if candidate is second:
            by_key[key] = first


def _merge_short_names(by_key: dict[str, Candidate], writing: Writing) -> None:
    """Kirby into John Kirby, Acme into Acme Group; a short name with two owners stays by itself."""
    longer_names: dict[str, list[str]] = {}
    for longer in by_key:
        for word in {longer.partition(" ")[0], longer.rpartition(" ")[2]} if " " in longer else ():
            longer_names.setdefault(word, []).append(longer)
    for key in list(by_key):
        longer_ones = longer_names.get(key.rpartition(" ")[2], ())
        owners = [name for name in longer_ones if _is_short_for(key, name, by_key[name])]
        if len(owners) != 1 or by_key[key].known or by_key[key].codes:
            continue
        if writing.rarity(key) >= _COMMON_ALONE:
            continue
        _merge(by_key, owners[0], key, note="the short form of the name")


def _is_short_for(short: str, longer: str, candidate: Candidate) -> bool:
    words = longer.split()
    if is_generic(short):
        return False
    if " " in short:
        rest = longer.removeprefix(f"{short} ").split()
        return longer.endswith(f" {short}") or (len(rest) < len(words) and all(map(is_generic, rest)))
    person = words[-1] == short and not is_generic(words[0]) and len(words) <= 4  # noqa: PLR2004
    organisation = words[0] == short and all(is_generic(word) for word in words[1:])
    return (person or organisation) and not (candidate.known and candidate.known.role is Role.PLACE)


def _distinct(by_key: Mapping[str, Candidate]) -> list[Candidate]:
    return list({id(candidate): candidate for candidate in by_key.values()}.values())
