"""The part of the composition root that wires digests and the ways out of the house.

Mail and templates are imported where they are built: a tenth of what a start takes, and a poll sends nothing.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.digest.delivery import Deliver
from monitor.errors import ConfigurationError, Mistake, UnusableStoreError
from monitor.service.digest_round import DigestReport, Dispatch, digest_round
from monitor.service.posting import Post
from monitor.service.suggesting import new_suggestions
from monitor.settings import Settings
from monitor.store.connection import open_store
from monitor.store.database import Database
from monitor.store.outbox_rows import Window
from monitor.store.private import open_private, private_path
from monitor.watch.file import load_all

if TYPE_CHECKING:
    from monitor.digest.outbox import DigestDesk, Suggest

TEMPLATES = "templates"
"""Below the configuration: a person's own templates of mails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedTemplates:
    """What became of a trial."""

    own: tuple[str, ...]
    """Names of the files that are there."""
    mistakes: tuple[Mistake, ...]


@contextmanager
def digest_desk(
    database: Path, settings: Settings, *, config: Path | None = None, looking: bool = False
) -> Iterator["DigestDesk"]:
    """Where digests are made; ``looking`` opens the public file for reading only.

    From the folder ``config`` come a person's own templates, and the watches for which names are offered.
    """
    from monitor.digest.outbox import DigestDesk  # noqa: PLC0415 - see the module
    from monitor.digest.render import Renderer  # noqa: PLC0415 - see the module

    store = open_store(database, read_only=looking)
    private = open_private(private_path(database))
    try:
        yield DigestDesk(
            store=store,
            private=private,
            renderer=Renderer(templates=config / TEMPLATES if config else None),
            sender=settings.mail.sender,
            base_url=settings.browse.base_url,
            leave_url=settings.mail.leave_url,
            suggest=_suggest(store, config),
        )
    finally:
        private.close()
        store.close()


def _suggest(db: Database, config: Path | None) -> "Suggest":
    def suggest(slug: str, after: Window, up_to: Window, now: datetime) -> tuple[str, ...]:
        try:
            followed = load_all(config / "watches") if config else ()
        except ConfigurationError:
            # Whoever edits a watch is told by watch check; the mail of all goes out.
            return ()
        watch = next((one for one in followed if one.slug == slug), None)
        if watch is None:
            return ()
        return new_suggestions(db, watch, after=after.hits_to, up_to=up_to.hits_to, now=now)

    return suggest


def write_templates(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Write the built-in templates that are missing in ``folder``; yields each path and whether it was written.

    Raises ``UnusableStoreError`` where the folder can't be written.
    """
    from monitor.digest.templating import built_in  # noqa: PLC0415 - see the module

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in built_in().items():
            path = folder / name
            missing = not path.exists()
            if missing:
                path.write_text(text, encoding="utf-8")
            yield path, missing
    except OSError as error:
        remedy = "name a folder you may write: --out DIR"
        raise UnusableStoreError(folder, f"can't be written ({error.strerror})", remedy) from error


def try_templates(config: Path) -> TriedTemplates:
    """A person's own templates, filled with a sample."""
    from monitor.digest.render import Renderer  # noqa: PLC0415 - see the module
    from monitor.digest.sample import sample  # noqa: PLC0415 - see the module
    from monitor.digest.templating import Templates  # noqa: PLC0415 - see the module

    folder = config / TEMPLATES
    own = tuple(sorted(Templates(folder).own()))
    return TriedTemplates(
        own=own, mistakes=Renderer(templates=folder).render(sample()).mistakes if own else ()
    )


def mail_out(settings: Settings) -> Deliver:
    """The transport of the settings. Raises ``DeliveryError`` where a password is needed and there is none."""
    from monitor.digest.deliver import deliverer, read_password  # noqa: PLC0415 - see the module

    return deliverer(settings.mail, password=read_password(settings.mail, os.environ))


def send_due_digests(
    database: Path, settings: Settings, dispatch: Dispatch, now: datetime, *, config: Path | None = None
) -> DigestReport:
    """One digest round at ``now``, on connections of its own, so that it may run beside the poller."""
    with digest_desk(database, settings, config=config) as desk:
        return digest_round(desk, settings.recipient, dispatch, now)


def mail_post(database: Path, settings: Settings, clock: Callable[[], datetime]) -> Post:
    """What hands mails over beside everything else. Raises as ``mail_out``."""
    return Post(private_path(database), mail_out(settings), clock=clock, most_a_day=settings.mail.most_a_day)
