"""The second half of ``watch check``: how the stored items would have answered a watch file."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from monitor.app import reading
from monitor.cli.tables import show
from monitor.model import Watch
from monitor.service.checking import Answers, Example, answers

SHOWN = 5


def tell_answers(database: Path, watch: Watch, since: datetime) -> None:
    """Print it; one line where there is nothing stored yet."""
    if not database.is_file():
        click.echo(f"{database}: no database yet, so the file was not tried out on stored items")
        return
    with reading(database) as db:
        found = answers(db, watch, since)
    click.echo(f"\nThe file alone, on the {found.items} items stored since {since:%Y-%m-%d %H:%M} UTC:")
    click.echo(_sums(found))
    for title, some in (("Best hits", found.hits), ("Near misses", found.near_misses)):
        if some:
            show(title, _rows(some), as_json=False)
    if found.lost:
        show("Hits that would go", _rows(found.lost), as_json=False)


def answers_object(database: Path, watch: Watch, since: datetime) -> dict[str, object]:
    """The same, all of it, for programs; ``answers`` is None where there is nothing stored yet."""
    if not database.is_file():
        return {"answers": None}
    with reading(database) as db:
        found = answers(db, watch, since)
    told = {"hits": found.hits, "near_misses": found.near_misses, "lost": found.lost}
    return {
        "answers": {
            "since": since,
            "items": found.items,
            "weeks": dict(found.weeks),
            "hits_now": len(found.present),
            **{name: [asdict(one) for one in some] for name, some in told.items()},
        }
    }


def _sums(found: Answers) -> str:
    weeks = ", ".join(f"week of {monday}: {count}" for monday, count in found.weeks.items())
    lines = [
        f"{len(found.hits)} hits{f' ({weeks})' if weeks else ''}, {len(found.near_misses)} near misses",
        f"{len(found.lost)} of the {len(found.present)} hits it has now would go",
    ]
    return "\n".join(lines)


def _rows(examples: Sequence[Example]) -> list[dict[str, object]]:
    return [{"item": one.item_id, "score": one.score, "title": one.title} for one in examples[:SHOWN]]
