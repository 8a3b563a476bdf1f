"""``run``, ``status`` and ``check``: the service, how it is, and what would stop it."""

import os
import threading
from pathlib import Path

import click

from monitor.app import Configuration, adopt, read_configuration, reading, run_service, utc_now, writing
from monitor.app_mail import try_templates
from monitor.cli.place import Place, pass_place
from monitor.cli.tables import count, json_option, show
from monitor.digest.deliver import log_in
from monitor.digest.schedule import next_due_at
from monitor.service.doctor import (
    Finding,
    clock_finding,
    database_finding,
    digest_findings,
    feed_findings,
    mail_finding,
    outbox_finding,
    template_findings,
    webhook_findings,
)
from monitor.service.health import service_health
from monitor.service.lock import running as lock_holder
from monitor.service.log import start_log
from monitor.service.mail_state import mail_line, mail_trouble
from monitor.service.ticker import stop_on_signals
from monitor.service.webhook_secrets import read_secret


@click.command()
@pass_place
def run(place: Place) -> None:
    """Poll and send digests until stopped with Ctrl-C.

    What is due is polled and sent, until SIGTERM or Ctrl-C; it goes on where it was when started again.
    """
    start_log(place.level)
    configuration = read_configuration(place.config)
    stop = threading.Event()
    stop_on_signals(stop)
    if not place.quiet:
        stories = "1 story" if len(configuration.watches) == 1 else f"{len(configuration.watches)} stories"
        sources = count(len(configuration.sources), "feed")
        click.echo(f"following {stories} in {sources}; stop with Ctrl-C", err=True)
    run_service(place.database, configuration, stop, config=place.config)
    if not place.quiet:
        click.echo("stopped; everything is stored", err=True)


@click.command()
@json_option
@pass_place
@click.pass_context
def status(context: click.Context, place: Place, as_json: bool) -> None:
    """Whether the service runs, and how its feeds are.

    Exit code 1 where it is not healthy.
    """
    with reading(place.database) as db:
        health = service_health(db, place.database, utc_now(), mail=mail_line(place.database))
    if not place.quiet:
        show("Service", [health.as_row()] if as_json else health.lines(), as_json=as_json)
    for problem in health.problems:
        click.echo(problem, err=True)
    if health.problems:
        context.exit(1)


@click.command()
@json_option
@pass_place
@click.pass_context
def check(context: click.Context, place: Place, as_json: bool) -> None:
    """Look for what would stop or silence the service.

    Configuration, database, feeds, mail, clock, digests; exit code 1 for a problem.
    """
    configuration = read_configuration(place.config)
    found = _findings(place.database, place.config, configuration)
    show("Check", [one.as_row() for one in found], as_json=as_json)
    if not all(one.fine for one in found):
        context.exit(1)


def _findings(database: Path, config: Path, configuration: Configuration) -> list[Finding]:
    """Everything that is looked at; the configuration has been read by now, so its files are fine."""
    settings, now = configuration.settings, utc_now()
    followed = f"watches: {len(configuration.watches)}, feeds: {len(configuration.sources)}"
    missing = "" if configuration.watches else "; make a watch with: newswake seed ARTICLE"
    found = [
        Finding(what="configuration", fine=bool(configuration.watches), says=followed + missing),
        clock_finding(now),
    ]
    if lock_holder(database):
        with reading(database) as db:
            found += [database_finding(db), *feed_findings(db)]
    else:
        with writing(database, "check") as db:
            adopt(db, configuration, now)
            found += [database_finding(db), *feed_findings(db)]
    readers = [one.address for one in settings.recipient]
    found.append(mail_finding(lambda: log_in(settings.mail, os.environ, recipients=readers)))
    tried = try_templates(config)
    found += template_findings(tried.own, tried.mistakes)
    found.append(outbox_finding(mail_trouble(database, settings, now)))
    found += webhook_findings(settings.webhook, lambda one: read_secret(one, os.environ))
    return [
        *found,
        *digest_findings(settings.recipient, lambda one: next_due_at(one, now)),
    ]
