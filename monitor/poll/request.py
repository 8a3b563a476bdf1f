"""What a poll asks with (rules C1, C3)."""

from typing import Final

from monitor.model import FeedState

ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5"
)


def request_headers(state: FeedState, *, plain: bool = False) -> dict[str, str]:
    """Accept, and the stored validators byte for byte; both, since servers heed one or the other.

    ``plain`` leaves them out: a look behind 304 (rule C3).
    """
    headers = {"Accept": ACCEPT}
    if plain:
        return headers
    if state.etag is not None:
        headers["If-None-Match"] = state.etag
    if state.last_modified is not None:
        headers["If-Modified-Since"] = state.last_modified
    return headers
