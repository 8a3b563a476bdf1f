"""Making alerts: after the digests of a round, so that nothing is told at once which the digest has just told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from traceback import format_exception

from monitor import __version__
from monitor.digest.alert import alert, urgent
from monitor.digest.message import message_id
from monitor.digest.occasion import Occasion
from monitor.digest.outbox import DigestDesk, Failure, MadeDigests
from monitor.settings import RecipientSettings
from monitor.store.alerts import KEY, alerts_on, alerts_to, look_no_more, put_alert
from monitor.store.digest_reads import digest_material, last_hit
from monitor.store.outbox_rows import LedgerRow, NewMail, Window
from monitor.store.private import find_mail, window_of


def make_alerts(desk: DigestDesk, recipients: Sequence[RecipientSettings], now: datetime) -> MadeDigests:
    """Store the alerts that are called for, one mail a recipient and round; a failing one holds up no other."""
    made: list[LedgerRow] = []
    failed: list[Failure] = []
    for recipient in recipients:
        if recipient.alert_score is None:
            continue
        try:
            row = Alerting(desk=desk, recipient=recipient, least=recipient.alert_score).make(now)
        except Exception as error:  # noqa: BLE001 - one recipient's alert must not hold up the others'
            told = "".join(format_exception(error))
            failed.append(Failure(recipient=recipient.address, problem=str(error), traceback=told))
        else:
            made += [row] if row is not None else []
    return MadeDigests(made=tuple(made), failed=tuple(failed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerting:
    """The alerts of one recipient."""

    desk: DigestDesk
    recipient: RecipientSettings
    least: float
    """Score that one of a development's reports has to reach."""

    def make(self, now: datetime) -> LedgerRow | None:
        """Store an alert of what came since the last look; None where nothing calls for one, or the day's are made.

        The first look is at nothing: what was there before alerts were asked for is no news. So it is after a digest.
        """
        private, address = self.desk.private, self.recipient.address
        window = window_of(private, address)
        if window is None:
            return None
        newest, looked = last_hit(self.desk.store), alerts_to(private, address)
        after = max(newest if looked is None else looked, window.hits_to)
        if after >= newest:
            if looked != after:
                look_no_more(private, address, after)
            return None
        return self._tell(now, after, newest, window)

    def _tell(self, now: datetime, after: int, newest: int, window: Window) -> LedgerRow | None:
        recipient, private = self.recipient, self.desk.private
        day = now.astimezone(recipient.zone_info).date()
        material = digest_material(self.desk.store, after=after, up_to=newest, watches=recipient.watches)
        hits = urgent(material, self.least)
        paused = recipient.pause_until is not None and day < recipient.pause_until
        if not hits or paused or alerts_on(private, recipient.address, day) >= recipient.alerts_per_day:
            look_no_more(private, recipient.address, newest)
            return None
        occasion = Occasion(
            recipient=recipient,
            local_date=day,
            now=now,
            version=__version__,
            key=f"{KEY}{hits[0].hit_id}",
            base_url=self.desk.base_url,
            sender=self.desk.sender,
        )
        digest = alert(material, hits, occasion)
        mail = NewMail(
            recipient=recipient.address,
            digest_key=digest.key,
            message_id=message_id(recipient.address, digest.key, self.desk.sender),
            mime=self.desk.rendered(digest, recipient).eml,
            local_date=day,
            zone=recipient.zone,
            watches=recipient.watches,
            # The window of digests does not move: the next one tells it all, and says what was told at once.
            after=window,
            up_to=window,
            hit_count=digest.hit_count,
            shown_count=digest.shown_count,
            subject=digest.subject,
            created_at=now,
        )
        if not put_alert(private, mail, [hit.hit_id for hit in hits], newest):
            return None
        return find_mail(private, recipient.address, digest.key)
