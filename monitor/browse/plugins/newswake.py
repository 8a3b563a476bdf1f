"""The Datasette plugin that makes our pages: its entry point ``newswake``, loaded in ``serve`` as by hand.

In a Datasette that serves no database of ours it does nothing.
"""

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Forbidden, Request, Response
from datasette.views.base import DatasetteError
from jinja2 import Environment
from markupsafe import Markup, escape
from pluggy import HookimplMarker

from monitor.browse import cells, functions, routes
from monitor.browse.asgi import Application
from monitor.browse.counts import count_shown_only
from monitor.browse.csv_cells import with_safe_csv
from monitor.browse.filters import FILTERS
from monitor.browse.headers import with_security_headers
from monitor.browse.overview import overview
from monitor.browse.posts import Forms
from monitor.browse.reading import our_databases, path_of
from monitor.browse.sessions import FEEDBACK, may_teach
from monitor.store.snapshot import ReadTooLongError, is_ours

if TYPE_CHECKING:
    # It loads this while it is itself being imported.
    from datasette.app import Datasette

hookimpl = HookimplMarker("datasette")
_PAGES_OF = {"hits": "hit", "feeds": "feed", "stories": "story"}
"""What has a page of its own → the first part of its address."""
EMPTY_ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>{address}</id><title>Nothing yet</title>\
<updated>1970-01-01T00:00:00Z</updated></feed>
"""


@hookimpl
def asgi_wrapper(datasette: "Datasette") -> Callable[[Application], Application]:
    """Security headers on every answer, safe cells in CSV."""
    ours = our_databases(datasette)
    if not ours:
        return lambda application: application
    return lambda application: with_security_headers(with_safe_csv(application))


@hookimpl
def startup(datasette: "Datasette") -> None:
    """The page of a large database opens at once."""
    for served in our_databases(datasette):
        count_shown_only(served)


@hookimpl
def prepare_connection(conn: Any, database: str, datasette: "Datasette") -> None:  # noqa: ANN401 - Datasette's connection
    """Nothing is written to a news database from here, not even by mistake."""
    if database in datasette.databases and is_ours(path_of(datasette.databases[database])):
        conn.execute("pragma query_only = on")
        conn.execute("pragma trusted_schema = off")
        conn.execute("pragma busy_timeout = 1000")
        functions.register(conn)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """What our templates write moments and numbers with."""
    env.filters.update(FILTERS)


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """The pages that are no table."""
    forms = Forms(_now)
    return [
        (r"^/newswake/story/(?P<slug>[^/]+)$", routes.story_page),
        (r"^/newswake/hit/(?P<number>\d+)$", routes.hit_page),
        (r"^/newswake/feed/(?P<number>\d+)$", _feed_page),
        (r"^/newswake/terms/(?P<slug>[^/]+)$", routes.terms_page),
        (r"^/newswake/sign-in$", forms.sign_in),
        (r"^/newswake/ask$", forms.ask),
    ]


async def _feed_page(datasette: "Datasette", request: Request) -> Response:
    return await routes.feed_page(datasette, request, _now())


def _now() -> datetime:
    """The only clock of the pages."""
    return datetime.now(UTC)


@hookimpl
def permission_allowed(
    datasette: "Datasette", actor: Mapping[str, Any] | None, action: str, resource: str | None
) -> bool | None:
    """``newswake-feedback``, for the database named."""
    if action != FEEDBACK:
        return None
    served = datasette.databases.get(resource or "")
    return may_teach(datasette, actor, None if served is None else path_of(served))


@hookimpl
def render_cell(  # noqa: PLR0917 - Datasette names them
    row: Any,  # noqa: ANN401 - a row of Datasette's
    value: object,
    column: str,
    table: str | None,
    database: str,
    datasette: "Datasette",
) -> Markup | None:
    """Times, links and lists as ``cells`` shows them."""

    def address(other: str, key: str) -> str:
        if page := _PAGES_OF.get(other):
            return str(datasette.urls.path(f"/newswake/{page}/{quote(key, safe='')}"))
        return str(datasette.urls.row(database, other, key))

    # The row as it is, no copy: a page has thousands of cells.
    return cells.rendered(value, column=column, row=row if table is None else None, address=address)


@hookimpl
def extra_template_vars(
    template: str, database: str | None, request: Request | None, datasette: "Datasette"
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """``visitor`` for every page, ``told`` for the front page and the forms of queries: database name → overview."""

    async def tell() -> dict[str, Any]:
        ours = our_databases(datasette)
        told: dict[str, Any] = {}
        if template == "index.html":
            told = await _fronts(datasette, [one.name for one in ours])
        elif template == "query.html" and database in {one.name for one in ours}:
            told = await _overviews(datasette, [str(database)])
        who = await routes.visitor(datasette, request, ours[0]) if ours and request else routes.Visitor()
        return {"told": told, "visitor": who}

    return tell


async def _fronts(datasette: "Datasette", names: Sequence[str]) -> dict[str, Any]:
    now = _now()
    try:
        return {name: await routes.front_context(datasette, name, now) for name in names}
    except ReadTooLongError:
        return {}


async def _overviews(datasette: "Datasette", names: Sequence[str]) -> dict[str, Any]:
    try:
        return {name: await overview(datasette.databases[name]) for name in names}
    except QueryInterrupted:
        return {}


@hookimpl(wrapper=True)
def handle_exception(
    datasette: "Datasette", request: Request, exception: Exception
) -> Generator[None, list[object], list[object]]:
    """Answers what is no fault of ours; Datasette would print a traceback with all locals."""
    others = yield
    if isinstance(exception, ValueError) and request.path.endswith(".atom"):
        # datasette-atom takes the greatest date of no rows at all.
        empty = EMPTY_ATOM.format(address=escape(request.url))
        return [Response(empty, content_type="application/atom+xml; charset=utf-8")]
    refused = _refusal(exception)
    return [_refused(datasette, request, refused)] if refused else others


def _refusal(exception: Exception) -> Mapping[str, Any] | None:
    """Status, title and message of what was wrong with a request; None for a fault of ours."""
    if isinstance(exception, QueryInterrupted | ReadTooLongError):
        return {"status": 503, "title": None, "error": "That took too long and was stopped; ask for less."}
    if isinstance(exception, Forbidden):
        return {"status": 403, "title": None, "error": str(exception) or "That is not allowed."}
    if isinstance(exception, Base400):
        return {"status": exception.status, "title": None, "error": exception.args[0]}
    server_error = 500
    if isinstance(exception, DatasetteError) and exception.status < server_error:
        return {"status": exception.status, "title": exception.title, "error": exception.message}
    return None


async def _refused(datasette: "Datasette", request: Request, refused: Mapping[str, Any]) -> Response:
    status = refused["status"]
    if request.path.endswith(".json"):
        return Response.json({"ok": False, **refused}, status=status)
    page = await datasette.render_template("error.html", dict(refused), request=request)
    return Response.html(page, status=status)
