"""Links as feeds give them: made absolute and harmless, compared, and made fit for a log."""

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, urljoin, urlsplit, urlunsplit

MAX_LENGTH: Final = 4096
"""Longer links are dropped; browsers and mail programs stop at about half of that."""
LOG_LENGTH: Final = 200

_SCHEMES: Final = ("http", "https")
_DEFAULT_PORTS: Final = (None, 80, 443)
_INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_TURNING: Final = r"\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_UNSAFE: Final = re.compile(rf"[\s\"<>\\^`{{|}}\u00ad{_TURNING}]")
_HOST: Final = re.compile(rf"[^\s/\\?#@:<>\"^`{{|}}%{_TURNING}]+|[0-9a-f:.]+")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_TRACKING: Final = re.compile(
    r"(?:utm_|mtm_|hsa_|wt\.|__twitter|at_(?:medium|campaign|link|ptr|format|custom)|"
    r"ns_(?:campaign|mchannel|source|linkname|fee)|pk_(?:campaign|source|medium|kwd))|"
    r"(?:fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|cmpid|cmp|ncid|ocid|ref_src|ref_url|spm|rss|"
    r"ftag|smid|partner|traffic_source|xtor|_ga|feature|campaign_id|wprov|srnd|sc_cid)\Z",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from, not which page is meant."""


def safe_link(link: str, base: str = "") -> str:
    """``link`` as an absolute http or https address that may stand in an attribute, or ``""``.

    Relative links are resolved against ``base``. Links with user names, with a backslash before the path,
    without a host, or longer than ``MAX_LENGTH`` are refused. Blanks, quotes, angle brackets and characters
    that turn the writing direction come out percent-encoded.
    """
    text = _INVISIBLE.sub("", link.strip())
    if not text or len(text) > MAX_LENGTH:
        return ""
    if base and not _SCHEME.match(text):
        text = _joined(base, text)
    parts = _split(text)
    if parts is None:
        return ""
    safe = urlunsplit(parts._replace(scheme=parts.scheme.lower()))
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), safe)


def canonical_link(link: str) -> str:
    """What two addresses of one page have in common: a key to compare by, not to fetch.

    Scheme, ``www.``, default port, fragment, tracking parameters and trailing slash do not count; the result
    is ``https`` throughout, and ``""`` where ``link`` is no http or https address. Applying it twice changes
    nothing.
    """
    parts = _split(_UNSAFE.sub(lambda found: quote(found[0], safe=""), _INVISIBLE.sub("", link.strip())))
    if parts is None:
        return ""
    host = _bare_host(parts)
    port = "" if parts.port in _DEFAULT_PORTS else f":{parts.port}"
    pairs = (pair for pair in parts.query.split("&") if pair)
    query = "&".join(pair for pair in pairs if not _TRACKING.match(pair.partition("=")[0]))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(("https", host + port, parts.path.rstrip("/"), query, fragment))


def host_of(url: str) -> str:
    """The host of ``url`` in lower case without port, ``""`` where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def redacted(url: str) -> str:
    """``url`` as it may stand in a log or a message: no user name, no query values, one line, cut."""
    text = _INVISIBLE.sub("", url.strip())
    try:
        parts = urlsplit(text)
        host = parts.netloc.rpartition("@")[2]
        names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50)]
    except ValueError:
        return text.partition("?")[0].rpartition("@")[2][:LOG_LENGTH]
    query = "&".join(f"{name}=…" for name in names)
    return urlunsplit((parts.scheme, host, parts.path, query, ""))[:LOG_LENGTH]


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _split(text: str) -> SplitResult | None:
    """The parts of an absolute http or https address without user name, or None."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError:
        return None
    host = (parts.hostname or "").strip(".")
    if parts.scheme not in _SCHEMES or "@" in parts.netloc or "\\" in parts.netloc:
        return None
    return parts if _HOST.fullmatch(host) else None


def _bare_host(parts: SplitResult) -> str:
    """The host without ``www.`` and trailing dot, IPv6 in its brackets."""
    host = (parts.hostname or "").rstrip(".")
    while host.startswith("www.") and host.count(".") > 1:
        host = host.removeprefix("www.")
    return f"[{host}]" if ":" in host else host
