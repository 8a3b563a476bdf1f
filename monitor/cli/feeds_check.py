"""``feeds check``: one visit that stores nothing, with every decision it would take."""

import click

from monitor.app import Configuration, read_configuration
from monitor.cli.decisions import as_object, entry_rows, lines, span, verdict
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show, show_objects
from monitor.errors import NotFoundError
from monitor.feed_file import find_feed
from monitor.lookout import preview_feeds
from monitor.outcome import Failed
from monitor.service.previewing import Preview

ENTRIES_SHOWN = 15


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL…]")
@click.option("--all", "every", is_flag=True, help="Every feed of the configuration.")
@json_option
@pass_place
@click.pass_context
def check(context: click.Context, place: Place, urls: tuple[str, ...], every: bool, as_json: bool) -> None:
    """Visit feeds without storing anything.

    Shows every decision the visit would take. Feeds are given by address or name.
    Exit code 1 where one does not answer as it should.
    """
    configuration = read_configuration(place.config)
    if bool(urls) == every:
        raise click.UsageError("give addresses, or --all")
    wanted = (
        [source.url for source in configuration.sources]
        if every
        else [_url(configuration, url) for url in urls]
    )
    previews = list(preview_feeds(place.database, configuration, wanted))
    if as_json:
        show_objects([as_object(one) for one in previews])
    elif len(previews) == 1:
        _show_one(previews[0])
    else:
        show(
            "Feeds looked at",
            [_row(one) for one in previews],
            as_json=False,
            empty="no feed is listed",
            spare=("status", "health"),
        )
    if any(isinstance(one.look.outcome, Failed) for one in previews):
        context.exit(1)


def _url(configuration: Configuration, typed: str) -> str:
    """The address of the feed in the list that is meant, else what was typed, where that is an address."""
    try:
        return find_feed(configuration.sources, typed).url
    except NotFoundError:
        if "://" in typed:
            return typed
        raise


def _show_one(preview: Preview) -> None:
    show("One visit, nothing stored", lines(preview), as_json=False)
    rows = entry_rows(preview)
    if rows:
        more = f" (the first {ENTRIES_SHOWN} of {len(rows)})" if len(rows) > ENTRIES_SHOWN else ""
        show(f"Entries{more}", rows[:ENTRIES_SHOWN], as_json=False)


def _row(preview: Preview) -> dict[str, object]:
    look, settled = preview.look, preview.settled
    before, after = look.feed.memory.condition.health.value, settled.memory.condition.health.value
    due = settled.next_due
    return {
        "feed": look.feed.name,
        "outcome": verdict(look.outcome),
        "status": look.outcome.status or "",
        "entries": preview.findings.entries,
        "new": preview.findings.new,
        "next_visit": f"in {span(due - look.ended)}" if due else "never",
        "health": after if before == after else f"{before} → {after}",
        "says": look.outcome.reason if isinstance(look.outcome, Failed) else settled.interval.why,
    }
