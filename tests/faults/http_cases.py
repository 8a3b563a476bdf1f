"""All the faults, and the healthy neighbours that must not suffer from them."""

from typing import Final

from tests.faults.fault_server import FEED, Fault
from tests.faults.http_answers import answer, sends
from tests.faults.http_bodies import CHUNKS, CODINGS, LENGTHS, NO_FEEDS
from tests.faults.http_connections import CONNECTIONS, TLS
from tests.faults.http_heads import HEADERS, REDIRECTS, STATUS_LINES

FAULTS: Final = (
    *CONNECTIONS,
    *TLS,
    *STATUS_LINES,
    *HEADERS,
    *REDIRECTS,
    *LENGTHS,
    *CODINGS,
    *CHUNKS,
    *NO_FEEDS,
)
HEALTHY: Final = tuple(
    Fault(name=f"healthy {number}", answer=sends(answer("200 OK", body=FEED), then="stay"))
    for number in range(5)
)
