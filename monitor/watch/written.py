"""The text of a watch file: terms by role with their reasons, gates, and the seed at the end."""

from collections.abc import Iterator, Sequence

from monitor.model import Form, Requirement, Role, Seed, Term, Watch
from monitor.watch.gates import proposed_gates
from monitor.watch.toml_text import array, block, comment, key, quoted

_HEADER = """\
# What this file is: one story that Newswake follows. It was proposed from the seed article at the end;
# what it says is yours to change. Check it with: newswake watch check {slug}
#
# An item of a feed is a hit when its points reach the threshold. Points come from the terms below that it
# names, from the words it shares with the seed, and from what the watch has learned from earlier hits:
# newswake explain ITEM lists them. A term counts once, however often it stands there.
#   weight   points for the term; the threshold is 6 unless changed below
#   origin   "seed": proposed, nobody has looked at it yet. It adds a twentieth of its weight to items in the
#            seed's language, as the same words count for themselves. Take the line away: it counts in full
#   reason   why it is here; "topic only" is in the news anyhow, "distinctive" is this story's own
#   role     actor, object, place, event, or context (never a reason by itself)
#   forms    spellings by language in their basic form; endings and prefixes are added when matching
#   codes    model numbers; SA-22 also finds SA 22 and SA22
#   context  names of other terms; the term counts only beside one of them ...
#   sure     ... or in one of these forms, which mean nothing else
#   not      phrases that mean something else, such as "Richard Wagner"
#   case     "exact" where capitals matter; inflect = false where only the plain form may count"""

_ROLES = {
    Role.ACTOR: "Actors: who does it, and to whom",
    Role.OBJECT: "Objects: what it is about",
    Role.PLACE: "Places",
    Role.EVENT: "Events",
    Role.CONTEXT: "Context: the topic, common names and words which only support the others",
}

_GATES = """\
# Gates. Where there are any, an item must pass at least one of them, whatever its points:
# every term of `all`, and one of `any` where given."""
_NO_GATES = """
# None is in force here. {proposal}
# Without their # an item that names only one thing of the story is no hit any more; many follow-ups do."""

_PROPOSAL = "The strongest names of the seed would make those below."
_EXAMPLE = "The seed has not two strong names, so the one below is only an example."


def watch_text(watch: Watch) -> str:
    """The whole file; reading it gives the same watch again."""
    return "\n".join(_parts(watch)) + "\n"


def _parts(watch: Watch) -> Iterator[str]:
    yield comment(watch.title or watch.slug)
    yield "#"
    yield _HEADER.format(slug=watch.slug)
    yield ""
    yield "schema = 1"
    yield from _watch(watch)
    placed = sorted(watch.terms, key=lambda term: list(_ROLES).index(term.role))
    # Sections by role are for reading; where a person ordered the terms otherwise, their order stays.
    sections = tuple(placed) == watch.terms
    role: Role | None = None
    for term in watch.terms:
        yield ""
        if sections and term.role is not role:
            role = term.role
            yield comment(f"── {_ROLES[role]} ".ljust(98, "─"))
            yield ""
        yield from _term(term)
    yield from _gates(watch.require, watch.terms)
    yield from _seed(watch.seed)


def _watch(watch: Watch) -> Iterator[str]:
    yield ""
    yield "[watch]"
    yield f"title = {quoted(watch.title)}"
    yield f"threshold = {watch.threshold!r}"
    yield f"state = {quoted(watch.state.value)}    # active, paused or closed"
    yield f"learn = {_flag(watch.learn)}    # whether hits may teach the watch further words"
    if watch.created:
        yield f"created = {watch.created.isoformat()}"
    yield f"mute = {array(watch.mute)}    # phrases; an item with one of them is never a hit"
    if watch.veto:
        yield f"veto = {array(watch.veto)}    # words that the watch must not learn"
    yield f"sources_in = {array(watch.sources_in)}    # feed groups, tags or hosts; if given, only these"
    yield f"sources_out = {array(watch.sources_out)}    # feed groups, tags or hosts to leave out"


def _flag(value: bool) -> str:  # noqa: FBT001 - the value itself is what is written
    return "true" if value else "false"


def term_text(term: Term) -> str:
    """The lines of one term, without a line end."""
    return "\n".join(_term(term))


def _term(term: Term) -> Iterator[str]:
    yield f"[term.{key(term.name)}]"
    if term.reason:
        yield f"reason = {quoted(term.reason)}"
    yield f"role = {quoted(term.role.value)}"
    yield f"weight = {term.weight!r}"
    if term.origin != "person":
        yield f"origin = {quoted(term.origin)}"
    yield from _forms(term.forms)
    if term.context:
        yield f"context = {array(term.context)}"
    if term.unless:
        yield f"not = {array(term.unless)}"
    if term.exact_case:
        yield 'case = "exact"'
    if not term.inflect:
        yield "inflect = false"


def _forms(forms: Sequence[Form]) -> Iterator[str]:
    languages = dict.fromkeys(form.language for form in forms if not form.code and not _only_sure(form))
    for language in languages:
        spellings = [
            form.text
            for form in forms
            if form.language == language and not form.code and not _only_sure(form)
        ]
        yield f"forms.{key(language)} = {array(spellings)}"
    codes = [form.text for form in forms if form.code]
    if codes:
        yield f"codes = {array(codes)}"
    sure = [form.text for form in forms if form.sure]
    if sure:
        yield f"sure = {array(sure)}"


def _only_sure(form: Form) -> bool:
    """A form that stands under ``sure`` alone."""
    return form.sure and not form.code and form.language == "any"


def _gates(gates: Sequence[Requirement], terms: Sequence[Term]) -> Iterator[str]:
    yield ""
    if gates:
        yield _GATES
        for gate in gates:
            yield ""
            yield from _gate(gate)
        return
    proposed = proposed_gates(terms)
    yield _GATES + _NO_GATES.format(proposal=_PROPOSAL if proposed else _EXAMPLE)
    for gate in proposed or (_example(terms),):
        yield "#"
        for line in "\n".join(_gate(gate)).splitlines():
            yield f"# {line}"


def _gate(gate: Requirement) -> Iterator[str]:
    yield "[[require]]"
    yield f"name = {quoted(gate.name)}"
    if gate.all:
        yield f"all = {array(gate.all)}"
    if gate.any:
        yield f"any = {array(gate.any)}"


def _example(terms: Sequence[Term]) -> Requirement:
    named = [term.name for term in terms if term.role is not Role.CONTEXT][:2] or ["one term", "another"]
    return Requirement(name="both", all=tuple(named))


def _seed(seed: Seed) -> Iterator[str]:
    yield ""
    yield comment("── The seed: the article this watch was made from ".ljust(98, "─"))
    yield ""
    yield "[seed]"
    yield f"title = {quoted(seed.title)}"
    yield f"origin = {quoted(seed.origin)}"
    if seed.source:
        yield f"source = {quoted(seed.source)}"
    yield f"language = {quoted(seed.language)}"
    if seed.published:
        yield f"published = {seed.published.isoformat()}"
    yield f"text = {block(seed.text)}"
