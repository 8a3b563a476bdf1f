"""``feeds``: the sources, and how they are."""

import click

from monitor.app import looking, read_configuration, reading
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.outcome import Failed, Fetched, NotModified, Outcome
from monitor.store import feeds as stored_feeds


@click.group()
def feeds() -> None:
    """The sources: how they are, and what one visit would bring."""


@feeds.command()
@json_option
@pass_place
def status(place: Place, as_json: bool) -> None:
    """Every feed: health, next visit, last error, and how much it has brought."""
    with reading(place.database) as db:
        found = stored_feeds.status(db)
    rows = [
        {
            "feed": one.name,
            "health": one.health,
            "failures": one.failures,
            "next_visit": f"{one.next_due:%Y-%m-%d %H:%M}" if one.next_due else "",
            "last_success": f"{one.last_success:%Y-%m-%d %H:%M}" if one.last_success else "never",
            "items": one.items,
            "last_error": one.last_error,
            "url": one.url,
        }
        for one in found
    ]
    show("Feeds", rows, as_json=as_json, empty="no feed has been loaded yet; start with: newswake poll")


@feeds.command()
@click.argument("urls", nargs=-1, metavar="[URL…]")
@click.option("--all", "every", is_flag=True, help="Every feed of the configuration.")
@json_option
@pass_place
@click.pass_context
def check(context: click.Context, place: Place, urls: tuple[str, ...], every: bool, as_json: bool) -> None:
    """Visit feeds without storing anything; exit code 1 where one does not answer as it should."""
    configuration = read_configuration(place.config)
    if bool(urls) == every:
        raise click.UsageError("give addresses, or --all")
    wanted = tuple(source.url for source in configuration.sources) if every else urls
    with looking(configuration.settings) as look:
        outcomes = look(wanted)
    rows = [{"url": url, **_row(outcome)} for url, outcome in outcomes]
    show("Feeds looked at", rows, as_json=as_json)
    if any(isinstance(outcome, Failed) for _, outcome in outcomes):
        context.exit(1)


def _row(outcome: Outcome) -> dict[str, object]:
    match outcome:
        case Fetched(document=document):
            newest = document.items[0].title if document.items else ""
            return {
                "answer": "fine",
                "items": len(document.items),
                "says": document.head.title,
                "newest": newest,
            }
        case NotModified():
            return {"answer": "fine", "items": 0, "says": "not modified", "newest": ""}
        case Failed(reason=reason):
            return {"answer": "failed", "items": 0, "says": reason, "newest": ""}
