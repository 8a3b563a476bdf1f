"""``export``: hits and developments for other programs."""

import sys
from datetime import datetime
from pathlib import Path
from typing import cast

import click

from monitor.app import reading
from monitor.cli.periods import PERIOD
from monitor.cli.place import Place, pass_place
from monitor.service.exporting import SHOWN, Form, Wanted, export_to
from monitor.service.exporting import export as exported

FORMS = ("csv", "jsonl", "sqlite", "atom", "json-feed")
FEEDS = ("atom", "json-feed")
THINGS = click.Choice(["hits", "developments"])


@click.command()
@click.argument("thing", type=THINGS, required=False, metavar="[hits|developments]")
@click.option("--what", type=THINGS, help="The same as the argument; hits where nothing is said.")
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="What to write.")
@click.option("--watch", "slug", help="Only this watch; feeds need one.")
@click.option("--since", type=PERIOD, help="Only what was seen in this time, such as 7d or 2023-11-21.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file; else standard output."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Entries of a feed."
)
@click.option("--address", default="", help="Where readers will find the feed; it then says so itself.")
@click.option("--bom", is_flag=True, help="Mark CSV as UTF-8, for Excel.")
@pass_place
def export(
    place: Place,
    *,
    thing: str | None,
    what: str | None,
    form: str,
    slug: str | None,
    since: datetime | None,
    out: Path | None,
    limit: int,
    address: str,
    bom: bool,
) -> None:
    """Hand hits or developments on.

    As CSV, JSON lines, SQLite, Atom or JSON Feed.
    """
    wanted = Wanted(
        form=cast("Form", form),
        watch=slug,
        since=since,
        developments="developments" in {thing, what},
        limit=limit,
        bom=bom,
        address=address,
    )
    out = None if out == Path("-") else out
    _refuse_nonsense(wanted, thing, what, out)
    with reading(place.database) as db:
        if out is not None:
            said = export_to(db, wanted, out)
            click.echo(f"wrote {out}: {said}", err=True)
            return
        stream = sys.stdout.buffer
        for piece in exported(db, wanted).pieces:
            stream.write(piece)
        stream.flush()


def _refuse_nonsense(wanted: Wanted, thing: str | None, what: str | None, out: Path | None) -> None:
    if thing and what and thing != what:
        raise click.UsageError(f"{thing} or --what {what}: say one of them")
    if wanted.form in FEEDS and wanted.watch is None:
        raise click.UsageError("a feed is that of one watch; name it with --watch")
    if wanted.form not in FEEDS and wanted.developments:
        raise click.UsageError(
            f"developments go into atom or json-feed; {wanted.form} has hits, each with its development"
        )
    if wanted.form not in FEEDS and wanted.address:
        raise click.UsageError("--address is for atom and json-feed")
    if wanted.bom and wanted.form != "csv":
        raise click.UsageError("--bom is for csv")
    if wanted.form == "sqlite" and out is None:
        raise click.UsageError("a database needs a file; name it with --out")
    if wanted.form == "sqlite" and wanted.since is not None:
        raise click.UsageError("--since cannot cut a database; leave it out, or take csv or jsonl")
