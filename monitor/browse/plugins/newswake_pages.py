# ruff: noqa: INP001 - Datasette loads each file of this folder by its path
"""The Datasette plugin that makes our pages, loaded from ``--plugins-dir`` in ``serve`` as by hand."""

from collections.abc import Awaitable, Callable, Generator, Mapping
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape
from pluggy import HookimplMarker

from monitor.browse import cells, functions
from monitor.browse.asgi import Application
from monitor.browse.counts import count_shown_only
from monitor.browse.csv_cells import with_safe_csv
from monitor.browse.headers import with_security_headers
from monitor.browse.overview import overview

hookimpl = HookimplMarker("datasette")
EMPTY_ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>{address}</id><title>Nothing yet</title>\
<updated>1970-01-01T00:00:00Z</updated></feed>
"""


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:  # noqa: ARG001 - the hook's name
    """Security headers on every answer, safe cells in CSV."""
    return lambda application: with_security_headers(with_safe_csv(application))


@hookimpl
def startup(datasette: Datasette) -> None:
    """The page of a large database opens at once."""
    for name, database in datasette.databases.items():
        if name != "_internal":
            count_shown_only(database)


@hookimpl
def prepare_connection(conn: Any, database: str) -> None:  # noqa: ANN401 - Datasette's connection
    """Nothing is written to a news database from here, not even by mistake."""
    if database != "_internal":
        conn.execute("pragma query_only = on")
        conn.execute("pragma trusted_schema = off")
        conn.execute("pragma busy_timeout = 1000")
        functions.register(conn)


@hookimpl
def render_cell(  # noqa: PLR0917 - Datasette names them
    row: Any,  # noqa: ANN401 - a row of Datasette's
    value: object,
    column: str,
    table: str | None,
    database: str,
    datasette: Datasette,
) -> Markup | None:
    """Times, links and lists as ``cells`` shows them."""

    def address(other: str, number: str) -> str:
        return str(datasette.urls.row(database, other, number))

    # The row as it is: a page has thousands of cells.
    return cells.rendered(value, column=column, row=row if table is None else None, address=address)


@hookimpl
def extra_template_vars(
    template: str, database: str | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """``told``: database name → its overview, for the front page and the forms of queries."""
    if template not in {"index.html", "query.html"}:
        return None
    names = [database] if database else [name for name in datasette.databases if name != "_internal"]

    async def tell() -> dict[str, Any]:
        try:
            return {"told": {name: await overview(datasette.databases[name]) for name in names}}
        except QueryInterrupted:
            return {"told": {}}

    return tell


@hookimpl(wrapper=True)
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
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
    if isinstance(exception, Base400):
        return {"status": exception.status, "title": None, "error": exception.args[0]}
    server_error = 500
    if isinstance(exception, DatasetteError) and exception.status < server_error:
        return {"status": exception.status, "title": exception.title, "error": exception.message}
    return None


async def _refused(datasette: Datasette, request: Request, refused: Mapping[str, Any]) -> Response:
    status = refused["status"]
    if request.path.endswith(".json"):
        return Response.json({"ok": False, **refused}, status=status)
    page = await datasette.render_template("error.html", dict(refused), request=request)
    return Response.html(page, status=status)
