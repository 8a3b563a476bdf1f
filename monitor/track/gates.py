"""What a person can say in a watch file, and what therefore always wins: context, gates, mutes, sources."""

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from monitor.model import Requirement, SeenItem, Term, Watch, WatchState
from monitor.text.tokens import tokens
from monitor.track.matcher import MUTE, Match
from monitor.track.profile import Profiles
from monitor.track.reading import Reading

Matches = Mapping[int, Sequence[Match]]


def counted(watch: Watch, matches: Matches) -> dict[int, Match]:
    """The terms that count, each with the match to show: the first sure one, else the first."""
    present = {watch.terms[number].name for number in matches if number != MUTE}
    chosen: dict[int, Match] = {}
    for number, found in matches.items():
        if number == MUTE:
            continue
        sure = next((match for match in found if match.sure), None)
        if sure or _has_context(watch.terms[number], present):
            chosen[number] = sure or found[0]
    return chosen


def _has_context(term: Term, present: Collection[str]) -> bool:
    return not term.context or any(name in present for name in term.context if name != term.name)


def objections(watch: Watch, reading: Reading, matches: Matches, names: Collection[str]) -> tuple[str, ...]:
    """Why an item cannot be a hit whatever its points, in words; empty where nothing stands against it."""
    item = reading.item
    found: list[str] = []
    if watch.state is not WatchState.ACTIVE:
        found.append(f"the watch is {watch.state.value}")
    if muted := matches.get(MUTE):
        words = reading.surface(*reading.place(muted[0].start, muted[0].end))
        found.append(f"muted: it says “{words}”, and the watch mutes every item that does")
    if watch.require and not any(_holds(requirement, names) for requirement in watch.require):
        lacking = "; or ".join(_lacks(requirement, names) for requirement in watch.require)
        found.append(f"it does not name what the watch requires: {lacking}")
    if watch.sources_in and not _from_any(item, watch.sources_in):
        found.append(
            f"its source is not among those that the watch is limited to: {', '.join(watch.sources_in)}"
        )
    if _from_any(item, watch.sources_out):
        found.append(f"its source is one that the watch leaves out: {', '.join(watch.sources_out)}")
    return tuple(found)


def without_context(watch: Watch, matches: Matches, chosen: Collection[int]) -> tuple[str, ...]:
    """The terms that were found but do not count, in words."""
    return tuple(
        f"“{watch.terms[number].name}” is in it, but does not count: it stands beside none of: "
        f"{', '.join(watch.terms[number].context)}"
        for number in matches
        if number != MUTE and number not in chosen
    )


def without_vetoed(watch: Watch, reading: Reading, profiles: Profiles) -> tuple[str, ...]:
    """The vetoed words that the item has and its points have not, in words; those of the seed count as ever."""
    if not watch.veto:
        return ()
    there = {token for token, _ in reading.vector}
    return tuple(
        f"“{word}” is in it, but does not count: a person said that the watch must not learn it (veto)"
        for word in watch.veto
        if (said := tokens(word))
        and there.issuperset(said)
        and not any(profiles.entry(watch.slug, token) for token in said)
    )


def _holds(requirement: Requirement, names: Collection[str]) -> bool:
    return all(name in names for name in requirement.all) and (
        not requirement.any or any(name in names for name in requirement.any)
    )


def _lacks(requirement: Requirement, names: Collection[str]) -> str:
    lacking = [name for name in requirement.all if name not in names]
    if requirement.any and not any(name in names for name in requirement.any):
        lacking.append(f"one of ({', '.join(requirement.any)})")
    return f"“{requirement.name}” lacks {', '.join(lacking)}"


def _from_any(item: SeenItem, sources: Sequence[str]) -> bool:
    host = (urlsplit(item.source).hostname or "") if sources and item.source else ""
    return any(
        source in item.tags
        or source == item.source
        or host == source.lower()
        or host.endswith("." + source.lower())
        for source in sources
    )
