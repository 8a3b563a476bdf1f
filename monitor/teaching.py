"""The root of the commands that teach a watch: what they ask for is written down, and done where nobody else writes.

While a service (or a poll, a replay ...) holds the lock, the request waits for it in one short transaction; a service
looks at every tick. Otherwise the command carries it out itself, at once, with whatever else still waits.
"""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

from monitor.app import adopt_watches
from monitor.errors import DatabaseBusyError, NotFoundError
from monitor.model import Watch
from monitor.service.applying import Desk
from monitor.service.asking import Wish
from monitor.service.lock import WriterLock, holder, lock_path
from monitor.store.connection import open_store
from monitor.store.requests import make_request
from monitor.store.transactions import transaction
from monitor.store.watches import watch_id


def ask(
    database: Path, watches: Sequence[Watch], wishes: Sequence[Wish], *, by: str, purpose: str, now: datetime
) -> tuple[str, ...]:
    """Write ``wishes`` down and, where this process may, carry them out; what came of it, in lines.

    Nothing is kept where one of them cannot be carried out here: ``NotFoundError`` says why. Raises
    ``UnusableStoreError`` as opening the database does.
    """
    with ExitStack() as held:
        try:
            held.enter_context(WriterLock(database, purpose))
        except DatabaseBusyError:
            return _left(database, wishes, by=by, now=now)
        db = held.enter_context(closing(open_store(database)))
        adopt_watches(db, watches, now)
        with transaction(db):
            numbers = [make_request(db, wish.kind, wish.payload, by, now) for wish in wishes]
            answers = Desk(db=db, watches=tuple(watches)).apply_pending(now)
            ours = [answer for answer in answers if answer.request_id in numbers]
            if refused := [answer.text for answer in ours if not answer.applied]:
                raise NotFoundError("\n".join(refused))
        return tuple(answer.text for answer in ours)


def _left(database: Path, wishes: Sequence[Wish], *, by: str, now: datetime) -> tuple[str, ...]:
    with closing(open_store(database)) as db:
        for wish in wishes:
            watch_id(db, str(wish.payload["watch"]))
        with transaction(db):
            for wish in wishes:
                make_request(db, wish.kind, wish.payload, by, now)
    return tuple(
        f"{wish.payload['watch']}: {_words(wish)} is noted; "
        f"{holder(lock_path(database))} takes it up before its next decision"
        for wish in wishes
    )


def _words(wish: Wish) -> str:
    text = wish.payload.get("text")
    said = f"{wish.kind} {text!r}" if text else wish.kind
    return f"undo of {said}" if wish.payload.get("undo") else said
