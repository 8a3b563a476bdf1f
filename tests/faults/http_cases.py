"""All the faults, and the healthy neighbours that must not suffer from them."""

from itertools import count
from typing import Final

from tests.faults.fault_server import FEED, Answer, Fault, Visit
from tests.faults.http_answers import answer
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


def _news() -> Answer:
    """A feed that has one new item whenever it is asked for."""
    numbers = count(1)

    async def serve(visit: Visit) -> None:
        number = str(next(numbers)).encode()
        await visit.send(answer("200 OK", body=FEED.replace(b"1</", number + b"</")))

    return serve


HEALTHY: Final = tuple(Fault(name=f"healthy {number}", answer=_news()) for number in range(5))
