"""Who is signed in, and what she may do: Datasette's actors and permissions, with a password in front."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from datasette.utils import actor_matches_allow, baseconv
from datasette.utils.asgi import Request, Response

from monitor.browse.password import fits, kept_hash, session_key
from monitor.text.wording import cut, shown

if TYPE_CHECKING:
    # It loads this while it is itself being imported.
    from datasette.app import Datasette

FEEDBACK: Final = "newswake-feedback"
"""Name of the permission: teach the watches from the pages."""
ACTOR: Final = "newswake"
"""``id`` of the actor who knows the password; ``root`` of ``datasette --root`` may do the same."""
SESSION: Final = timedelta(days=14)
_COOKIE: Final = "ds_actor"
_NAME: Final = 60


def may_teach(datasette: "Datasette", actor: Mapping[str, Any] | None, database: Path | None) -> bool:
    """Whether ``actor`` has the permission.

    That is whoever signed in with the password as it stands now, Datasette's ``root``, and whoever the plugin's
    setting ``allow-feedback`` (an allow block of Datasette's) lets.
    """
    if not actor:
        return False
    if actor.get("id") == "root":
        return True
    if actor.get("id") == ACTOR and database is not None:
        key = session_key(kept_hash(database))
        return bool(key) and actor.get("key") == key
    allow = (datasette.plugin_config("newswake") or {}).get("allow-feedback")
    return allow is not None and bool(actor_matches_allow(dict(actor), allow))


def told_name(actor: Mapping[str, Any]) -> str:
    """What ``actor`` is called on the pages and in the rows of requests."""
    return _clean(str(actor.get("name") or actor.get("id") or "")) or "somebody"


def told_by(actor: Mapping[str, Any]) -> str:
    """Who made a request, as its row says."""
    return f"{told_name(actor)}, on the pages"


async def right_password(database: Path, password: str, guard: asyncio.Lock) -> bool:
    """Whether it is; one guess at a time, whoever guesses, so that a machine gets no more than some 20 a second."""
    async with guard:
        return await asyncio.to_thread(fits, password, kept_hash(database))


def signed_in(  # noqa: PLR0917 - who, where and when
    datasette: "Datasette", request: Request, response: Response, name: str, database: Path, now: datetime
) -> None:
    """Add the cookie of a session to ``response``: signed by Datasette, for ``SESSION``, out of reach of scripts."""
    actor = {"id": ACTOR, "name": _clean(name) or "somebody", "key": session_key(kept_hash(database))}
    ends = int((now + SESSION).timestamp())
    value = datasette.sign({"a": actor, "e": baseconv.base62.encode(ends)}, "actor")
    response.set_cookie(
        _COOKIE,
        value,
        max_age=int(SESSION.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.scheme == "https",
    )


def _clean(name: str) -> str:
    return cut(shown(name).strip(), _NAME)
