"""``feeds remove``, ``feeds import`` and ``feeds export``: the list in feeds.toml, changed as a person would."""

import sys
from pathlib import Path

import click

from monitor.app import utc_now
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.errors import ConfigurationError, Mistake, UnusableStoreError
from monitor.feed_file import find_feed, with_feeds, without_feed
from monitor.feed_list import FILE_NAME, load_feeds, parse_feeds
from monitor.poll.merging import Fate, Merged, merged
from monitor.poll.opml import MAX_BYTES, OpmlError, Remark, opml_of, read_opml
from monitor.toml_tables import read_text, write_text

TAKEN_UP = "a running service takes it up within seconds, else the next poll does"


@click.command()
@click.argument("feed", metavar="URL-OR-NAME")
@pass_place
def remove(place: Place, feed: str) -> None:
    """Take a feed out of the list.

    The list is config/feeds.toml. What the feed has brought stays, and so do comments.
    """
    path = place.config / FILE_NAME
    text = read_text(path)
    found = find_feed(parse_feeds(text, file=str(path)), feed)
    write_text(path, without_feed(text, found.url, file=str(path)))
    click.echo(f"removed {found.name!r} ({found.url}) from {path}; its items and hits stay; {TAKEN_UP}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Only show what would be added.")
@json_option
@pass_place
@click.pass_context
def import_(context: click.Context, place: Place, file: Path, dry_run: bool, as_json: bool) -> None:
    """Add the feeds of an OPML file to the list.

    FILE, or - for standard input; mistakes in it are told and stop nothing else. A feed's outermost folder
    becomes its group, folders inside it become tags. Exit code 1 where something was refused.
    """
    path = place.config / FILE_NAME
    text = read_text(path)
    try:
        found = read_opml(_content(file))
    except OpmlError as error:
        mistake = Mistake(file=str(file), line=0, key="", problem=str(error))
        raise ConfigurationError((mistake,)) from error
    result = merged(parse_feeds(text, file=str(path)), found.feeds)
    added = [one.source for one in result if one.fate is Fate.ADDED]
    if added and not dry_run:
        write_text(path, with_feeds(text, added, file=str(path)))
    rows = [*map(_row, result), *(_remark(one, "refused") for one in found.refused)]
    rows += [_remark(one, "note") for one in found.notes]
    rows.sort(key=lambda row: int(str(row["line"])))
    told = rows if as_json else [row for row in rows if row["what"] != Fate.ADDED.value]
    if told or as_json:
        show(f"{file}, by line", told, as_json=as_json)
    refused = len(found.refused) + sum(one.fate is Fate.REFUSED for one in result)
    there = sum(one.fate is Fate.THERE for one in result)
    would = "would be added" if dry_run else "added"
    click.echo(f"{len(added)} feeds {would}, {there} already there, {refused} refused; {path}", err=as_json)
    if added and not dry_run:
        click.echo(f"{TAKEN_UP}; see what they answer with: newswake feeds check --all", err=as_json)
    if refused:
        context.exit(1)


def _content(file: Path) -> bytes:
    """The file, at most a byte more than is read at all."""
    if str(file) == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _row(one: Merged) -> dict[str, object]:
    return {
        "line": one.line,
        "what": one.fate.value,
        "feed": one.source.name,
        "url": one.source.url,
        "why": one.reason,
    }


def _remark(one: Remark, kind: str) -> dict[str, object]:
    return {"line": one.line, "what": kind, "feed": one.what, "url": "", "why": one.problem}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default=Path("-"), required=False)
@pass_place
def export(place: Place, file: Path) -> None:
    """Write the list of feeds as OPML.

    OPML 2.0, to FILE or to standard output; groups become folders.
    """
    sources = load_feeds(place.config / FILE_NAME)
    content = opml_of(sources, title="Newswake feeds", made_at=utc_now())
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        raise UnusableStoreError(file, f"can't be written ({error.strerror})", "name another file") from error
    click.echo(f"wrote {len(sources)} feeds to {file}")
