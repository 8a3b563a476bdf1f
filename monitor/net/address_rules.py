"""What a URL must look like to be fetched, and where a redirect may lead. Pure."""

import re
from typing import Final

import httpx

from monitor.net.errors import BadAddressError, RefusedError
from monitor.text.links import redacted

REDIRECTS: Final = (301, 302, 303, 307, 308)

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_UNWANTED: Final = re.compile(r"[\x00-\x20\x7f\\\ud800-\udfff]")
_HARMLESS_HEADERS: Final = frozenset({"accept"})


def fetchable(url: str) -> httpx.URL:
    """``url`` parsed; raises ``BadAddressError`` unless it is plain http or https to a host.

    Blanks, controls and backslashes are refused, since programs differ in how they read them; user names and
    passwords because they end up in logs.
    """
    if _UNWANTED.search(url):
        raise BadAddressError(f"{redacted(url)!r} holds blanks, controls or backslashes")
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddressError(f"{redacted(url)!r} is no address: {error}") from error
    if parsed.scheme not in _DEFAULT_PORTS:
        raise BadAddressError(f"{redacted(url)!r} is neither http nor https")
    if parsed.userinfo:
        raise BadAddressError(f"{redacted(url)!r} holds a user name or password")
    if not parsed.host or "%" in parsed.host:
        raise BadAddressError(f"{redacted(url)!r} names no host")
    return parsed


def redirected(source: httpx.URL, location: str) -> httpx.URL:
    """Where ``location`` leads from ``source``; raises ``RefusedError`` or ``BadAddressError``."""
    try:
        target = fetchable(str(source.join(location.strip(" \t\r\n").replace(" ", "%20"))))
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddressError(f"redirected to {redacted(location)!r}, which is no address") from error
    if source.scheme == "https" and target.scheme == "http":
        raise RefusedError(f"redirected from https to http ({redacted(str(target))})")
    return target


def headers_across(headers: dict[str, str], source: httpx.URL, target: httpx.URL) -> dict[str, str]:
    """What of a feed's headers goes along: all to the same host (or from http up to https), else few."""
    if authority(source) == authority(target):
        return headers
    default_ports = source.port is None and target.port is None
    upgraded = source.host == target.host and default_ports and target.scheme == "https"
    return headers if upgraded else {k: v for k, v in headers.items() if k.lower() in _HARMLESS_HEADERS}


def authority(url: httpx.URL) -> tuple[str, str, int]:
    """Scheme, host and port."""
    return url.scheme, url.host, url.port or _DEFAULT_PORTS[url.scheme]


def host_key(url: httpx.URL) -> str:
    """``host:port``, the unit of politeness."""
    _, host, port = authority(url)
    return f"{host}:{port}"
