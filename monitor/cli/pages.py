"""``serve``: Datasette on the database."""

import click

from monitor.browse.serve import serve as serve_pages
from monitor.cli.place import Place, pass_place


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@pass_place
def serve(place: Place, host: str, port: int) -> None:
    """Open the database in Datasette; fine while the service runs."""
    if not place.quiet:
        click.echo(f"http://{host}:{port}/ shows {place.database}; stop with Ctrl-C", err=True)
    serve_pages(place.database, host=host, port=port)
