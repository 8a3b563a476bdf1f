"""``demo``: the whole pipeline, offline."""

from pathlib import Path

import click

from monitor.cli.place import Place, pass_place
from monitor.cli.tables import show
from monitor.demo.run import run_demo


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@pass_place
@click.pass_context
def demo(context: click.Context, place: Place, folder: Path) -> None:
    """Play three days of bundled feeds through the real pipeline into FOLDER; exit code 1 where it went wrong."""
    result = run_demo(folder, click.echo if not place.quiet else lambda _line: None)
    show("Hits", [hit.as_row() for hit in result.hits], as_json=False, empty="no hits")
    context.exit(0 if result.as_promised and result.digests else 1)
