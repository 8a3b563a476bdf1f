"""``demo``: the whole pipeline, offline."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from monitor.cli.place import Place, pass_place
from monitor.cli.tables import show
from monitor.demo.ailments import NEWCOMER, PATIENTS
from monitor.demo.result import DemoHit
from monitor.demo.run import run_demo
from monitor.demo.ward import run_ward


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@click.option(
    "--feeds",
    "ward",
    is_flag=True,
    help="Play five weeks with feeds that fall ill instead, and show their health.",
)
@pass_place
@click.pass_context
def demo(context: click.Context, place: Place, folder: Path, ward: bool) -> None:
    """Play three days of bundled feeds, offline.

    They go through the real pipeline into FOLDER. Exit code 1 where it went wrong.
    """
    if ward:
        context.exit(_ward(folder, _keep_quiet if place.quiet else click.echo))
    say, show_hits = (_keep_quiet, _keep_quiet) if place.quiet else (click.echo, _show_hits)
    result = run_demo(folder, say, show_hits, program=sys.argv[0])
    context.exit(0 if result.as_promised and result.digests else 1)


def _ward(folder: Path, say: Callable[[str], None]) -> int:
    found = run_ward(folder, say)
    wrong = [patient for patient in (*PATIENTS, NEWCOMER) if found.get(patient.name) != patient.health]
    for patient in wrong:
        say(f"{patient.name} should be {patient.health}, and is {found.get(patient.name, 'not there')}")
    database = folder.resolve() / "data" / "newswake.db"
    say(f"see them: {sys.argv[0]} --db {database} feeds status")
    return 1 if wrong else 0


def _show_hits(hits: Sequence[DemoHit]) -> None:
    show("Hits", [hit.as_row() for hit in hits], as_json=False, empty="no hits")


def _keep_quiet(_told: object) -> None:
    pass
