"""What the browser is told not to do with our pages, and whose requests are answered at all."""

import base64
import hashlib
import ipaddress

from monitor.browse.asgi import Application, Message, Receive, Scope, Send

STYLE_ATTRIBUTES = ("border-color: #ff0000", "padding-left: 10px; border-left: 10px solid #ff0000")
"""What Datasette's own templates of a table and a row write into ``style``; ours write none."""


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_RULES = (
    "default-src 'none'",
    # No inline script and no style sheet inside a page: our templates replace those of Datasette that have one.
    "script-src 'self'",
    "style-src 'self'",
    " ".join(("style-src-attr 'unsafe-hashes'", *(f"'sha256-{_sha256(one)}'" for one in STYLE_ATTRIBUTES))),
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
CONTENT_SECURITY_POLICY = "; ".join(_RULES)
SECURITY_HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # A publisher must not learn which watch or query a reader came from.
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def with_security_headers(application: Application) -> Application:
    """The application, with ``SECURITY_HEADERS`` on each of its answers, in place of its own."""
    ours = {name for name, _ in SECURITY_HEADERS}

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [
                    (name, value) for name, value in message.get("headers", []) if name.lower() not in ours
                ]
                message = {**message, "headers": [*kept, *SECURITY_HEADERS]}
            await send(message)

        await application(scope, receive, send_with_headers)

    return answer


def for_known_hosts(application: Application, host: str) -> Application:
    """The application, answering 400 to requests that call it by another name than ``host``.

    Any IP address and ``localhost`` are fine too. A web site can point its own name at 127.0.0.1 and let a
    visitor's browser read what is served there; the name in the Host header gives that away.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_known_host(_host_header(scope), host):
            await _refuse(send)
            return
        await application(scope, receive, send)

    return answer


def is_known_host(header: str, host: str) -> bool:
    """Whether a Host header (with or without port) names an IP address, ``localhost`` or ``host``."""
    name = header.rpartition("]")[0].removeprefix("[") or header.partition(":")[0]
    if name.lower() in {"localhost", host.lower()}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _host_header(scope: Scope) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *SECURITY_HEADERS]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    await send({"type": "http.response.body", "body": b"Open these pages as localhost or by IP address.\n"})
