"""``digest``: look at it, send it, and see the ledger."""

from datetime import date, datetime

import click

from monitor.app import read_configuration, utc_now
from monitor.app_mail import digest_desk, mail_out
from monitor.cli.digest_looks import preview, template
from monitor.cli.ledger import DAY, ledger_status, release, resend
from monitor.cli.place import Place, pass_place
from monitor.cli.readers import readers
from monitor.cli.tables import count, json_option, show
from monitor.digest.delivery import Verdict
from monitor.digest.outbox import send_test
from monitor.errors import DeliveryError, NotFoundError
from monitor.service.clock_guard import held_by_another
from monitor.service.digest_round import DigestReport, Dispatch, digest_for_date, digest_round
from monitor.service.lock import WriterLock
from monitor.settings import RecipientSettings, Settings


@click.group()
def digest() -> None:
    """What is new, for each reader, once a day."""


for _command in (preview, template, ledger_status, resend, release):
    digest.add_command(_command)


@digest.command()
@click.option("--date", "day", type=DAY, help="Make the digest of this local date, due or not.")
@click.option("--to", "address", help="Only for this reader.")
@click.option("--test", is_flag=True, help="Send a test message at once; nothing is recorded.")
@json_option
@pass_place
@click.pass_context
def send(
    context: click.Context,
    place: Place,
    *,
    day: datetime | None,
    address: str | None,
    test: bool,
    as_json: bool,
) -> None:
    """Make what is due and hand it over.

    Exit code 1 where a mail could not be handed over.
    """
    settings = read_configuration(place.config).settings
    chosen = readers(settings, address)
    if test:
        _send_test(place, settings, chosen)
        return
    report = _send(place, settings, chosen, day.date() if day else None)
    rows = [
        {
            "to": one.recipient,
            "digest": one.digest_key,
            "state": one.state.value,
            "answer": one.reply,
            "subject": one.subject,
        }
        for one in report.attempts
    ]
    empty = sum(row.state.value == "empty" for row in report.made)
    nothing = f"nothing to send; {count(empty, 'digest')} had no news" if empty else _nothing_due(day)
    if settings.mail.transport == "stdout" and not as_json:
        click.echo(f"{count(len(rows), 'mail')} handed over" if rows else nothing, err=True)
    else:
        show("Handed over", rows, as_json=as_json, empty=nothing)
    for failure in report.failed:
        click.echo(f"{failure.recipient}: the digest could not be made: {failure.problem}", err=True)
    if report.failed or any(one.verdict is not Verdict.ACCEPTED for one in report.attempts):
        context.exit(1)


def _nothing_due(day: datetime | None) -> str:
    if day is None:
        return "no digest is due; newswake check says when the next one is, digest preview shows it"
    return (
        f"the digest of {day:%Y-%m-%d} has been made before; newswake digest status shows what became of it"
    )


def _send(
    place: Place, settings: Settings, chosen: tuple[RecipientSettings, ...], day: date | None
) -> DigestReport:
    with (
        WriterLock(place.database, "digest send"),
        digest_desk(place.database, settings, config=place.config) as desk,
    ):
        now = utc_now()
        if (held := held_by_another(desk.private, now)) is not None:
            problem = f"mail is held: {held.why}; where the clock is right: newswake digest release"
            raise DeliveryError(problem, permanent=False)
        only = frozenset(reader.address for reader in chosen)
        dispatch = Dispatch(deliver=mail_out(settings), only=only, most_a_day=settings.mail.most_a_day)
        if day is None:
            return digest_round(desk, chosen, dispatch, now)
        if early := [one.address for one in chosen if day > now.astimezone(one.zone_info).date()]:
            raise NotFoundError(f"{day} has not come yet for {early[0]}; newswake check says when it is due")
        return digest_for_date(desk, chosen, dispatch, day=day, now=now)


def _send_test(place: Place, settings: Settings, chosen: tuple[RecipientSettings, ...]) -> None:
    now = utc_now()
    deliver = mail_out(settings)
    with digest_desk(place.database, settings, config=place.config, looking=True) as desk:
        for reader in chosen:
            made = desk.preview(reader, now, key=f"test-{now:%Y%m%dT%H%M%S}")
            delivery = send_test(made, reader, settings.mail.sender, deliver)
            if delivery.verdict is not Verdict.ACCEPTED:
                raise DeliveryError(f"{reader.address}: {delivery.reply}", permanent=False)
            click.echo(f"{reader.address}: accepted ({delivery.reply})")
