"""``serve``: Datasette on the database."""

import sys

import click

from monitor.browse.password import keep_password, kept_hash, remove_password
from monitor.browse.serve import serve as serve_pages
from monitor.cli.place import Place, pass_place


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one."
)
@click.option(
    "--set-password", is_flag=True, help="Ask for the password of the pages, keep its hash, and end."
)
@click.option("--no-password", is_flag=True, help="Remove it, so that nobody can sign in, and end.")
@pass_place
def serve(place: Place, host: str, port: int, set_password: bool, no_password: bool) -> None:
    """Open the database in Datasette; fine while the service runs.

    Reading needs no password. Whoever signs in with it may teach the watches from the pages.
    """
    if set_password and no_password:
        raise click.UsageError("--set-password and --no-password exclude each other")
    if set_password:
        _ask_password(place)
    elif no_password:
        removed = remove_password(place.database)
        click.echo("nobody can sign in any more" if removed else "there was no password")
    else:
        _serve(place, host, port)


def _serve(place: Place, host: str, port: int) -> None:
    def tell(address: str) -> None:
        if place.quiet:
            return
        click.echo(f"{address} shows {place.database}; stop with Ctrl-C", err=True)
        if not kept_hash(place.database):
            click.echo(
                "To teach watches from the pages, set a password: newswake serve --set-password", err=True
            )

    serve_pages(place.database, host=host, port=port, ready=tell)


def _ask_password(place: Place) -> None:
    """On a terminal twice and unseen; else the first line of the input, for scripts."""
    stream = sys.stdin
    if stream.isatty():
        password = click.prompt("Password of the pages", hide_input=True, confirmation_prompt=True)
    else:
        password = stream.readline().rstrip("\r\n")
    click.echo(f"its hash is kept in {keep_password(place.database, password)}")
