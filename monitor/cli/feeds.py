"""``feeds``: the sources, how they are, and the list a person keeps of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from monitor.app import reading, utc_now
from monitor.cli.decisions import span
from monitor.cli.feeds_add import add
from monitor.cli.feeds_check import check
from monitor.cli.feeds_list import export, import_, remove
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.errors import ConfigurationError
from monitor.feed_list import FILE_NAME, load_feeds
from monitor.feed_memory import Health
from monitor.model import FeedSource
from monitor.store import feeds as stored_feeds
from monitor.store.feeds import FeedStatus

COLOURS = {
    Health.NEW: "cyan",
    Health.OK: "green",
    Health.MOVED: "blue",
    Health.SILENT: "yellow",
    Health.DEGRADED: "yellow",
    Health.FAILING: "red",
    Health.SUSPECT: "bold magenta",
    Health.BLOCKED: "bold red",
    Health.GONE: "bold red",
}
_WORST_FIRST = {health.value: -place for place, health in enumerate(Health)}


@click.group()
def feeds() -> None:
    """The sources: find, list and look at them."""


for command in (add, remove, import_, export, check):
    feeds.add_command(command)


@feeds.command()
@json_option
@pass_place
def status(place: Place, as_json: bool) -> None:
    """How each feed is, the worst first.

    Health and since when, failed visits, next visit, last success, how many items it brought, last error.
    """
    with reading(place.database) as db:
        found = stored_feeds.status(db)
    listed = _listed(place.config)
    now = utc_now()
    rows = [_row(one, found, listed, now, as_json=as_json) for one in sorted(found, key=_severity)]
    known = {one.url for one in found}
    rows += [_unknown(one, as_json=as_json) for one in listed or () if one.url not in known]
    if not as_json and rows:
        click.echo(_summary(Counter(str(row["health"]) for row in rows)))
    colours = {"health": {health.value: colour for health, colour in COLOURS.items()}}
    empty = "no feed has been loaded yet; start with: newswake poll"
    show("Feeds", rows, as_json=as_json, empty=empty, colours=colours, spare=("since", "url"))


def _listed(config: Path) -> tuple[FeedSource, ...] | None:
    """What feeds.toml lists; None where it can't be read, which is not this command's business."""
    try:
        return load_feeds(config / FILE_NAME)
    except ConfigurationError:
        return None


def _severity(one: FeedStatus) -> tuple[int, int, str]:
    return _WORST_FIRST.get(one.health, 0), -one.failures, one.name.casefold()


def _summary(counts: "Counter[str]") -> str:
    """``67 feeds: 1 gone, 2 degraded, 64 ok``, in colours on a terminal."""
    colour = {health.value: COLOURS[health].rpartition(" ")[2] for health in Health}
    parts = [
        click.style(f"{counts[health]} {health}", fg=colour[health])
        for health in sorted(counts, key=lambda each: _WORST_FIRST.get(each, 0))
    ]
    total = sum(counts.values())
    return f"{total} {'feed' if total == 1 else 'feeds'}: {', '.join(parts)}"


def _row(
    one: FeedStatus,
    every: Sequence[FeedStatus],
    listed: Sequence[FeedSource] | None,
    now: datetime,
    *,
    as_json: bool,
) -> dict[str, object]:
    note = _note(one, every, listed)
    if as_json:
        return {
            "feed": one.name,
            "group": one.group,
            "health": one.health,
            "since": one.since,
            "failures": one.failures,
            "next_visit": one.next_due,
            "last_polled": one.last_polled,
            "last_success": one.last_success,
            "last_new": one.last_new,
            "last_gap": one.last_gap,
            "interval_s": one.interval_s,
            "items": one.items,
            "last_error": one.last_error,
            "note": note,
            "url": one.url,
            "effective_url": one.effective_url,
        }
    return {
        "feed": one.name,
        "health": one.health,
        "since": f"{one.since:%Y-%m-%d}" if one.since else "",
        "failed": one.failures,
        "next_visit": _next(one, now),
        "last_success": f"{span(now - one.last_success)} ago" if one.last_success else "never",
        "items": one.items,
        "last_error": "; ".join(filter(None, (one.last_error, note))),
        "url": one.url,
    }


def _unknown(source: FeedSource, *, as_json: bool) -> dict[str, object]:
    """A feed of the list that no service and no poll has taken up yet."""
    note = "listed, and taken up by the next poll or a running service"
    made = FeedStatus(
        feed_id=0,
        url=source.url,
        name=source.name,
        group=source.group,
        health=Health.NEW.value,
        failures=0,
        next_due=None,
        last_polled=None,
        last_success=None,
        last_error=note,
        items=0,
        last_new=None,
    )
    return _row(made, (), None, utc_now(), as_json=as_json) | (
        {} if as_json else {"next_visit": "at the next poll"}
    )


def _next(one: FeedStatus, now: datetime) -> str:
    if one.same_as is not None:
        return "with its twin"
    if one.next_due is None:
        return "never by itself"
    return f"in {span(one.next_due - now)}" if one.next_due > now else "due"


def _note(one: FeedStatus, every: Sequence[FeedStatus], listed: Sequence[FeedSource] | None) -> str:
    """What a person should know besides."""
    if listed is not None and all(one.url != source.url for source in listed):
        return "not in feeds.toml any more; the next poll or a running service lets it rest"
    if one.same_as is not None:
        twin = next((other.name for other in every if other.feed_id == one.same_as), "another feed")
        return f"same address as {twin}, which is visited for both"
    return f"visited at {one.effective_url}; put that into feeds.toml" if one.effective_url else ""
