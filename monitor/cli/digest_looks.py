"""``digest preview`` and ``digest template``: how mails look, and how to have them look otherwise."""

import tempfile
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from monitor.app import read_configuration, utc_now
from monitor.app_mail import TEMPLATES, digest_desk, write_templates
from monitor.cli.ledger import DAY
from monitor.cli.place import Place, pass_place
from monitor.cli.readers import readers
from monitor.store.private import find_mail

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--date", "day", type=DAY, help="The local date; today where not given.")
@click.option("--to", "address", help="For this reader; the first of the configuration where not given.")
@click.option("--html", "html_file", type=FILE, help="Write the HTML part there.")
@click.option("--eml", "eml_file", type=FILE, help="Write the whole mail there.")
@click.option("--open", "opened", is_flag=True, help="Show the HTML part in a browser, not the text here.")
@pass_place
@click.pass_context
def preview(
    context: click.Context,
    place: Place,
    *,
    day: datetime | None,
    address: str | None,
    html_file: Path | None,
    eml_file: Path | None,
    opened: bool,
) -> None:
    """Show the digest as it would go out now.

    Nothing is sent or recorded. Exit code 1 where a template of your own has a mistake.
    """
    settings = read_configuration(place.config).settings
    recipient = readers(settings, address)[0]
    with digest_desk(place.database, settings, config=place.config, looking=True) as desk:
        made = desk.preview(recipient, utc_now(), local_date=day.date() if day else None)
        known = find_mail(desk.private, recipient.address, made.rendered.digest.key)
    if known is not None:
        told = f"the digest of {known.local_date} was made before ({known.state.value})"
        click.echo(f"{told}; this is what it tells, from what is stored now", err=True)
    if opened and html_file is None:
        html_file = Path(tempfile.mkdtemp(prefix="newswake-")) / "digest.html"
    if html_file is not None:
        html_file.write_text(made.rendered.html, encoding="utf-8")
        click.echo(f"wrote {html_file}", err=True)
    if eml_file is not None:
        eml_file.write_bytes(made.eml)
        click.echo(f"wrote {eml_file}", err=True)
    if opened and html_file is not None:
        _open(html_file)
    else:
        click.echo(made.rendered.text)
    for mistake in made.rendered.mistakes:
        click.echo(f"{place.config}/{mistake}; the built-in template was used in its place", err=True)
    if made.rendered.mistakes:
        context.exit(1)


def _open(page: Path) -> None:
    """In a browser where there is one; the path is printed in any case."""
    click.echo(page)
    try:
        shown = webbrowser.open(page.resolve().as_uri())
    except webbrowser.Error:
        shown = False
    if not shown:
        click.echo("no browser can be started here; open that file in one", err=True)


@click.command()
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder; templates/ of the configuration where not given.",
)
@pass_place
def template(place: Place, folder: Path | None) -> None:
    """Write the built-in templates, to start your own from.

    Never overwrites. What lies in templates/ of the configuration is used for mails.
    """
    for path, written in write_templates(folder or place.config / TEMPLATES):
        click.echo(f"wrote {path}" if written else f"kept {path}, which was there", err=not written)
