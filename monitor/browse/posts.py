"""The forms of the pages: signing in, and what a signed-in person asks of a watch.

Datasette has checked the token of each form before (``ds_csrftoken``) where the browser sent any cookie; without
one nobody is signed in.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from datasette.database import Database as ServedDatabase
from datasette.utils.asgi import Forbidden, NotFound, Request, Response

from monitor.browse.password import kept_hash
from monitor.browse.reading import our_database, read
from monitor.browse.routes import visitor
from monitor.browse.sessions import FEEDBACK, right_password, signed_in, told_by
from monitor.browse.suggesting import suggested
from monitor.browse.wishes import PageWish, drop_term, feedback, mute, take_term
from monitor.browse.writing import leave_requests
from monitor.errors import NewswakeError, NotFoundError
from monitor.store.hit_reads import whole_hit

if TYPE_CHECKING:
    # It loads this while it is itself being imported.
    from datasette.app import Datasette

LARGEST: Final = 20_000
"""Bytes of a form."""
_TAKEN_UP: Final = "Asked for. It is in force after the next poll."


class Forms:
    """The handlers; holds what lasts from one form to the next."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Nobody is guessing yet; ``clock`` says what time it is."""
        self._clock = clock
        self._guessing = asyncio.Lock()

    async def sign_in(self, datasette: "Datasette", request: Request) -> Response:
        """``/newswake/sign-in``: the form, and what came of it."""
        served = await our_database(datasette, request.actor)
        path = Path(served.path)
        back = _back(datasette, request.args.get("next") or "")
        wrong = False
        if request.method == "POST":
            form = await _form(request)
            back = _back(datasette, form.get("next", ""))
            if await right_password(path, form.get("password", ""), self._guessing):
                response = Response.redirect(back)
                signed_in(datasette, request, response, form.get("name", ""), path, self._clock())
                return response
            wrong = True
        context = {
            "wrong": wrong,
            "possible": bool(kept_hash(path)),
            "next": back,
            "visitor": await visitor(datasette, request, served),
            "database": served.name,
        }
        page = await datasette.render_template("newswake_sign_in.html", context, request=request)
        return Response.html(page, status=403 if wrong else 200, headers={"cache-control": "no-store"})

    async def ask(self, datasette: "Datasette", request: Request) -> Response:
        """``/newswake/ask``: a request row for the service, then back to the page the form stood on."""
        if request.method != "POST":
            return Response.text("send a form", status=405, headers={"allow": "POST"})
        served = await our_database(datasette, request.actor)
        if not await datasette.permission_allowed(
            request.actor, FEEDBACK, resource=served.name, default=False
        ):
            raise Forbidden("sign in to teach a watch")
        form = await _form(request)
        back = _back(datasette, form.get("next", ""))
        try:
            wishes = await _wishes(served, form)
            now, path = self._clock(), Path(served.path)
            await asyncio.to_thread(leave_requests, path, wishes, told_by(request.actor), now)
        except NewswakeError as error:
            datasette.add_message(request, str(error), datasette.ERROR)
        else:
            datasette.add_message(request, _TAKEN_UP, datasette.INFO)
        return Response.redirect(back)


async def _wishes(served: ServedDatabase, form: Mapping[str, str]) -> Sequence[PageWish]:
    """What the form asks for; ``NotFoundError`` where it asks for nothing that there is."""
    what, undo = form.get("what", ""), form.get("undo") == "1"
    if what == "feedback":
        hit = await read(served, lambda db: whole_hit(db, _number(form.get("hit", ""))))
        return (feedback(hit.watch, hit.item_id, form.get("text", ""), undo=undo),)
    if what == "mute":
        return (mute(form.get("watch", ""), form.get("text", ""), undo=undo),)
    if what == "term":
        slug, name = form.get("watch", ""), form.get("text", "")
        if undo:
            return (drop_term(slug, name),)
        offered = await read(served, lambda db: suggested(db, slug))
        chosen = next((surge.term for surge in offered if surge.term.name == name), None)
        if chosen is None:
            raise NotFoundError(f"{name!r} is not on offer any more")
        return (take_term(slug, chosen),)
    raise NotFoundError("the form asks for nothing that there is")


def _number(text: str) -> int:
    """The number of a hit; ``NotFoundError`` for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < len(str(2**63))):
        raise NotFoundError("there is no such hit")
    return int(text)


async def _form(request: Request) -> Mapping[str, str]:
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > LARGEST:
        raise NotFound("a form of that size is none of ours")
    form: Mapping[str, str] = await request.post_vars()
    return form


def _back(datasette: "Datasette", wanted: str) -> str:
    """``wanted`` where it is a page of ours, else the front page: a form must not lead elsewhere."""
    path, _, query = wanted.partition("?")
    ours = datasette.urls.path("/newswake/")
    safe = path.startswith(ours) and path.isprintable() and path.isascii() and "\\" not in path
    if not safe or "//" in path:
        return str(datasette.urls.instance())
    return path + (f"?{urlencode(_pairs(query))}" if query else "")


def _pairs(query: str) -> list[tuple[str, str]]:
    known = (pair.partition("=") for pair in query.split("&"))
    return [(name, value) for name, _, value in known if name in {"page", "at"} and value.isdigit()]
