"""``webhooks``: what was told to other programs, and a test of them."""

import os
import secrets
from pathlib import Path

import click

from monitor.app import read_configuration, utc_now
from monitor.app_webhooks import send_trial
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import count, json_option, show
from monitor.errors import DeliveryError, NotFoundError
from monitor.outcome import FetchFailed, Response
from monitor.service.webhook_secrets import read_secret, secret_from
from monitor.settings import Settings
from monitor.store.private import open_private, private_path
from monitor.store.webhook_rows import deliveries, delivery_counts, release_parked
from monitor.text.links import host_of
from monitor.webhook_settings import WebhookSettings


@click.group()
def webhooks() -> None:
    """Other programs that are told of events."""


@webhooks.command()
@json_option
@pass_place
def status(place: Place, as_json: bool) -> None:
    """What became of the events.

    What waits or is parked, and the last that were sent.
    """
    configured = {one.name for one in read_configuration(place.config).settings.webhook}
    private = open_private(private_path(place.database))
    try:
        found, counts = deliveries(private), delivery_counts(private)
    finally:
        private.close()
    if not as_json:
        for name in sorted(configured | counts.keys()):
            click.echo(_summary(name, counts.get(name), configured=name in configured))
    rows = [
        {
            "number": row.number,
            "webhook": row.webhook,
            "event": row.event_key,
            "state": row.state.value,
            "attempts": row.attempts,
            "made": f"{row.created_at:%Y-%m-%d %H:%M}",
            "next": f"{row.next_attempt:%Y-%m-%d %H:%M}" if row.next_attempt else "",
            "bytes": row.size,
            "id": row.delivery_id,
            "answer": row.last_reply,
        }
        for row in found
    ]
    show("Deliveries", rows, as_json=as_json, empty="nothing has been told yet", spare=("bytes", "id"))


def _summary(name: str, counts: dict[str, int] | None, *, configured: bool) -> str:
    if counts is None:
        return f"{name}: begins when newswake run is next started"
    told = ", ".join(f"{number} {state}" for state, number in sorted(counts.items())) or "nothing told yet"
    return f"{name}: {told}" + ("" if configured else "; not in newswake.toml any more, so nothing is sent")


@webhooks.command()
@click.argument("target", metavar="NAME-OR-URL")
@click.option("--secret-file", type=click.Path(dir_okay=False, path_type=Path), help="For a URL: its secret.")
@pass_place
def test(place: Place, target: str, secret_file: Path | None) -> None:
    """Send a signed test event.

    Exit code 1 where it is not taken.
    """
    settings = read_configuration(place.config).settings
    url, secret = _target(settings, target, secret_file)
    answer = send_trial(settings, url, secret, utc_now())
    where = host_of(url)
    if isinstance(answer, FetchFailed):
        raise DeliveryError(f"{where}: {answer.reason}", permanent=False)
    if not _taken(answer):
        raise DeliveryError(f"{where}: HTTP {answer.status}", permanent=False)
    click.echo(f"{where}: taken (HTTP {answer.status}, {answer.elapsed_ms} ms)")


def _taken(answer: Response) -> bool:
    return 200 <= answer.status < 300  # noqa: PLR2004 - HTTP's own class of success


def _target(settings: Settings, target: str, secret_file: Path | None) -> tuple[str, str]:
    """Address and secret."""
    known = _named(settings, target)
    if known is not None:
        secret = (
            read_secret(known, os.environ) if secret_file is None else secret_from(secret_file, known.name)
        )
        return known.url, secret
    if "://" not in target:
        raise NotFoundError(
            f"no webhook is called {target!r}; add a [[webhook]] to newswake.toml, or give a URL"
        )
    if secret_file is not None:
        return target, secret_from(secret_file, host_of(target))
    secret = secrets.token_hex(16)
    click.echo(f"signed with a secret made up for this test: {secret}", err=True)
    return target, secret


def _named(settings: Settings, target: str) -> WebhookSettings | None:
    return next((one for one in settings.webhook if target in {one.name, one.url}), None)


@webhooks.command()
@click.argument("name")
@click.option("--number", type=int, help="Only this delivery; newswake webhooks status shows the numbers.")
@pass_place
def release(place: Place, name: str, number: int | None) -> None:
    """Try again what is parked for NAME.

    A running service does so at its next tick.
    """
    private = open_private(private_path(place.database))
    try:
        released = release_parked(private, name, utc_now(), number=number)
    finally:
        private.close()
    if not released:
        raise NotFoundError(f"nothing is parked for {name!r}; newswake webhooks status shows what there is")
    click.echo(
        f"{count(released, 'delivery') if released == 1 else f'{released} deliveries'} will be tried again"
    )
