"""``feedback``, ``mute``, ``watch veto``, ``watch suggest``, ``watch merge``: correct what a watch goes by."""

import getpass
from collections.abc import Sequence
from difflib import get_close_matches

import click

from monitor.app import reading, utc_now
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.cli.watch_file import watch_file
from monitor.errors import NotFoundError
from monitor.model import Watch
from monitor.service.applying import MERGE
from monitor.service.asking import (
    Wish,
    chosen,
    feedback_wishes,
    mute_wish,
    term_wish,
    undo_term_wish,
    veto_wish,
)
from monitor.service.suggesting import suggestions
from monitor.store.changes import changes
from monitor.teaching import ask
from monitor.watch.changes import IRRELEVANT, RELEVANT, ChangeKind, key
from monitor.watch.file import load, load_all
from monitor.watch.merging import merge as merge_into
from monitor.watch.surges import Surge


@click.command()
@click.argument("item", metavar="ITEM-OR-URL")
@click.argument("verdict", type=click.Choice([RELEVANT, IRRELEVANT]))
@click.option("--watch", "slug", help="For this watch; without it, for all whose hit ITEM is.")
@click.option("--undo", is_flag=True, help="Take back that it was said.")
@pass_place
def feedback(place: Place, item: str, verdict: str, slug: str | None, undo: bool) -> None:
    """Say whether ITEM (its number or address) belongs to the story.

    What an irrelevant hit taught stops counting at once, and no digest to come shows it; a relevant item becomes
    a hit and teaches.
    """
    watches = load_all(place.config / "watches")
    with reading(place.database) as db:
        wishes = feedback_wishes(db, watches, item, verdict, slug=slug, undo=undo)
    _ask(place, watches, wishes, "newswake feedback")


@click.command()
@click.argument("phrase")
@click.option("--watch", "slug", required=True, help="The watch.")
@click.option("--undo", is_flag=True, help="Mute it no longer.")
@pass_place
def mute(place: Place, phrase: str, slug: str, undo: bool) -> None:
    """Let no item with PHRASE be a hit of a watch."""
    watches = load_all(place.config / "watches")
    _ask(place, watches, [mute_wish(chosen(watches, slug), phrase, undo=undo)], "newswake mute")


@click.command()
@click.argument("slug")
@click.argument("word")
@click.option("--undo", is_flag=True, help="Let it be learned again.")
@pass_place
def veto(place: Place, slug: str, word: str, undo: bool) -> None:
    """Keep WORD out of what SLUG learned and will learn.

    The seed's own weight of it stays.
    """
    watches = load_all(place.config / "watches")
    with reading(place.database) as db:
        wish = veto_wish(db, chosen(watches, slug), word, undo=undo)
    _ask(place, watches, [wish], "newswake watch veto")


@click.command()
@click.argument("slug")
@click.option("--accept", "accepted", multiple=True, metavar="NAME", help="Take NAME over; many times.")
@click.option("--undo", "undone", multiple=True, metavar="NAME", help="Take an accepted NAME back.")
@json_option
@pass_place
def suggest(place: Place, slug: str, accepted: Sequence[str], undone: Sequence[str], as_json: bool) -> None:
    """Names on offer as terms of SLUG.

    They surged together with the story; none is taken over by itself.
    """
    watches = load_all(place.config / "watches")
    watch = chosen(watches, slug)
    with reading(place.database) as db:
        found = suggestions(db, watch)
    if accepted or undone:
        wishes = [term_wish(watch, _offered(found, name).term) for name in accepted]
        wishes += [undo_term_wish(watch, name) for name in undone]
        _ask(place, watches, wishes, "newswake watch suggest")
        return
    show(f"On offer for {slug}", [_row(one) for one in found], as_json=as_json, empty="no name surged")


def _offered(found: Sequence[Surge], name: str) -> Surge:
    by_name = {key(one.term.name): one for one in found}
    if key(name) not in by_name:
        near = get_close_matches(key(name), by_name, n=1)
        hint = f"; did you mean {by_name[near[0]].term.name!r}?" if near else ""
        raise NotFoundError(f"{name!r} is not on offer{hint}")
    return by_name[key(name)]


def _row(one: Surge) -> dict[str, object]:
    return {
        "name": one.term.name,
        "role": one.term.role.value,
        "weight": one.term.weight,
        "hits": f"{one.hits} of {one.of_hits}",
        "feeds": one.witnesses,
        "elsewhere": f"{one.background_share:.3%}",
        "first_seen": f"{one.first_seen:%Y-%m-%d}",
        "example": f"item {one.example.item_id}: {one.example.title}",
    }


@click.command()
@click.argument("slug")
@pass_place
def merge(place: Place, slug: str) -> None:
    """Fold what was laid over the file of SLUG into it.

    Vetoes, mutes and accepted names go into the file; comments stay, and so does feedback.
    """
    path = watch_file(place, slug)
    before = load(path)
    with reading(place.database) as db:
        rows = [row for row in changes(db, slug) if row.counts and row.kind is not ChangeKind.FEEDBACK]
    if not rows:
        click.echo(f"{slug}: nothing to merge")
        return
    merged = merge_into(path, rows)
    watches = load_all(place.config / "watches")
    wish = Wish(kind=MERGE, payload={"watch": slug, "rows": [row.change_id for row in rows]})
    _ask(place, watches, [wish], "newswake watch merge")
    click.echo(f"{path}: revision {before.revision} became {merged.revision}")


def _ask(place: Place, watches: Sequence[Watch], wishes: Sequence[Wish], command: str) -> None:
    by = f"{_who()} ({command})"
    for line in ask(place.database, watches, wishes, by=by, purpose=command, now=utc_now()):
        click.echo(line)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A container may run under a number that has no name.
        return "somebody"
