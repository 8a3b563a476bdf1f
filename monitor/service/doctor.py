"""``check``: what would stop the service or silence it, said before it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from monitor.digest.clock import SANE_AFTER
from monitor.errors import DeliveryError, Mistake
from monitor.settings import RecipientSettings
from monitor.store import feeds
from monitor.store.connection import problems
from monitor.webhook_settings import WebhookSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at; ``fine`` is False where a person should act."""

    what: str
    fine: bool
    says: str

    def as_row(self) -> dict[str, object]:
        """For a table."""
        return {"what": self.what, "is": "fine" if self.fine else "PROBLEM", "says": self.says}


def database_finding(db: Database) -> Finding:
    """SQLite's quick check."""
    found = problems(db)
    return Finding(what="database", fine=not found, says="; ".join(found) or "readable and sound")


def feed_findings(db: Database) -> tuple[Finding, ...]:
    """One for all that is well, and one for each feed whose last visits failed."""
    every = feeds.status(db)
    failing = [one for one in every if one.failures]
    new = sum(one.last_polled is None for one in every)
    summary = f"{len(every)} followed, {len(failing)} failing, {new} not visited yet"
    bad = (
        Finding(what=f"feed {one.name}", fine=False, says=f"{_failed(one.failures)}: {one.last_error}")
        for one in failing
    )
    missing = "" if every else "; find one with: newswake feeds add SITE"
    return (Finding(what="feeds", fine=bool(every), says=summary + missing), *bad)


def _failed(failures: int) -> str:
    return "1 failed visit" if failures == 1 else f"{failures} failed visits"


def clock_finding(now: datetime) -> Finding:
    """Whether the clock can be true at all."""
    return Finding(what="clock", fine=now > SANE_AFTER, says=f"{now:%Y-%m-%d %H:%M:%S} UTC")


def mail_finding(log_in: Callable[[], str]) -> Finding:
    """Whether the mail server (or folder) takes us; ``log_in`` says how, or raises ``DeliveryError``."""
    try:
        return Finding(what="mail", fine=True, says=log_in())
    except DeliveryError as error:
        return Finding(what="mail", fine=False, says=str(error))


def webhook_findings(
    webhooks: Sequence[WebhookSettings], secret_of: Callable[[WebhookSettings], str]
) -> tuple[Finding, ...]:
    """Whether each webhook has its secret; ``secret_of`` gives it, or raises ``DeliveryError``. Nothing is sent."""

    def finding(one: WebhookSettings) -> Finding:
        try:
            secret_of(one)
        except DeliveryError as error:
            return Finding(what=f"webhook {one.name}", fine=False, says=str(error))
        says = f"told of {', '.join(one.events)}; try it with: newswake webhooks test {one.name}"
        return Finding(what=f"webhook {one.name}", fine=True, says=says)

    return tuple(map(finding, webhooks))


def template_findings(own: Sequence[str], mistakes: Sequence[Mistake]) -> tuple[Finding, ...]:
    """Whether a person's own templates of mails, ``own`` by name, can be used; nothing where there are none."""
    if not own:
        return ()
    used = "the built-in one is used instead; digest template --out DIR writes it to compare"
    says = "; ".join(map(str, mistakes)) + f"; {used}" if mistakes else f"your own: {', '.join(own)}"
    return (Finding(what="templates", fine=not mistakes, says=says),)


def outbox_finding(lines: Sequence[str]) -> Finding:
    """Whether anything in the outbox waits for a person; ``lines`` say what."""
    return Finding(what="outbox", fine=not lines, says="; ".join(lines) or "nothing waits for a person")


def digest_findings(
    recipients: Sequence[RecipientSettings], next_at: Callable[[RecipientSettings], datetime]
) -> tuple[Finding, ...]:
    """When each reader gets the next digest."""
    if not recipients:
        return (
            Finding(
                what="digests", fine=False, says="nobody gets them; add a [[recipient]] to newswake.toml"
            ),
        )
    return tuple(
        Finding(
            what=f"digest for {one.address}",
            fine=True,
            says=f"next {next_at(one):%A %Y-%m-%d %H:%M} {one.zone} ({next_at(one).astimezone(UTC):%H:%M} UTC)",
        )
        for one in recipients
    )
