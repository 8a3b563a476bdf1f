"""A browser of sorts: the pages over a database, with cookies kept from one request to the next."""

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
from lxml import html

from monitor.browse.serve import datasette_app


class Browser:
    """Asks the real application in this process."""

    def __init__(self, database: Path) -> None:
        """Open the pages over ``database``."""
        self._runner = asyncio.Runner()
        transport: Any = httpx.ASGITransport(app=datasette_app(database))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost:8001")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self.client.aclose())
        self._runner.close()

    def get(self, address: str) -> httpx.Response:
        """The answer; redirects are not followed."""
        return self._runner.run(self.client.get(address))

    def post(self, address: str, form: dict[str, str]) -> httpx.Response:
        """The answer to a form."""
        return self._runner.run(self.client.post(address, data=form))

    def page(self, address: str) -> html.HtmlElement:
        """The page there."""
        answer = self.get(address)
        assert answer.status_code == 200, answer.text
        return html.document_fromstring(answer.text)

    def send(self, address: str, path: str, **filled: str) -> httpx.Response:
        """Fill in and send the form that ``path`` finds on the page at ``address``."""
        (form,) = self.page(address).xpath(path)
        given = {field.get("name"): field.get("value") or "" for field in form.xpath(".//input[@name]")}
        return self.post(form.get("action"), given | filled)

    def sign_in(self, name: str, password: str, back: str = "") -> httpx.Response:
        """By the form of the pages."""
        address = f"/newswake/sign-in?next={back}"
        return self.send(address, "//form[@class='stacked']", name=name, password=password)
