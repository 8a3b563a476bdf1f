"""``watch show``: the watch in force, and what it learned from whom."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from monitor.app import reading
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show, show_objects
from monitor.cli.watch_file import watch_file
from monitor.model import Term, Watch
from monitor.store.changes import changes
from monitor.store.drift import drifting_since
from monitor.store.lessons import LearnedWord, learned_words
from monitor.store.requests import pending
from monitor.track.lessons import vetoed
from monitor.watch.changes import ChangeKind, WatchChange, in_force
from monitor.watch.file import load

WORDS_SHOWN = 40
TEACHERS_SHOWN = 3
_NOTHING: Mapping[str, Any] = {"learned": [], "rows": [], "waiting": [], "drifting_since": None}


@click.command("show")
@click.argument("slug")
@json_option
@pass_place
def show_watch(place: Place, slug: str, as_json: bool) -> None:
    """What SLUG looks for, and what it learned from whom.

    Terms, learned words with the hits that taught them and when, and what was laid over its file.
    """
    watch = load(watch_file(place, slug))
    stored = _stored(place.database, watch, None if as_json else WORDS_SHOWN)
    now = stored.get("watch", watch)
    told = {
        "watch": slug,
        "title": now.title,
        "state": now.state.value,
        "revision": now.revision,
        "drifting_since": stored["drifting_since"],
        "terms": [_term_row(term) for term in now.terms],
        "mute": list(now.mute),
        "veto": list(now.veto),
        "rows": stored["rows"],
        "waiting": stored["waiting"],
        "learned": stored["learned"],
    }
    if as_json:
        show_objects([told])
    else:
        _print(told)


def _stored(database: Path, watch: Watch, limit: int | None) -> Mapping[str, Any]:
    if not database.exists():
        return _NOTHING
    with reading(database) as db:
        rows = changes(db, watch.slug)
        now = in_force(watch, rows)
        kept_out = vetoed(now)
        return {
            "watch": now,
            "rows": [_change_row(row) for row in rows],
            "learned": [
                _word_row(word, vetoed=word.token in kept_out)
                for word in learned_words(db, watch.slug, limit)
            ],
            "waiting": [
                {"kind": one.kind, "asked": one.made_at, "by": one.made_by, **one.payload}
                for one in pending(db)
                if one.payload.get("watch") == watch.slug
            ],
            "drifting_since": drifting_since(db, watch.slug),
        }


def _term_row(term: Term) -> dict[str, object]:
    return {
        "term": term.name,
        "role": term.role.value,
        "weight": term.weight,
        "from": term.origin,
        "forms": [form.text for form in term.forms],
    }


def _change_row(row: WatchChange) -> dict[str, object]:
    about = f"item {row.item_id}: {row.text}" if row.kind is ChangeKind.FEEDBACK else row.text
    return {
        "row": row.change_id,
        "kind": row.kind.value,
        "what": about,
        "when": f"{row.made_at:%Y-%m-%d %H:%M}",
        "who": row.made_by,
        "state": row.state,
    }


def _word_row(word: LearnedWord, *, vetoed: bool) -> dict[str, object]:
    return {
        "word": word.token,
        "weight": word.weight,
        "witnesses": word.witnesses,
        "first": f"{word.first:%Y-%m-%d}",
        "last": f"{word.last:%Y-%m-%d}",
        "vetoed": vetoed,
        "taught_by": [
            {"hit": teacher.hit_id, "item": teacher.item_id, "title": teacher.title}
            for teacher in word.teachers
        ],
    }


def _print(told: Mapping[str, Any]) -> None:
    title = f"{told['title']} ({told['state']}, revision {told['revision']})"
    show(title, [{**row, "forms": ", ".join(row["forms"])} for row in told["terms"]], as_json=False)
    for name, words in (("muted", told["mute"]), ("vetoed", told["veto"])):
        if words:
            click.echo(f"{name}: {', '.join(words)}")
    if told["drifting_since"]:
        slug = told["watch"]
        click.echo(
            f"since {told['drifting_since']:%Y-%m-%d} words that only hits brought in give most of its points; "
            f"to correct it: newswake watch veto {slug} WORD, feedback ITEM irrelevant, watch suggest {slug}"
        )
    if told["rows"]:
        show("Laid over the file", told["rows"], as_json=False)
    if told["waiting"]:
        click.echo(f"{len(told['waiting'])} more wait for the running service")
    if told["learned"]:
        show("Learned, heaviest first", _words(told["learned"]), as_json=False, spare=("witnesses",))


def _words(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
    return [
        {
            **row,
            "vetoed": "vetoed" if row["vetoed"] else "",
            "taught_by": ", ".join(f"item {one['item']}" for one in row["taught_by"][:TEACHERS_SHOWN])
            + (" …" if len(row["taught_by"]) > TEACHERS_SHOWN else ""),
        }
        for row in rows
    ]
