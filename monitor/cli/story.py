"""``story``: what happened, development by development."""

import json
import os
import tempfile
from datetime import datetime
from pathlib import Path

import click

from monitor.app import reading
from monitor.browse.story_page import StoryPage
from monitor.browse.story_view import Limits
from monitor.browse.story_view import story as composed
from monitor.cli.periods import PERIOD
from monitor.cli.place import Place, pass_place
from monitor.cli.story_json import story_row
from monitor.cli.story_lines import print_story
from monitor.cli.tables import console, json_option
from monitor.errors import UnusableStoreError
from monitor.service.asking import known
from monitor.store.story_reads import timeline
from monitor.store.watches import watch_rows

FILE = click.Path(dir_okay=False, path_type=Path)
STEPS_PRINTED = 50
"""Developments in a terminal, the newest: more than anyone scrolls back for."""


@click.command()
@click.argument("slug")
@click.option("--since", type=PERIOD, help="Only what was seen in this time, such as 7d or 2023-11-21.")
@click.option("--html", "html_file", type=FILE, help="Write it there as one self-contained page.")
@json_option
@pass_place
def story(place: Place, slug: str, since: datetime | None, html_file: Path | None, as_json: bool) -> None:
    """What happened in the story of SLUG, development by development.

    The oldest first, so that the newest stands above the prompt; a page has the newest first.
    """
    with reading(place.database) as db:
        told = timeline(db, known([row.slug for row in watch_rows(db)], slug), since)
    if html_file is not None:
        _write(html_file, StoryPage().render(composed(told, since=since)))
        click.echo(html_file, err=as_json)
    if as_json:
        click.echo(json.dumps(story_row(told, since), ensure_ascii=False, indent=2))
    elif html_file is None:
        print_story(console(), composed(told, since=since, limits=Limits(steps=STEPS_PRINTED, older=0)))


def _write(path: Path, page: str) -> None:
    """Through a file of its own, so that nobody ever reads half a page."""
    try:
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            beside = Path(file.name)
            try:
                file.write(page.encode())
                file.flush()
                os.fsync(file.fileno())
                beside.chmod(0o644)
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
    except OSError as error:
        problem = f"the page cannot be written: {error.strerror}"
        raise UnusableStoreError(path, problem, "name a file in a folder you may write") from error
