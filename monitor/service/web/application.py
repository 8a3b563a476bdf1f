"""The ASGI application: three paths and nothing else."""

import asyncio
import json
import logging
from collections.abc import Callable

from monitor.service.metrics import Metrics
from monitor.service.web.asgi import Answer, Receive, Scope, Send, reply
from monitor.service.web.callbacks import Callbacks

log = logging.getLogger(__name__)

_CALLBACK = "/websub/"
_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Application:
    """``/healthz``, ``/metrics`` and, with ``callbacks``, ``/websub/<token>``."""

    def __init__(
        self,
        *,
        problems: Callable[[], tuple[str, ...]],
        metrics: Metrics,
        callbacks: Callbacks | None,
    ) -> None:
        """``problems`` looks how the service is; it may wait for the disk, and is called on a thread of its own."""
        self._problems = problems
        self._metrics = metrics
        self._callbacks = callbacks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; a fault of ours is an answer of 500, and in the log."""
        if scope["type"] != "http":
            return
        try:
            answer = await self._answer(scope, receive)
        except ConnectionError:
            return
        except Exception:
            # The edge of one request. Its path is not logged: it may be a secret.
            log.exception("a request to the service's web server failed")
            answer = Answer(status=500, body=b"internal error\n")
        await reply(send, answer)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        path, method = scope["path"], scope["method"]
        if self._callbacks is not None and path.startswith(_CALLBACK):
            return await self._called(self._callbacks, scope, receive)
        if path not in {"/healthz", "/metrics"}:
            return Answer(status=404, body=b"not found\n")
        if method not in {"GET", "HEAD"}:
            return _not_allowed("GET, HEAD")
        return await (self._numbers() if path == "/metrics" else self._health())

    async def _called(self, callbacks: Callbacks, scope: Scope, receive: Receive) -> Answer:
        token = scope["path"].removeprefix(_CALLBACK)
        match scope["method"]:
            case "GET":
                return await callbacks.get(token, scope["query_string"])
            case "POST":
                return await callbacks.post(token, scope, receive)
            case _:
                return _not_allowed("GET, POST")

    async def _numbers(self) -> Answer:
        text = await asyncio.to_thread(self._metrics.text)
        return Answer(status=200, body=text, content_type=_METRICS_TYPE)

    async def _health(self) -> Answer:
        found = await asyncio.to_thread(self._problems)
        body = json.dumps({"healthy": not found, "problems": found}) + "\n"
        return Answer(
            status=503 if found else 200, body=body.encode("ascii"), content_type="application/json"
        )


def _not_allowed(methods: str) -> Answer:
    return Answer(status=405, body=b"not allowed\n", headers=(("allow", methods),))
