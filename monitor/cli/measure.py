"""``replay`` and ``evaluate``: archives through the same decision code, and how good it is."""

import sys
from itertools import chain
from pathlib import Path

import click

from monitor.app import adopt_watches, read_configuration, utc_now, writing
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.errors import NotFoundError
from monitor.evaluate.report import speed_row, story_rows, summary_rows
from monitor.evaluate.run import evaluate_files
from monitor.evaluate.stream import read_stream
from monitor.model import Watch
from monitor.service.applying import apply_waiting
from monitor.service.replay import ReplayReport
from monitor.service.replay import replay as push
from monitor.service.tracking import follow
from monitor.store.transactions import transaction

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("archives", nargs=-1, required=True, type=FILE, metavar="ITEMS.jsonl…")
@click.option("--watch", "slug", help="Only this watch.")
@json_option
@pass_place
def replay(place: Place, archives: tuple[Path, ...], slug: str | None, as_json: bool) -> None:
    """Push an archive of dated items into --db.

    They go through the ordinary decision code, on a virtual clock, and are never mailed.
    """
    configuration = read_configuration(place.config)
    # A slip of the pen is told before a database is made.
    _chosen(configuration.watches, slug)
    report = ReplayReport()
    with writing(place.database, "replay") as db:
        adopt_watches(db, configuration.watches, utc_now())
        followed = apply_waiting(db, configuration.watches, utc_now())
        with transaction(db):
            tracker = follow(db, _chosen(followed, slug), utc_now())
        stream = chain.from_iterable(read_stream(archive) for archive in archives)
        for step in push(db, tracker, stream, now=utc_now()):
            report = step
            if sys.stderr.isatty():
                click.echo(f"\r{report.items_read} items, {report.hits_new} hits", nl=False, err=True)
    rows = [{"items_read": report.items_read, "items_new": report.items_new, "hits_new": report.hits_new}]
    show("Replayed", rows, as_json=as_json)


def _chosen(watches: tuple[Watch, ...], slug: str | None) -> tuple[Watch, ...]:
    chosen = tuple(watch for watch in watches if slug in {None, watch.slug})
    if not chosen:
        raise NotFoundError(f"no watch is called {slug!r}; newswake watch list shows those there are")
    return chosen


@click.command()
@click.argument("stream", type=FILE, metavar="STREAM.jsonl")
@click.option("--labels", required=True, type=FILE, help="Which items belong to which story.")
@click.option("--background", type=FILE, help="What the stream looked like before.")
@click.option("--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write scores there.")
@json_option
def evaluate(
    stream: Path, labels: Path, background: Path | None, predictions: Path | None, as_json: bool
) -> None:
    """Measure how well labelled stories are followed.

    Each is followed from its seed alone through STREAM.
    """
    evaluation = evaluate_files(stream, labels, background, predictions)
    if as_json:
        show("", [*story_rows(evaluation), *summary_rows(evaluation), speed_row(evaluation)], as_json=True)
        return
    show(
        "Stories, at the default threshold",
        story_rows(evaluation),
        as_json=False,
        empty="no story is labelled",
    )
    show("All stories", summary_rows(evaluation), as_json=False, empty="nothing to score")
    show("Speed", [speed_row(evaluation)], as_json=False)
