"""``demo``: the whole pipeline, offline."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from monitor.cli.place import Place, pass_place
from monitor.cli.tables import show
from monitor.demo.result import DemoHit
from monitor.demo.run import run_demo


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@pass_place
@click.pass_context
def demo(context: click.Context, place: Place, folder: Path) -> None:
    """Play three days of bundled feeds through the real pipeline into FOLDER; exit code 1 where it went wrong."""
    say, show_hits = (_keep_quiet, _keep_quiet) if place.quiet else (click.echo, _show_hits)
    result = run_demo(folder, say, show_hits, program=sys.argv[0])
    context.exit(0 if result.as_promised and result.digests else 1)


def _show_hits(hits: Sequence[DemoHit]) -> None:
    show("Hits", [hit.as_row() for hit in hits], as_json=False, empty="no hits")


def _keep_quiet(_told: object) -> None:
    pass
