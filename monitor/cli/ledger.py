"""``digest status``, ``resend`` and ``release``: what became of digests, and what a person may do about it."""

from datetime import date, datetime, timedelta

import click

from monitor.app import read_configuration, utc_now
from monitor.app_mail import digest_desk
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import json_option, show
from monitor.service.lock import running
from monitor.service.mail_state import trouble
from monitor.service.releasing import Released, release_all, release_parked, send_again
from monitor.store.outbox_rows import LedgerRow, MailState
from monitor.store.private import ledger

DAY = click.DateTime(formats=["%Y-%m-%d"])
WAITING = {MailState.PENDING, MailState.IN_DOUBT, MailState.PARKED}


@click.command("status")
@click.option(
    "--days",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="How far back from the last one; what waits is shown always.",
)
@json_option
@pass_place
def ledger_status(place: Place, days: int, as_json: bool) -> None:
    """What became of every digest.

    State, attempts, the next try and the other side's last words; on stderr what keeps mail from going out.
    """
    settings, now = read_configuration(place.config).settings, utc_now()
    with digest_desk(place.database, settings, looking=True) as desk:
        rows, lines = ledger(desk.private), trouble(desk.private, settings.recipient, now)
    # Back from the last digest: that of a service which stopped long ago is what is asked for then.
    last = max((row.local_date for row in rows), default=now.date())
    shown = [row for row in rows if row.state in WAITING or row.local_date > last - timedelta(days=days)]
    ordered = sorted(shown, key=lambda row: (row.local_date, row.recipient))
    show(
        "Digests",
        [_row(row) for row in ordered],
        as_json=as_json,
        empty="no digest has been made yet" if not rows else f"no digest in the last {days} days",
        spare=("attempts", "answer"),
    )
    for line in lines:
        click.echo(line, err=True)


def _row(row: LedgerRow) -> dict[str, object]:
    return {
        "date": row.local_date.isoformat(),
        "to": row.recipient,
        "state": row.state.value,
        "covered_by": row.covered_by or "",
        "hits": row.hit_count,
        "attempts": row.attempts,
        "next_try": _moment(row.next_attempt),
        "sent": _moment(row.sent_at),
        "answer": row.last_reply,
        "subject": "" if row.covered_by else row.subject,
    }


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


@click.command()
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--to", "address", help="Only to this reader.")
@pass_place
def resend(place: Place, day: datetime, address: str | None) -> None:
    """Send the digest of DATE again.

    The same bytes under the same Message-ID.
    """
    settings = read_configuration(place.config).settings
    with digest_desk(place.database, settings, looking=True) as desk:
        _tell(place, send_again(desk, day.date(), address, utc_now()))


@click.command()
@click.argument("day", type=DAY, metavar="[DATE]", required=False)
@click.option("--to", "address", help="Only to this reader.")
@pass_place
def release(place: Place, day: datetime | None, address: str | None) -> None:
    """Let go what is parked or held.

    With DATE the parked digest of that date; without it everything, and the clock is taken to be right.
    """
    if address and day is None:
        raise click.UsageError("--to needs a DATE")
    settings, now = read_configuration(place.config).settings, utc_now()
    with digest_desk(place.database, settings, looking=True) as desk:
        chosen: date | None = day.date() if day else None
        if chosen is None:
            _tell(place, release_all(desk, settings.recipient, now))
        else:
            _tell(place, release_parked(desk, chosen, address, now))


def _tell(place: Place, released: Released) -> None:
    lines = released.lines()
    for line in lines or ("nothing is held or parked",):
        click.echo(line)
    if lines and not running(place.database):
        click.echo("no service runs; to send now: newswake digest send", err=True)
