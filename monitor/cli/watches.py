"""``watch``: the stories being followed."""

from pathlib import Path

import click

from monitor.app import reading
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.errors import NotFoundError
from monitor.model import WatchState
from monitor.store import decisions, watches
from monitor.watch.file import SLUG, load, load_all
from monitor.watch.state import set_state


@click.group()
def watch() -> None:
    """The stories being followed: list, show, check, pause, resume, close."""


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
    show("Watches", rows, as_json=as_json, empty="no watch yet; make one with: newswake seed ARTICLE")


def _hits_by_watch(database: Path) -> dict[str, int]:
    if not database.exists():
        return {}
    with reading(database) as db:
        return {row.slug: row.hits for row in watches.watch_rows(db)}


@watch.command("show")
@click.argument("slug")
@json_option
@pass_place
def show_watch(place: Place, slug: str, as_json: bool) -> None:
    """The terms of SLUG, and what its profile has learned from which hit."""
    one = load(_file(place, slug))
    rows: list[dict[str, object]] = [
        {
            "term": term.name,
            "role": term.role.value,
            "weight": term.weight,
            "from": term.origin,
            "forms": ", ".join(form.text for form in term.forms),
        }
        for term in one.terms
    ]
    rows += _learned_rows(place.database, slug)
    show(f"{one.title} ({one.state.value}, revision {one.revision})", rows, as_json=as_json)


def _learned_rows(database: Path, slug: str) -> list[dict[str, object]]:
    if not database.exists():
        return []
    with reading(database) as db:
        learned = decisions.learned(db, slug)
    return [
        {
            "term": one.token,
            "role": "profile",
            "weight": one.weight,
            "from": f"hit {one.hit_id}, {one.learned_at:%Y-%m-%d}",
            "forms": "",
        }
        for one in learned
        if one.weight > 0  # a row of weight 0 only remembers a headline that has taught already
    ]


@watch.command("check")
@click.argument("slug", required=False)
@pass_place
def check_watch(place: Place, slug: str | None) -> None:
    """Read the watch files and say what does not hold together; exit code 2 where something does not."""
    found = (load(_file(place, slug)),) if slug else load_all(place.config / "watches")
    for one in found:
        click.echo(f"{one.slug}: fine ({len(one.terms)} terms, {len(one.require)} gates)")


def _file(place: Place, slug: str) -> Path:
    path = place.config / "watches" / f"{slug}.toml"
    if not SLUG.fullmatch(slug) or not path.is_file():
        raise NotFoundError(f"{path}: no such watch; newswake watch list shows those there are")
    return path


def _state_command(name: str, state: WatchState, words: str) -> None:
    @watch.command(name, help=f"Let SLUG {words}.")
    @click.argument("slug")
    @pass_place
    def command(place: Place, slug: str) -> None:
        set_state(_file(place, slug), state)
        click.echo(f"{slug}: {state.value}; a running service reads it when it is started again")


_state_command("pause", WatchState.PAUSED, "rest: it keeps its hits and decides nothing until it is resumed")
_state_command("resume", WatchState.ACTIVE, "follow its story again")
_state_command("close", WatchState.CLOSED, "end: it keeps its hits and stops matching")
