"""From an article to a watch: terms with role, forms, weight and reason, for a person to edit.

Pure: the same seeds give the same watch. Nothing here is tuned to a story; what a person knows better
goes into the file afterwards.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.model import Form, Role, Seed, Term, Watch
from monitor.text.fold import fold
from monitor.watch.aliases import KnownName, KnownNames, known_names
from monitor.watch.candidates import Candidate, candidates
from monitor.watch.cues import OUTLETS, cued_role
from monitor.watch.forms import in_order
from monitor.watch.names import mentions
from monitor.watch.phrases import Subject, subjects
from monitor.watch.rarity import Rarity, rarity_for
from monitor.watch.runs import Writing, writing_of
from monitor.watch.scale import Scale
from monitor.watch.stream import TRUSTED_ITEMS, Stream
from monitor.watch.weighing import reason, weights
from monitor.watch.words import sentences

MOST_TERMS = 20
"""More than a person reads through gladly; the profile of the watch covers what is left out."""
_MOST_SUBJECTS = 7
_SAID_AGAIN = 2
"""Twice is often but the headline repeated in the text."""
_MOST_CONTEXTS = 10
_OUTLET_IS_THE_STORY = 3
_FROM_TABLE = "other spellings are from the table of known names"
_ROLES = tuple(Role)
_NAME_PART = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\W_]+")
_SCORED = tuple[float, Term]


def propose(
    seeds: Sequence[Seed],
    *,
    slug: str,
    rarity: Rarity | None = None,
    known: KnownNames | None = None,
    stream: Stream | None = None,
) -> Watch:
    """A watch for the story that ``seeds`` (at least one) tell.

    ``rarity`` defaults to the word list of the first seed's language, ``known`` to the bundled table.
    ``stream`` (what the user's feeds bring, from ``TRUSTED_ITEMS`` on) then says what is rare instead of
    word lists: what many items hold is the topic and becomes context, what few hold is this story's own.
    A seed without any usable word gives a watch without terms; its profile still follows the text.
    """
    if not seeds:
        raise ValueError("a watch needs at least one seed")
    seed = joined(seeds)
    rare = rarity or rarity_for(seed.language)
    if stream is not None and stream.documents < TRUSTED_ITEMS:
        stream = None
    scale = Scale(rarity=rare, stream=stream, articles=len(seeds))
    terms = _terms(seeds, language=seed.language, scale=scale, known=known or known_names())
    return Watch(
        slug=slug, title=seed.title or slug.replace("-", " "), seed=seed, terms=terms, created=seed.published
    )


def joined(seeds: Sequence[Seed]) -> Seed:
    """Several articles on one story as one seed: the first one's title, all texts."""
    first = seeds[0]
    if len(seeds) == 1:
        return first
    further = (f"{seed.title}\n{seed.text}".strip() for seed in seeds[1:])
    return replace(
        first,
        origin=" ".join(seed.origin for seed in seeds),
        text="\n\n".join([first.text, *further]).strip(),
    )


def _terms(seeds: Sequence[Seed], *, language: str, scale: Scale, known: KnownNames) -> tuple[Term, ...]:
    rarity = scale.rarity
    read = sentences(seeds)
    writing = writing_of(read, rarity=rarity, known=known, language=language)
    named = mentions(read, writing)
    name_words = {word for mention in named for word in _NAME_PART.findall(mention.name.lower())}
    names = [candidate for candidate in candidates(read, named, writing) if not _is_outlet(candidate)]
    found = subjects(read, rarity=rarity, name_words=name_words, pairs=not writing.inflects)
    subject_terms = [_subject_term(subject, language, writing, scale) for subject in found]
    subject_terms.sort(key=_best_first)
    everything = [*(_name_term(name, scale) for name in names), *subject_terms[:_MOST_SUBJECTS]]
    scored = _without_repeats(everything)[:MOST_TERMS]
    points = weights([(score, term.role) for score, term in scored])
    terms = [replace(term, weight=weight) for (_, term), weight in zip(scored, points, strict=True)]
    terms.sort(key=lambda term: (_ROLES.index(term.role), -term.weight))
    return tuple(_with_contexts(terms, known))


def _is_outlet(candidate: Candidate) -> bool:
    """Who reports is not what the story is about, unless the article is about little else."""
    return candidate.name.lower() in OUTLETS and candidate.count < _OUTLET_IS_THE_STORY


def _best_first(scored: _SCORED) -> tuple[float, str]:
    return -scored[0], scored[1].name


def _without_repeats(scored: list[_SCORED]) -> list[_SCORED]:
    """Best first; a name that differs only in case or accents from a better one is left out."""
    kept: dict[str, _SCORED] = {}
    for entry in sorted(scored, key=_best_first):
        kept.setdefault(fold(entry[1].name), entry)
    return list(kept.values())


def _name_term(candidate: Candidate, scale: Scale) -> _SCORED:
    rarity = scale.rarity
    standing = scale.place(
        words=_words(candidate),
        articles=len(candidate.seeds),
        count=candidate.count,
        headline=candidate.headline,
        lead=candidate.lead,
        code=bool(candidate.codes) and not candidate.known,
        known_words=_split(candidate.known.name) if candidate.known else (),
    )
    notes = list(dict.fromkeys(candidate.notes))
    if candidate.known:
        notes.append(_FROM_TABLE)
    common = standing.is_common(rarity)
    return standing.score(rarity), Term(
        name=candidate.name,
        role=Role.CONTEXT if common else _role(candidate),
        weight=0.0,
        forms=_forms(candidate),
        unless=candidate.known.unless if candidate.known else (),
        exact_case=_needs_case(candidate, rarity),
        inflect=candidate.known.inflect if candidate.known else True,
        origin="seed",
        reason=reason(standing, rarity, tuple(notes)),
    )


def named_term(candidate: Candidate, rarity: Rarity) -> Term:
    """The term that a name would be: role, forms and what to beware of, without weight and reason."""
    return replace(_name_term(candidate, Scale(rarity=rarity, stream=None, articles=1))[1], reason="")


def _words(candidate: Candidate) -> tuple[str, ...]:
    """The words of the spelling that the article uses most; they decide how rare the name is."""
    spelling = max(candidate.spellings, key=lambda text: (candidate.spellings[text], text))
    return _split(spelling)


def _split(name: str) -> tuple[str, ...]:
    words = name.lower().replace("’", "'").replace(".", "").split()
    return tuple(word for word in words if len(word) > 1) or (name.lower(),)


def _needs_case(candidate: Candidate, rarity: Rarity) -> bool:
    """Acronyms that are also words (US, WHO, AID) count in capitals only."""
    if candidate.known:
        return candidate.known.exact_case
    acronyms = all(text.isupper() and text.isalpha() for text in candidate.spellings)
    return acronyms and any(rarity(text.lower()) > 0 for text in candidate.spellings)


def _role(candidate: Candidate) -> Role:
    if candidate.known:
        return candidate.known.role
    if not candidate.cues:
        return Role.ACTOR
    return max(candidate.cues, key=lambda role: (candidate.cues[role], role))


def _forms(candidate: Candidate) -> tuple[Form, ...]:
    """What the article writes, then what the table of known names adds."""
    forms = [Form(text=text, code=text in candidate.codes) for text in candidate.spellings]
    return _with_known(forms, candidate.known)


def _with_known(forms: Sequence[Form], known: KnownName | None) -> tuple[Form, ...]:
    known_forms = known.forms if known else ()
    known_keys = {fold(form.text) for form in known_forms}
    return in_order([*(form for form in forms if fold(form.text) not in known_keys), *known_forms])


def _subject_term(subject: Subject, language: str, writing: Writing, scale: Scale) -> _SCORED:
    standing = scale.place(
        articles=len(subject.seeds),
        words=tuple(subject.text.split()),
        count=subject.count,
        headline=subject.headline,
        lead=subject.lead,
        subject=True,
    )
    rarity = writing.rarity
    entry = writing.known.find(subject.text)
    if entry is None and writing.inflects:
        entry = writing.known.find(writing.known.basic(fold(subject.text)))
    role = entry.role if entry and subject.text.islower() else cued_role(subject.text.split()[-1])
    if standing.share is not None and standing.is_common(rarity):
        role = Role.CONTEXT
    elif role is None and " " in subject.text and subject.headline and subject.count > _SAID_AGAIN:
        role = Role.OBJECT  # "betting ring", in the headline and again: what it is about
    notes = (_FROM_TABLE,) if entry else ()
    primary = language.lower().partition("-")[0] or "any"
    own = [Form(text=text, language=primary) for text in subject.spellings]
    return standing.score(rarity), Term(
        name=entry.name if entry else subject.text,
        role=role if role in {Role.OBJECT, Role.EVENT} else Role.CONTEXT,
        weight=0.0,
        forms=_with_known(own, entry),
        origin="seed",
        reason=reason(standing, rarity, notes),
    )


def _with_contexts(terms: Sequence[Term], known: KnownNames) -> Iterator[Term]:
    """Names with other bearers count only beside another term of the story."""
    for term in terms:
        entry: KnownName | None = known.find(term.name)
        if entry is not None and entry.ambiguous and entry.name == term.name:
            others = sorted((other for other in terms if other is not term), key=lambda other: -other.weight)
            yield replace(term, context=tuple(other.name for other in others[:_MOST_CONTEXTS]))
        else:
            yield term
