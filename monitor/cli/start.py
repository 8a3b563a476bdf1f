"""``init`` and ``seed``: from nothing to a watch."""

import shlex
import sys
from pathlib import Path

import click

from monitor.app import reading
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.errors import UnusableStoreError
from monitor.lookout import read_seeds
from monitor.service.first_files import write_first_files
from monitor.settings import FILE_NAME as SETTINGS_NAME
from monitor.store.counts import counts
from monitor.track.background import Background
from monitor.watch.article import note_on
from monitor.watch.file import SLUG, refuse_to_overwrite, write
from monitor.watch.propose import propose
from monitor.watch.slug import slug_of
from monitor.watch.stream import TRUSTED_ITEMS


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
def init(folder: Path) -> None:
    """Write a commented, working configuration into FOLDER/config.

    FOLDER is the current folder where not given. What is there already is left as it is.
    """
    for path, written in write_first_files(folder):
        click.echo(f"{'wrote' if written else 'left as it is'}: {path}")
    there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))}, then "
    click.echo(f"Next: {there}newswake seed ARTICLE, then newswake check, then newswake run")


def _stream(database: Path) -> Background | None:
    """What the feeds brought so far; None where there is no database that can be asked."""
    if not database.is_file():
        return None
    try:
        with reading(database) as db:
            documents, items_with = counts(db)
    except UnusableStoreError as error:
        click.echo(f"Weighed by word lists alone: {error}", err=True)
        return None
    if documents >= TRUSTED_ITEMS:
        click.echo(f"Weighed against the {documents} items that your feeds have brought.", err=True)
    return Background(documents=documents, counts=items_with)


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@click.option("--slug", help="Short name of the watch; made from the headline where not given.")
@click.option("--yes", is_flag=True, help="Write the file without asking.")
@json_option
@pass_place
def seed(place: Place, articles: tuple[str, ...], slug: str | None, yes: bool, as_json: bool) -> None:
    """Make a watch from an article, to be read and corrected.

    ARTICLE… are files (text, Markdown, HTML), URLs, or - for what is pasted; several on one story make one watch.
    Prints the proposed terms with their reasons and writes config/watches/SLUG.toml.
    """
    seeds = read_seeds(articles, place.config, sys.stdin.buffer)
    for note in filter(None, map(note_on, seeds)):
        click.echo(note, err=True)
    name = slug or slug_of(seeds[0].title)
    if not SLUG.fullmatch(name):
        raise click.UsageError(f"{name!r} is no name for a watch; use small letters, digits and hyphens")
    path = place.config / "watches" / f"{name}.toml"
    refuse_to_overwrite(path)
    stream = _stream(place.database)
    watch = propose(seeds, slug=name, stream=stream)
    rows = [
        {
            "term": term.name,
            "role": term.role.value,
            "weight": term.weight,
            "forms": ", ".join(form.text for form in term.forms[:6]),
            "reason": term.reason,
        }
        for term in watch.terms
    ]
    show(f"Proposed for {watch.title!r}", rows, as_json=as_json)
    asking = not yes and sys.stdin.isatty() and "-" not in articles
    if asking and not click.confirm(f"Write {path}?", default=True, err=True):
        click.echo("nothing was written", err=True)
        return
    write(watch, path)
    click.echo(f"wrote {path}: read it, mend it, then newswake check", err=as_json)
    if not (place.config / SETTINGS_NAME).is_file():
        click.echo(
            f"{place.config} has no {SETTINGS_NAME} yet; newswake init writes one into ./config", err=True
        )
