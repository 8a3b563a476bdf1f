"""``feeds add``: find the feed of a site, show it, and put it into feeds.toml."""

from pathlib import Path

import click

from monitor.app import read_configuration
from monitor.cli.decisions import kind_of
from monitor.cli.feeds_list import TAKEN_UP
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show, show_objects
from monitor.feed_file import listed_as, with_feeds
from monitor.feed_list import FILE_NAME, url_problem
from monitor.lookout import lookout
from monitor.model import FeedSource
from monitor.service.finding import FoundFeed, Search, spellings
from monitor.text.links import host_of
from monitor.toml_tables import read_text, write_text

ITEMS_SHOWN = 5


@click.command()
@click.argument("url")
@click.option("--name", help="What digests and tables call it; its own title where not given.")
@click.option("--group", default="", help="A heading for it.")
@click.option(
    "--tag", "tags", multiple=True, help="A word to choose it by in watches; may be given many times."
)
@click.option("--pick", type=click.IntRange(min=1), help="Which of the feeds found, where there are several.")
@click.option("--yes", is_flag=True, help="Add it without asking; of several, the first.")
@json_option
@pass_place
@click.pass_context
def add(  # noqa: PLR0917 - click hands over options by name
    context: click.Context,
    place: Place,
    url: str,
    name: str | None,
    group: str,
    tags: tuple[str, ...],
    pick: int | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Find the feed of a site and add it.

    URL is a feed, or a page that names one, or a site that keeps one at a usual path.

    What was found is shown with its last items before it is added to config/feeds.toml. Exit code 1 for no feed.
    """
    configuration = read_configuration(place.config)
    urls = spellings(url)
    if problem := url_problem(urls[0]):
        raise click.UsageError(problem)
    with lookout(configuration.settings) as parts:
        search = parts.find(urls)
    if not as_json:
        _show(search, configuration.sources)
        _tell_unread(search)
    if not search.found:
        if as_json:
            show_objects([])
        _tell_vain(search, url)
        context.exit(1)
    chosen = _chosen(search, pick, asking=not yes and not as_json)
    source = _source(chosen, name, group, tags)
    path = place.config / FILE_NAME
    written = _write(path, source, chosen, configuration.sources, yes=yes, as_json=as_json)
    if as_json:
        show_objects([_object(one, added=written and one is chosen) for one in search.found])


def _show(search: Search, sources: tuple[FeedSource, ...]) -> None:
    rows = [_row(place, one, sources) for place, one in enumerate(search.found, start=1)]
    if rows:
        show("Found", rows, as_json=False, spare=("newest",))


def _row(place: int, one: FoundFeed, sources: tuple[FeedSource, ...]) -> dict[str, object]:
    document = one.document.document
    known = listed_as(sources, one.url)
    notes = [one.source.words]
    if one.same_as is not None:
        notes.append(f"the same entries as {one.same_as + 1}")
    if known:
        notes.append(f"listed already as {known.name!r}")
    notes += document.notes
    return {
        "no": place,
        "kind": kind_of(document.head.version),
        "title": document.head.title,
        "entries": document.entries,
        "newest": _newest(one),
        "address": one.url,
        "note": "; ".join(notes),
    }


def _newest(one: FoundFeed) -> str:
    dates = sorted((item.published for item in one.items if item.published), reverse=True)
    return ", ".join(f"{date:%Y-%m-%d %H:%M}" for date in dates[:2]) or "no dates"


def _tell_unread(search: Search) -> None:
    """Feeds that the page names and that do not answer as such; the first in vain is the page itself."""
    for tried, reason in search.vain[1:] if search.found else ():
        click.echo(f"named too, but no feed: {tried}: {reason}", err=True)


def _tell_vain(search: Search, url: str) -> None:
    click.echo(f"{url}: no feed was found", err=True)
    for tried, reason in search.vain:
        click.echo(f"  {tried}: {reason}", err=True)
    click.echo("look for a link called RSS, Atom or Feed on the site, and give its address instead", err=True)


def _chosen(search: Search, pick: int | None, *, asking: bool) -> FoundFeed:
    many = len(search.found)
    if pick is not None and pick > many:
        raise click.UsageError(
            f"--pick {pick}: there {'is only one feed' if many == 1 else f'are only {many} feeds'}"
        )
    if pick is None and many > 1 and asking:
        pick = click.prompt("Which one", type=click.IntRange(1, many), default=1)
    return search.found[(pick or 1) - 1]


def _source(chosen: FoundFeed, name: str | None, group: str, tags: tuple[str, ...]) -> FeedSource:
    head = chosen.document.document.head
    return FeedSource(
        url=chosen.url,
        name=(name or "").strip() or head.title or host_of(chosen.url),
        group=group.strip(),
        tags=tuple(tag.strip() for tag in tags),
        language=head.language,
        checked=True,
    )


def _write(
    path: Path,
    source: FeedSource,
    chosen: FoundFeed,
    sources: tuple[FeedSource, ...],
    *,
    yes: bool,
    as_json: bool,
) -> bool:
    """Add it, unless it is listed or the person says no; whether it was added."""
    if not as_json:
        rows = [
            {
                "published": f"{item.published:%Y-%m-%d %H:%M}" if item.published else item.date_flag,
                "title": item.title,
            }
            for item in chosen.items[:ITEMS_SHOWN]
        ]
        show(f"Last items of {source.name!r}", rows, as_json=False, empty="it has no items at the moment")
    if known := listed_as(sources, source.url):
        click.echo(f"{known.url} is in {path} already, as {known.name!r}; nothing was changed", err=as_json)
        return False
    if not yes and (
        as_json or not click.confirm(f"Add {source.url} as {source.name!r} to {path}?", default=True)
    ):
        click.echo("nothing was changed" + ("; add it with --yes" if as_json else ""), err=True)
        return False
    # Read again: a person may have edited it while this waited for an answer.
    write_text(path, with_feeds(read_text(path), [source], file=str(path)))
    click.echo(f"added {source.name!r} ({source.url}) to {path}; {TAKEN_UP}", err=as_json)
    return True


def _object(one: FoundFeed, *, added: bool) -> dict[str, object]:
    document = one.document.document
    return {
        "url": one.url,
        "found": one.source.words,
        "kind": kind_of(document.head.version),
        "title": document.head.title,
        "language": document.head.language,
        "entries": document.entries,
        "same_as": None if one.same_as is None else one.same_as + 1,
        "notes": document.notes,
        "items": [
            {"published": item.published, "title": item.title, "link": item.link}
            for item in one.items[:ITEMS_SHOWN]
        ],
        "added": added,
    }
