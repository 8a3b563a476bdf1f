"""The ``Link`` header (RFC 8288), as far as WebSub needs it."""

import re
from typing import Final

from monitor.outcome import Response
from monitor.text.links import safe_link

_LINK: Final = re.compile(
    r"<([^<>]{1,2000})>((?:\s*;\s*[\w*-]{1,40}\s*=\s*(?:\"[^\"]{0,500}\"|[^\s\",;<>]{0,500}))*)"
)
_RELATION: Final = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]*))", re.IGNORECASE)
_LONGEST: Final = 16 * 1024


def linked(answer: Response, relation: str) -> str:
    """The first link of that relation in the headers of ``answer``, absolute; ``""`` where there is none."""
    for name, value in answer.headers:
        if name != "link":
            continue
        for link in _LINK.finditer(value[:_LONGEST]):
            given = _RELATION.search(link[2])
            relations = (given[1] or given[2] or "").lower().split() if given else []
            if relation in relations and (address := safe_link(link[1], answer.url)):
                return address
    return ""
