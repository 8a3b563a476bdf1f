"""``poll``: one round over what is due."""

from dataclasses import asdict

import click

from monitor.app import read_configuration, running
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.service.visit import PollReport


@click.command()
@click.option("--once", is_flag=True, help="One round and stop; this is what poll does in any case.")
@click.option("--feed", "url", help="Only this feed, due or not.")
@json_option
@pass_place
@click.pass_context
def poll(context: click.Context, place: Place, once: bool, url: str | None, as_json: bool) -> None:  # noqa: ARG001 - kept as the contract names it
    """Visit every feed that is due, once, and say what came of it."""
    configuration = read_configuration(place.config)
    with running(place.database, configuration, purpose="poll") as parts:
        found = parts.poller.finish_all() if url is None else [parts.poller.finish_one(url)]
        reports = sorted(found, key=lambda report: report.url)
    shown = [row_of(report) for report in reports]
    show("One round", shown, as_json=as_json, empty="no feed is due")
    if not as_json and reports:
        click.echo(summary(reports))
    if any(report.outcome == "failed" for report in reports):
        context.exit(1)


def row_of(report: PollReport) -> dict[str, object]:
    """A report as a row of the table."""
    row = asdict(report)
    row.pop("url")
    return row


def summary(reports: list[PollReport]) -> str:
    """One line that adds the round up."""
    failed = sum(report.outcome == "failed" for report in reports)
    new = sum(report.items_new for report in reports)
    hits = sum(report.hits_new for report in reports)
    return f"{len(reports)} feeds visited, {failed} failed; {new} new items, {hits} new hits"
