"""What a person can say in a watch file, and what therefore always wins: context, gates, mutes, sources."""

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from monitor.model import Requirement, SeenItem, Term, Watch, WatchState
from monitor.track.matcher import MUTE, Match

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


def objections(watch: Watch, item: SeenItem, matches: Matches, names: Collection[str]) -> tuple[str, ...]:
    """Why ``item`` cannot be a hit whatever its points, in words; empty where nothing stands against it."""
    found: list[str] = []
    if watch.state is not WatchState.ACTIVE:
        found.append(f"the watch is {watch.state.value}")
    if MUTE in matches:
        found.append("muted: it has a phrase that the watch mutes")
    if watch.require and not any(_holds(requirement, names) for requirement in watch.require):
        found.append("no requirement holds: " + "; or ".join(_lacks(r, names) for r in watch.require))
    if watch.sources_in and not _from_any(item, watch.sources_in):
        found.append("the source is not among those of the watch")
    if _from_any(item, watch.sources_out):
        found.append("the source is one that the watch leaves out")
    return tuple(found)


def without_context(watch: Watch, matches: Matches, chosen: Collection[int]) -> tuple[str, ...]:
    """The terms that were found but do not count, in words."""
    return tuple(
        f"{watch.terms[number].name} was found, but beside none of: {', '.join(watch.terms[number].context)}"
        for number in matches
        if number != MUTE and number not in chosen
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
