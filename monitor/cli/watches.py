"""``watch``: the stories being followed."""

from datetime import datetime
from pathlib import Path

import click

from monitor.app import reading
from monitor.cli.periods import PERIOD
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show, show_objects
from monitor.cli.teaching import merge, suggest, veto
from monitor.cli.watch_answers import answers_object, tell_answers
from monitor.cli.watch_file import watch_file
from monitor.cli.watch_show import show_watch
from monitor.model import WatchState
from monitor.store import watches
from monitor.watch.file import load, load_all
from monitor.watch.state import set_state

NO_WATCH = "no watch yet; make one with: newswake seed ARTICLE"


@click.group()
def watch() -> None:
    """The stories being followed.

    Look at them, correct what they learned, pause, resume, close. SLUG is the short name that watch list shows.
    """


@watch.command("list")
@json_option
@pass_place
def list_watches(place: Place, as_json: bool) -> None:
    """Every watch, its state and how many hits it has."""
    found = load_all(place.config / "watches")
    counted = _hits_by_watch(place.database)
    rows = [
        {
            "watch": one.slug,
            "state": one.state.value,
            "terms": len(one.terms),
            "hits": counted.get(one.slug, 0),
            "title": one.title,
        }
        for one in found
    ]
    show("Watches", rows, as_json=as_json, empty=NO_WATCH)


def _hits_by_watch(database: Path) -> dict[str, int]:
    if not database.exists():
        return {}
    with reading(database) as db:
        return {row.slug: row.hits for row in watches.watch_rows(db)}


@watch.command("check")
@click.argument("slug", required=False)
@click.option(
    "--since", type=PERIOD, default="30d", show_default=True, help="How far back SLUG is tried out."
)
@json_option
@pass_place
def check_watch(place: Place, slug: str | None, since: datetime, as_json: bool) -> None:
    """Say what does not hold together in the watch files.

    Exit code 2 where something does not.

    Of SLUG it also says how the stored items would have answered its file, and which hits would go.
    """
    found = (load(watch_file(place, slug)),) if slug else load_all(place.config / "watches")
    if as_json:
        rows = [{"watch": one.slug, "terms": len(one.terms), "gates": len(one.require)} for one in found]
        tried = answers_object(place.database, found[0], since) if slug else {}
        show_objects([row | tried for row in rows])
        return
    if not found:
        click.echo(NO_WATCH)
    for one in found:
        click.echo(f"{one.slug}: fine ({len(one.terms)} terms, {len(one.require)} gates)")
    if slug:
        tell_answers(place.database, found[0], since)


def _state_command(name: str, state: WatchState, words: str) -> None:
    @watch.command(name, help=f"Let SLUG {words}.")
    @click.argument("slug")
    @pass_place
    def command(place: Place, slug: str) -> None:
        set_state(watch_file(place, slug), state)
        click.echo(f"{slug}: {state.value}; a running service reads it when it is started again")


_state_command("pause", WatchState.PAUSED, "rest until it is resumed. It keeps its hits and decides nothing")
_state_command("resume", WatchState.ACTIVE, "follow its story again")
_state_command("close", WatchState.CLOSED, "end. It keeps its hits and stops matching")

for taught in (show_watch, veto, suggest, merge):
    watch.add_command(taught)
