"""The ``Link`` headers of an answer (RFC 8288), as far as WebSub's discovery needs them (its section 4)."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from monitor.outcome import FeedHead
from monitor.text.links import safe_link

HEADER_LIMIT: Final = 8192
"""Characters of all Link headers together that are looked at."""
_LINK: Final = re.compile(
    r"""<([^<>]{1,2048})>((?:\s*;\s*[\w!#$&+.^`|~*-]+\s*(?:=\s*(?:"[^"]*+"|[^\s",;]++))?)*+)"""
)
_PARAMETER: Final = re.compile(r""";\s*([\w!#$&+.^`|~*-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s",;]+)))?""")


def head_with_links(head: FeedHead, headers: Iterable[str], base: str) -> FeedHead:
    """``head`` with the hub and the topic that ``headers`` name; these come before what the document says."""
    hub = topic = ""
    for target, relations in links_of(", ".join(headers)[:HEADER_LIMIT]):
        address = safe_link(target, base)
        if "hub" in relations:
            hub = hub or address
        if "self" in relations:
            topic = topic or address
    if not hub:
        return head
    return replace(head, hub=hub, self_link=topic or head.self_link)


def links_of(header: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """(target, relations in lower case) of each link; the first ``rel`` of a link counts."""
    found: list[tuple[str, frozenset[str]]] = []
    for match in _LINK.finditer(header):
        named = _PARAMETER.findall(match[2])
        relation = next((quoted or bare for name, quoted, bare in named if name.lower() == "rel"), "")
        found.append((match[1].strip(), frozenset(relation.lower().split())))
    return tuple(found)
