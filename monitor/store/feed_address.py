"""The host that manners go by, read from a feed's address."""

from typing import Final
from urllib.parse import urlsplit

from monitor.text.links import host_of

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def host_key_of(url: str) -> str:
    """``host:port`` of an http or https address, as ``net.address_rules.host_key`` has it; else its host or ``""``.

    Read without an HTTP library, so that commands that only read the store start without one.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return host_of(url)
    host = _readable(parts.hostname or "")
    return f"{host}:{port}" if host and port else host


def _readable(host: str) -> str:
    """International names in their own letters."""
    if not host.startswith("xn--"):
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
