"""Making digests so that none is lost and none is made twice; ``sending`` hands them over.

What is promised: every hit that is news comes in a digest that was accepted, or visibly waits or is parked. A
crash can cause one further copy of one digest, the same bytes under the same Message-ID, and only between the
server's acceptance and our note of it. Without crashes and lost answers: exactly one.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from traceback import format_exception

from monitor import __version__
from monitor.digest.compose import Occasion, compose
from monitor.digest.delivery import Deliver, Delivery, Letter
from monitor.digest.message import mail_bytes, message_id
from monitor.digest.render import Rendered, Renderer
from monitor.digest.schedule import DueDigest, digest_key, digest_of, due_digests
from monitor.digest.values import Digest
from monitor.settings import RecipientSettings
from monitor.store.alerts import alerted
from monitor.store.database import Database
from monitor.store.digest_material import DigestMaterial, WatchTitle
from monitor.store.digest_reads import digest_material, last_hit, last_hit_before, last_notice
from monitor.store.digest_stories import last_edit, last_edit_before
from monitor.store.digests import PublicDigest, record_digests, replace_digests
from monitor.store.outbox_rows import LedgerRow, MailState, NewMail, Served, Window
from monitor.store.private import (
    add_recipient,
    days_covered_by,
    find_mail,
    ledger,
    newest_mail,
    put_mail,
    served,
    window_of,
)
from monitor.store.transactions import transaction

Suggest = Callable[[str, Window, Window, datetime], tuple[str, ...]]
"""Names that began to surge with a watch (a slug) between two windows, at this time: offered as terms."""

FIRST_WINDOW = timedelta(days=7)
"""How far back the first digest of a new recipient reaches."""

HEARTBEAT = timedelta(days=7)
"""After so long without a mail a digest without news is sent to who wants ``weekly``: silence would say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A digest as it would go out now: nothing was stored, nothing sent."""

    rendered: Rendered
    eml: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A digest that could not be made, with the traceback for whoever mends it."""

    recipient: str
    problem: str
    traceback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDigests:
    """What one round made: new rows of the ledger, and what went wrong."""

    made: tuple[LedgerRow, ...] = ()
    failed: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDesk:
    """Where digests are made: the two databases, the templates and the sender's address."""

    store: Database
    private: Database
    renderer: Renderer
    sender: str
    base_url: str = ""
    """Where the pages are served; empty for nowhere."""
    leave_url: str = ""
    """HTTPS endpoint that takes one-click requests to leave; empty for none."""
    suggest: Suggest = lambda _slug, _after, _up_to, _now: ()
    """Asked for the watches that have news."""

    def preview(
        self, recipient: RecipientSettings, now: datetime, *, local_date: date | None = None, key: str = ""
    ) -> Preview:
        """The digest of ``local_date`` (default: today there); one made already shows what was made then."""
        day = local_date or now.astimezone(recipient.zone_info).date()
        made = None if key else find_mail(self.private, recipient.address, digest_key(day))
        if made is not None:
            after, up_to, now = made.before, made.up_to, made.created_at
            covers = days_covered_by(self.private, made)
        else:
            after, up_to = self._next_window(recipient, now), self._newest()
            covers = () if key else self.digest_of(recipient, day, now).covers
        due = DueDigest(recipient=recipient, local_date=day, covers=covers)
        return self.rendered(self._composed(due, now, after, up_to, key=key), recipient)

    def digest_of(self, recipient: RecipientSettings, day: date, now: datetime) -> DueDigest:
        """The digest of ``day``, due or not, with the dates it would cover."""
        known = served(self.private).get(recipient.address, Served())
        return digest_of(recipient, known, day, now)

    def make_due(self, recipients: Sequence[RecipientSettings], now: datetime) -> MadeDigests:
        """Store the digests that are due, each in one transaction of the private file."""
        known = served(self.private)
        for one in recipients:
            if one.address not in known:
                # From now on her dates count, though the first digest may not be made in time.
                add_recipient(self.private, one.address, self._next_window(one, now), now)
        return self.make_each(due_digests(recipients, served(self.private), now), now)

    def make_each(self, wanted: Sequence[DueDigest], now: datetime) -> MadeDigests:
        """Store the digests of ``wanted`` that are not there yet; a failing one holds up no other."""
        made: list[LedgerRow] = []
        failed: list[Failure] = []
        for due in wanted:
            try:
                row = self.make(due, now)
            except Exception as error:  # noqa: BLE001 - one recipient's digest must not hold up the others'
                told = "".join(format_exception(error))
                failed.append(Failure(recipient=due.recipient.address, problem=str(error), traceback=told))
            else:
                made += [row] if row is not None else []
        return MadeDigests(made=tuple(made), failed=tuple(failed))

    def make(self, due: DueDigest, now: datetime) -> LedgerRow | None:
        """Store one digest, even one without news; None where another process has made it meanwhile."""
        recipient = due.recipient
        after = add_recipient(self.private, recipient.address, self._next_window(recipient, now), now)
        up_to = self._newest()
        digest = self._composed(due, now, after, up_to)
        skipped = digest.nothing_to_say and not self._wants_nothing_new(recipient, due.local_date)
        mail = NewMail(
            recipient=recipient.address,
            digest_key=digest.key,
            message_id=message_id(recipient.address, digest.key, self.sender),
            mime=b"" if skipped else self.rendered(digest, recipient).eml,
            local_date=due.local_date,
            zone=recipient.zone,
            watches=recipient.watches,
            after=after,
            up_to=up_to,
            hit_count=digest.hit_count,
            shown_count=digest.shown_count,
            subject=digest.subject,
            created_at=now,
            covers=due.covers,
        )
        if not put_mail(self.private, mail, MailState.EMPTY if skipped else MailState.PENDING):
            return None
        return find_mail(self.private, recipient.address, digest.key)

    def _wants_nothing_new(self, recipient: RecipientSettings, day: date) -> bool:
        """Whether a digest with nothing to say goes out on ``day``: always, never, or after a week without any."""
        if recipient.empty != "weekly":
            return recipient.empty == "send"
        newest = newest_mail(self.private, recipient.address)
        return newest is None or day - newest >= HEARTBEAT

    def publish(self) -> None:
        """As ``rebuild_public``: to be called at start."""
        rebuild_public(self.store, self.private)

    def publish_some(self, keys: Collection[tuple[str, str]]) -> None:
        """Copy digests that changed (addresses and digest keys), with the dates they cover, into the public table."""
        rows = [row for address, key in keys if (row := find_mail(self.private, address, key)) is not None]
        covered = [
            found
            for row in rows
            for day in days_covered_by(self.private, row)
            if (found := find_mail(self.private, row.recipient, digest_key(day))) is not None
        ]
        with transaction(self.store):
            record_digests(self.store, [_public(row) for row in (*rows, *covered)])

    def _newest(self) -> Window:
        return Window(
            hits_to=last_hit(self.store),
            notices_to=last_notice(self.store),
            edits_to=last_edit(self.store),
        )

    def _next_window(self, recipient: RecipientSettings, now: datetime) -> Window:
        known = window_of(self.private, recipient.address)
        start = now - FIRST_WINDOW
        return known or Window(
            hits_to=last_hit_before(self.store, start),
            notices_to=0,
            edits_to=last_edit_before(self.store, start),
        )

    def _composed(
        self, due: DueDigest, now: datetime, after: Window, up_to: Window, *, key: str = ""
    ) -> Digest:
        recipient = due.recipient
        material = digest_material(
            self.store,
            after=after.hits_to,
            up_to=up_to.hits_to,
            now=now,
            watches=recipient.watches,
            notices_after=after.notices_to,
            notices_up_to=up_to.notices_to,
            edits_after=after.edits_to,
            edits_up_to=up_to.edits_to,
        )
        occasion = Occasion(
            recipient=recipient,
            local_date=due.local_date,
            now=now,
            version=__version__,
            key=key,
            covers=due.covers,
            sender=self.sender,
            base_url=self.base_url,
        )
        told = alerted(self.private, recipient.address, after.hits_to)
        watches = self._with_suggestions(material, after, up_to, now)
        return compose(replace(material, alerted=told, watches=watches), occasion)

    def _with_suggestions(
        self, material: DigestMaterial, after: Window, up_to: Window, now: datetime
    ) -> tuple[WatchTitle, ...]:
        told = {hit.watch for hit in material.hits}
        return tuple(
            replace(one, suggested=self.suggest(one.slug, after, up_to, now)) if one.slug in told else one
            for one in material.watches
        )

    def rendered(self, digest: Digest, recipient: RecipientSettings) -> Preview:
        """The mail of a composed digest as its reader wants it."""
        rendered = self.renderer.render(digest)
        eml = mail_bytes(
            rendered,
            recipient=recipient.address,
            recipient_name=recipient.name,
            sender=self.sender,
            leave_url=self.leave_url,
            html=recipient.format == "html",
        )
        return Preview(rendered=rendered, eml=eml)


def send_test(preview: Preview, recipient: RecipientSettings, sender: str, deliver: Deliver) -> Delivery:
    """Hand over a preview at once, past the outbox. Its ``key`` should be its own, such as ``test-…``."""
    key = preview.rendered.digest.key
    letter = Letter(
        recipient=recipient.address,
        message_id=message_id(recipient.address, key, sender),
        mime=preview.eml,
        name=f"{key}-{recipient.address.replace('/', '_')}",
    )
    delivery = deliver(letter, lambda: True)
    delivery.farewell()
    return delivery


def rebuild_public(store: Database, private: Database) -> None:
    """Make the public table of digests a copy of the private ledger, without addresses."""
    copies = tuple(_public(row) for row in ledger(private))
    with transaction(store):
        replace_digests(store, copies)


def _public(row: LedgerRow) -> PublicDigest:
    return PublicDigest(
        digest_key=row.public_key,
        local_date=row.local_date,
        zone=row.zone,
        watches=row.watches,
        hits_from=row.hits_from,
        hits_to=row.hits_to,
        hit_count=row.hit_count,
        shown_count=row.shown_count,
        subject=row.subject,
        state=row.state.value,
        created_at=row.created_at,
        sent_at=row.sent_at,
    )
