"""The pages that are no table: a story, a hit, a feed, and the names on offer as terms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette.database import Database as ServedDatabase
from datasette.utils.asgi import Forbidden, NotFound, Request, Response
from markupsafe import Markup

from monitor.browse import feed_view
from monitor.browse.chart import NARROW, coverage_chart, in_weeks
from monitor.browse.front_view import front_view
from monitor.browse.hit_view import hit_view
from monitor.browse.quote import QUOTE_LETTERS, QUOTE_WORDS
from monitor.browse.reading import our_database, read
from monitor.browse.sessions import FEEDBACK, told_name
from monitor.browse.story_part import Chosen, chosen, story_part
from monitor.browse.story_values import Story
from monitor.browse.suggesting import suggested
from monitor.errors import NotFoundError
from monitor.store.asked import Asked, asked
from monitor.store.database import Database
from monitor.store.feed_reads import whole_feed
from monitor.store.front_reads import front
from monitor.store.hit_reads import WholeHit, whole_hit
from monitor.store.story_outline import WatchHead, outline, watch_head
from monitor.store.story_reads import some_developments

if TYPE_CHECKING:
    # It loads this while it is itself being imported.
    from datasette.app import Datasette

Reader = Callable[[Database], Mapping[str, Any]]
_BIGGEST = 2**63 - 1
"""SQLite's largest whole number."""


async def story_page(datasette: "Datasette", request: Request) -> Response:
    """``/newswake/story/SLUG``, with ``?page=2`` the developments before, with ``?at=N`` those around that one."""
    slug, page, at = _slug(request), _number(request.args.get("page")), _number(request.args.get("at"))

    def reader(db: Database) -> Mapping[str, Any]:
        marked = outline(db, slug)
        part = chosen(marked, page or 1, at=at)
        story = story_part(marked, *some_developments(db, part.hit_ids))
        return _told(story, part) | {"watch": marked.watch, "cut": marked.cut, "asked": asked(db, slug)}

    return await _page(datasette, request, "newswake_story.html", reader)


def _told(story: Story, part: Chosen) -> dict[str, Any]:
    return {
        "story": story,
        "part": part,
        "chart": Markup(coverage_chart(story.days, name="wide")),  # noqa: S704 - made of numbers and days
        "narrow_chart": Markup(coverage_chart(story.days, name="narrow", width=NARROW)),  # noqa: S704 - same
        "chart_unit": "week" if in_weeks(story.days) else "day",
        "quote_words": QUOTE_WORDS,
        "quote_letters": QUOTE_LETTERS,
    }


async def hit_page(datasette: "Datasette", request: Request) -> Response:
    """``/newswake/hit/NUMBER``."""
    number = _key(request)

    def reader(db: Database) -> Mapping[str, Any]:
        hit: WholeHit = whole_hit(db, number)
        requests = asked(db, hit.watch, item_id=hit.item_id)
        return {"hit": hit, "view": hit_view(hit), "asked": requests, "waiting": _waiting(requests, hit)}

    return await _page(datasette, request, "newswake_hit.html", reader)


def _waiting(requests: tuple[Asked, ...], hit: WholeHit) -> Asked | None:
    """The feedback on ``hit`` that was asked for last and is not applied yet."""
    return next((one for one in requests if one.item_id == hit.item_id and one.applied_at is None), None)


async def feed_page(datasette: "Datasette", request: Request, now: datetime) -> Response:
    """``/newswake/feed/NUMBER``."""
    number = _key(request)

    def reader(db: Database) -> Mapping[str, Any]:
        feed = whole_feed(db, number, now - timedelta(days=feed_view.DAYS))
        return {"feed": feed, "view": feed_view.feed_view(feed, now.date()), "line": feed_view.line}

    return await _page(datasette, request, "newswake_feed.html", reader)


async def terms_page(datasette: "Datasette", request: Request) -> Response:
    """``/newswake/terms/SLUG``: names on offer. Reads the texts of many hits, so only for those who may take them."""
    slug = _slug(request)

    def reader(db: Database) -> Mapping[str, Any]:
        watch: WatchHead = watch_head(db, slug)
        return {
            "watch": watch,
            "offered": suggested(db, slug),
            "asked": asked(db, slug),
            "line": feed_view.line,
        }

    return await _page(datasette, request, "newswake_terms.html", reader, teachers_only=True)


async def front_context(datasette: "Datasette", name: str, now: datetime) -> Mapping[str, Any]:
    """What Datasette's own front page shows of the database ``name``."""
    found = await read(datasette.databases[name], lambda db: front(db, now))
    return {"view": front_view(found, now)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who looks at a page, for its template."""

    name: str = ""
    teaches: bool = False
    here: str = ""
    """The address of the page, to come back to after a form."""
    database: str = ""
    """Name of the database that the pages are about."""


async def visitor(datasette: "Datasette", request: Request, served: ServedDatabase) -> Visitor:
    """Whoever made ``request``."""
    actor = request.actor or {}
    return Visitor(
        name=told_name(actor) if actor else "",
        teaches=await datasette.permission_allowed(actor or None, FEEDBACK, served.name, default=False),
        here=request.path + (f"?{request.query_string}" if request.query_string else ""),
        database=served.name,
    )


async def _page(
    datasette: "Datasette", request: Request, template: str, reader: Reader, *, teachers_only: bool = False
) -> Response:
    try:
        served = await our_database(datasette, request.actor)
        who = await visitor(datasette, request, served)
        if teachers_only and not who.teaches:
            raise Forbidden("sign in to see this page")
        found = await read(served, reader)
    except NotFoundError as error:
        raise NotFound(str(error)) from error
    context = {**found, "database": served.name, "visitor": who}
    return Response.html(await datasette.render_template(template, context, request=request))


def _slug(request: Request) -> str:
    return unquote(request.url_vars["slug"])


def _key(request: Request) -> int:
    number = _number(request.url_vars["number"])
    if number is None:
        raise NotFound("there is nothing of that number")
    return number


def _number(text: str | None) -> int | None:
    """A whole number that SQLite can hold, else None."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > len(str(_BIGGEST)):
        return None
    return min(int(text), _BIGGEST)
