"""``poll``: one round over what is due."""

from dataclasses import asdict
from pathlib import Path

import click

from monitor.app import Configuration, read_configuration, running
from monitor.cli.decisions import as_object, span
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import count, json_option, show, show_objects
from monitor.feed_file import find_feed
from monitor.lookout import dry_run as look_at_due
from monitor.lookout import preview_feeds
from monitor.outcome import Failed, Fetched
from monitor.service.previewing import Preview
from monitor.service.visit import PollReport

NOTHING_DUE = "no feed is due; newswake feeds status says when each will be"


@click.command()
@click.option("--once", is_flag=True, help="One round and stop; this is what poll does in any case.")
@click.option(
    "--dry-run", is_flag=True, help="Visit what is due and show what it would bring; write nothing."
)
@click.option("--feed", "named", metavar="URL-OR-NAME", help="Only this feed, due or not.")
@json_option
@pass_place
@click.pass_context
def poll(  # noqa: PLR0917 - click hands over options by name
    context: click.Context,
    place: Place,
    once: bool,  # noqa: ARG001 - kept as the contract names it
    dry_run: bool,
    named: str | None,
    as_json: bool,
) -> None:
    """Visit every feed that is due, once, and say what came of it."""
    configuration = read_configuration(place.config)
    url = find_feed(configuration.sources, named).url if named is not None else None
    if dry_run:
        if not _tell_dry(place.database, configuration, url, as_json=as_json):
            context.exit(1)
        return
    with running(place.database, configuration, purpose="poll") as parts:
        found = parts.poller.finish_all() if url is None else [parts.poller.finish_one(url)]
        reports = sorted(found, key=lambda report: report.url)
    shown = [row_of(report) if as_json else _row(report) for report in reports]
    show("One round", shown, as_json=as_json, empty=NOTHING_DUE)
    if not as_json and reports:
        click.echo(summary(reports))
    if any(report.outcome == "failed" for report in reports):
        context.exit(1)


def row_of(report: PollReport) -> dict[str, object]:
    """All of a report, for programs."""
    row = asdict(report)
    row.pop("url")
    return row


def _row(report: PollReport) -> dict[str, object]:
    """What a person wants to know of it."""
    return {
        "feed": report.feed,
        "outcome": report.outcome,
        "entries": report.items_seen,
        "new": report.items_new,
        "edited": report.items_changed,
        "hits": report.hits_new,
        "says": "\n".join(filter(None, (report.reason, *report.notes))),
    }


def summary(reports: list[PollReport]) -> str:
    """One line that adds the round up."""
    failed = sum(report.outcome == "failed" for report in reports)
    new = sum(report.items_new for report in reports)
    hits = sum(report.hits_new for report in reports)
    return (
        f"{count(len(reports), 'feed')} visited, {failed} failed; "
        f"{count(new, 'new item')}, {count(hits, 'new hit')}"
    )


def _tell_dry(database: Path, configuration: Configuration, url: str | None, *, as_json: bool) -> bool:
    """Show what a round would do; whether every feed answered."""
    if url is None:
        previews = list(look_at_due(database, configuration))
    else:
        previews = list(preview_feeds(database, configuration, [url], with_hits=True))
    if as_json:
        show_objects([as_object(one) for one in previews])
    else:
        show(
            "What a round would do now",
            [_dry_row(one) for one in previews],
            as_json=False,
            empty=NOTHING_DUE,
        )
        _show_hits(previews)
    return not any(isinstance(one.look.outcome, Failed) for one in previews)


def _dry_row(preview: Preview) -> dict[str, object]:
    look, settled = preview.look, preview.settled
    words = {Fetched: "fetched", Failed: "failed"}.get(type(look.outcome), "not modified")
    due = settled.next_due
    return {
        "feed": look.feed.name,
        "outcome": words,
        "entries": preview.findings.entries,
        "new": preview.findings.new,
        "edited": preview.findings.changed,
        "hits": len(preview.hits),
        "then": f"again in {span(due - look.ended)}" if due else "never again by itself",
        "says": look.outcome.reason if isinstance(look.outcome, Failed) else settled.interval.why,
    }


def _show_hits(previews: list[Preview]) -> None:
    rows = [
        {
            "watch": hit.watch,
            "score": hit.score,
            "feed": one.look.feed.name,
            "title": hit.title,
            "mailed": "no (backlog)" if hit.backlog else "with the next digest",
        }
        for one in previews
        for hit in one.hits
    ]
    if rows:
        show("Hits that would come", rows, as_json=False)
    if previews:
        new = sum(one.findings.new for one in previews)
        failed = sum(isinstance(one.look.outcome, Failed) for one in previews)
        click.echo(
            f"{count(len(previews), 'feed')} visited, {failed} failed; "
            f"{count(new, 'new item')} and {count(len(rows), 'hit')} would come; "
            "nothing was written"
        )
