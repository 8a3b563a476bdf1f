"""The one HTTP client. A request ends with a value: an answer with its whole body, or why there is none."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import httpx

from monitor.net.address_rules import REDIRECTS, fetchable, headers_across, host_key, redirected
from monitor.net.body import Body, read_body
from monitor.net.errors import RefusedError
from monitor.net.failures import FAILURES, failure_of
from monitor.net.guard import GuardedBackend, Resolve, Resolver
from monitor.net.hosts import Hosts
from monitor.net.transport import GuardedTransport
from monitor.net.wire import expect_body
from monitor.outcome import FetchFailed, Response
from monitor.settings import NetworkSettings

_FORM = "application/x-www-form-urlencoded"
_NO_HEADERS: Mapping[str, str] = {}


@dataclass(slots=True)
class _Exchange:
    """What one ``get`` has done so far; waiting for a host's turn is not counted in ``spent_s``."""

    total_s: float
    spent_s: float = 0.0
    hops: list[tuple[int, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Count the time inside, and end it with TimeoutError when the total is used up."""
        now = asyncio.get_running_loop().time
        started = now()
        try:
            async with asyncio.timeout(self.total_s - self.spent_s):
                yield
        finally:
            self.spent_s += now() - started

    @property
    def elapsed_ms(self) -> int:
        return round(self.spent_s * 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """One hop's answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    location: str
    body: Body


class Client:
    """Fetches with guard, deadline, caps and manners; belongs to the event loop it is used on."""

    def __init__(self, settings: NetworkSettings, *, resolve: Resolve | None = None) -> None:
        """``resolve`` replaces the system's name look-up."""
        self._settings = settings
        self._resolver = Resolver()
        self._guard = GuardedBackend(settings.allow, resolve or self._resolver)
        self._hosts = Hosts(self._gap_s)
        self._slots = asyncio.Semaphore(settings.concurrent)
        # Both write whole addresses, and one of them headers, into the log: keys of feeds among them.
        for library in ("httpx", "httpcore"):
            logging.getLogger(library).setLevel(logging.WARNING)
        tls = httpx.create_ssl_context(trust_env=False)
        # The transport itself, not an AsyncClient around it: that would read where a redirect leads before we may
        # judge it, and keep cookies; it costs a third of a request's time as well.
        self._transport = GuardedTransport(self._guard, tls, settings.concurrent)
        self._usual = {"User-Agent": settings.user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        limits = httpx.Timeout(settings.read_s, connect=settings.connect_s, pool=None)
        self._extensions = {"timeout": limits.as_dict()}

    async def get(self, url: str, *, headers: Mapping[str, str] = _NO_HEADERS) -> Response | FetchFailed:
        """Fetch ``url``, following redirects; ``headers`` (validators, say) stay with the host they are for.

        The body is decoded and whole where the status is 200 to 299, else empty and not even read.
        """
        exchange = _Exchange(self._settings.total_s)
        return await self._ended(exchange, url, self._follow(exchange, url, dict(headers)))

    async def post(self, url: str, *, form: Sequence[tuple[str, str]]) -> Response | FetchFailed:
        """Send ``form`` (UTF-8, urlencoded) to ``url``; a redirect is an answer like any other, and not followed."""
        exchange = _Exchange(self._settings.total_s)
        content = urlencode(form).encode("ascii")
        return await self._ended(exchange, url, self._send(exchange, url, content, {"Content-Type": _FORM}))

    async def send(self, url: str, *, content: bytes, headers: Mapping[str, str]) -> Response | FetchFailed:
        """Send ``content`` to ``url``; the answer's status and headers count, its body is not read.

        A redirect is an answer like any other, and not followed.
        """
        exchange = _Exchange(self._settings.total_s)
        return await self._ended(exchange, url, self._send(exchange, url, content, headers, read=False))

    async def _ended(
        self, exchange: _Exchange, url: str, work: Coroutine[None, None, Response]
    ) -> Response | FetchFailed:
        """What ``work`` comes to; what the outside world did to it is a value."""
        try:
            return replace(await work, private=self._is_private(url))
        except FAILURES as error:
            kind, cause, reason = failure_of(error, total_s=self._settings.total_s)
            return FetchFailed(
                kind=kind,
                reason=reason,
                cause=cause,
                elapsed_ms=exchange.elapsed_ms,
                private=self._is_private(url),
            )

    async def aclose(self) -> None:
        """Close connections and the look-up threads."""
        await self._transport.aclose()
        self._resolver.close()

    async def _send(
        self, exchange: _Exchange, url: str, content: bytes, headers: Mapping[str, str], *, read: bool = True
    ) -> Response:
        target = fetchable(url)
        request = self._request(target, dict(headers), content)
        answer = await self._hop(exchange, target, request, pause=True, read=read)
        return _response(exchange, target, answer)

    async def _follow(self, exchange: _Exchange, url: str, headers: dict[str, str]) -> Response:
        target = fetchable(url)
        previous = ""
        while True:
            exchange.seen.add(str(target))
            # A redirect within a host is one errand, not two visits: no pause.
            request = self._request(target, headers)
            answer = await self._hop(exchange, target, request, pause=host_key(target) != previous)
            if answer.status not in REDIRECTS or not answer.location:
                return _response(exchange, target, answer)
            if len(exchange.hops) >= self._settings.max_redirects:
                raise RefusedError(f"more than {self._settings.max_redirects} redirects")
            source, previous = target, host_key(target)
            target = redirected(source, answer.location)
            if str(target) in exchange.seen:
                raise RefusedError("redirected in a circle")
            headers = headers_across(headers, source, target)
            exchange.hops.append((answer.status, str(target)))

    async def _hop(
        self, exchange: _Exchange, url: httpx.URL, request: httpx.Request, *, pause: bool, read: bool = True
    ) -> _Answer:
        """One request and its answer, in the host's turn and within what is left of the total."""
        async with self._hosts.turn(host_key(url), pause=pause), self._slots, exchange.running():
            answer = await self._transport.handle_async_request(request)
            try:
                return _Answer(
                    status=answer.status_code,
                    headers=tuple((_text(name).lower(), _text(value)) for name, value in answer.headers.raw),
                    location=_location(answer),
                    body=await self._body(answer) if read else Body(content=b"", wire_bytes=0),
                )
            finally:
                await answer.aclose()

    def _request(
        self, url: httpx.URL, headers: dict[str, str], content: bytes | None = None
    ) -> httpx.Request:
        """A GET, or with ``content`` a POST."""
        named = {name.title(): value for name, value in headers.items()}
        fields = {name.encode("ascii"): _field(value) for name, value in (self._usual | named).items()}
        method = "GET" if content is None else "POST"
        headers_sent = httpx.Headers(fields)
        return httpx.Request(method, url, headers=headers_sent, content=content, extensions=self._extensions)

    async def _body(self, answer: httpx.Response) -> Body:
        if not answer.is_success:
            return Body(content=b"", wire_bytes=0)
        expect_body(answer.extensions.get("network_stream"), self._settings.max_wire_bytes)
        return await read_body(
            answer.aiter_raw(),
            encoding=answer.headers.get("content-encoding", ""),
            max_wire_bytes=self._settings.max_wire_bytes,
            max_body_bytes=self._settings.max_body_bytes,
        )

    def _gap_s(self, key: str) -> float:
        """Seconds between two requests to a host: none within networks that a person allowed."""
        host = key.rpartition(":")[0]
        return 0.0 if self._guard.is_allowed_by_name(host) else self._settings.host_gap_s

    def _is_private(self, url: str) -> bool:
        """Whether the host of ``url`` itself, before any redirect, was dialled in a network that a person allowed."""
        try:
            host = httpx.URL(url).raw_host.decode("ascii")
        except (httpx.InvalidURL, ValueError):
            return False
        return self._guard.is_allowed_by_name(host)


def _response(exchange: _Exchange, url: httpx.URL, answer: _Answer) -> Response:
    return Response(
        url=str(url),
        status=answer.status,
        headers=answer.headers,
        body=answer.body.content,
        wire_bytes=answer.body.wire_bytes,
        hops=tuple(exchange.hops),
        elapsed_ms=exchange.elapsed_ms,
    )


def _field(value: str) -> bytes:
    """A header value as it came: bytes were read as Latin-1, so that every one of them comes back."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def _text(raw: bytes) -> str:
    return raw.decode("latin-1")


def _location(answer: httpx.Response) -> str:
    """The Location header; some servers write it in UTF-8."""
    raw = next((value for name, value in answer.headers.raw if name.lower() == b"location"), b"")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
