"""``hits``, ``explain``, ``rematch``: what matched, and why or why not."""

from collections.abc import Sequence
from datetime import datetime

import click
from rich.text import Text

from monitor.app import adopt_watches, read_configuration, reading, utc_now, writing
from monitor.cli.periods import PERIOD
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import console, json_option, show
from monitor.errors import NotFoundError
from monitor.service.applying import apply_waiting
from monitor.service.explaining import Explanation, explanations
from monitor.service.rematching import rematch as decide_again
from monitor.store.hits import HitRow
from monitor.store.hits import hits as stored_hits
from monitor.store.watches import watch_rows


def _spare(found: Sequence[HitRow]) -> tuple[str, ...]:
    """What a narrow terminal does without; explain says why, and one watch need not be named in each row."""
    return ("because",) if len({hit.watch for hit in found}) > 1 else ("because", "watch")


_PROFILE = "profile"
"""The role of a word that is no term of the watch."""


@click.command()
@click.option("--watch", "slug", help="Only this watch.")
@click.option("--since", type=PERIOD, help="Only hits seen in this time, such as 7d or 2023-11-21.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@json_option
@pass_place
def hits(place: Place, slug: str | None, since: datetime | None, limit: int, as_json: bool) -> None:
    """What was judged follow-up coverage, newest first."""
    with reading(place.database) as db:
        if slug is not None and slug not in {row.slug for row in watch_rows(db)}:
            raise NotFoundError(f"no watch is called {slug!r}; newswake watch list shows those there are")
        found = stored_hits(db, watch=slug, since=since, limit=limit)
    rows = [
        {
            "item": hit.item_id,
            "watch": hit.watch,
            "seen": f"{hit.first_seen:%Y-%m-%d %H:%M}",
            "source": hit.source_name,
            "title": hit.title,
            "score": hit.score,
            "said": hit.feedback or "",
            **(
                {
                    "link": hit.link,
                    "source_url": hit.source,
                    "published": hit.published,
                    "backlog": hit.backlog,
                }
                if as_json
                else {}
            ),
            "because": ", ".join(_because(hit)),
        }
        for hit in found
    ]
    empty = "no hits yet" if since is None else "no hits in this time; leave out --since for older ones"
    show("Hits", rows, as_json=as_json, empty=empty, spare=_spare(found))


def _because(hit: HitRow) -> list[str]:
    """The names of what counted, the weightiest first; words of the profile as the item has them, not as stems."""
    heaviest = sorted(hit.reasons, key=lambda reason: -reason.points)
    names = [(reason.surface if reason.role == _PROFILE else "") or reason.term for reason in heaviest]
    once = {name.casefold(): name for name in reversed(names)}
    return sorted(once.values(), key=names.index)[:5]


@click.command()
@click.argument("item", metavar="ITEM-OR-URL")
@click.option("--watch", "slug", help="Only for this watch.")
@json_option
@pass_place
def explain(place: Place, item: str, slug: str | None, as_json: bool) -> None:
    """Why ITEM (its number or address) is a hit, or what was missing."""
    configuration = read_configuration(place.config)
    with reading(place.database) as db:
        found = explanations(db, configuration.watches, item, slug)
    if as_json:
        show("", [one.as_row() for one in found], as_json=True)
        return
    for one in found:
        _print(one)


def _print(one: Explanation) -> None:
    out = console()
    decision = one.decision
    out.print(Text(one.title, style="bold"))
    out.print(
        Text(
            f"{decision.watch}: {one.verdict()}, score {decision.score:.2f} "
            f"({decision.points:.2f} points of {decision.threshold:.2f} needed), watch revision {decision.revision}"
        )
    )
    out.print(Text(one.provenance, style="dim"))
    if one.said:
        out.print(Text(f"  {one.said}"))
    for reason in one.missing():
        out.print(Text(f"  why not: {reason}"))
    show("Contributions", one.contributions(), as_json=False, empty="  nothing of this watch is in the item")


@click.command()
@click.option("--since", type=PERIOD, default="30d", show_default=True, help="How far back.")
@click.option("--watch", "slug", help="Only this watch.")
@click.option("--dry-run", is_flag=True, help="Print the difference and write nothing.")
@json_option
@pass_place
def rematch(place: Place, since: datetime, slug: str | None, dry_run: bool, as_json: bool) -> None:
    """Decide again over stored items with today's watches.

    Prints what changes; never mails.
    """
    configuration = read_configuration(place.config)
    followed = configuration.watches
    opened = reading(place.database) if dry_run else writing(place.database, "rematch")
    with opened as db:
        if not dry_run:
            adopt_watches(db, configuration.watches, utc_now())
            followed = apply_waiting(db, followed, utc_now())
        changes = decide_again(db, followed, since=since, slug=slug, now=utc_now(), dry_run=dry_run)
    rows: Sequence[dict[str, object]] = [change.as_row() for change in changes]
    show("What changes" if dry_run else "What changed", rows, as_json=as_json, empty="nothing changes")
