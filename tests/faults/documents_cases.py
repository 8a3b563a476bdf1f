"""All the kinds of hostile documents, and each as a fault of the server beside healthy feeds."""

import asyncio
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tests.faults.documents_elements import ELEMENTS
from tests.faults.documents_encodings import ENCODINGS
from tests.faults.documents_kinds import SIZES, Kind
from tests.faults.documents_others import JSON, NO_FEEDS
from tests.faults.documents_texts import REFERENCES, SECTIONS, TOKENS
from tests.faults.documents_types import TYPES
from tests.faults.fault_server import Answer, Fault, Visit
from tests.faults.http_answers import answer

KINDS: Final = (*ELEMENTS, *TOKENS, *REFERENCES, *SECTIONS, *TYPES, *ENCODINGS, *JSON, *NO_FEEDS)


def documents(kinds: tuple[Kind, ...], sizes: Mapping[str, int] = SIZES) -> tuple[Fault, ...]:
    """Each of ``kinds`` at each of ``sizes``, served as an ordinary answer."""
    return tuple(
        Fault(name=f"{kind.name}, {size}", answer=_serving(kind, length), heavy=True)
        for kind in kinds
        for size, length in sizes.items()
    )


def _serving(kind: Kind, size: int) -> Answer:
    async def serve(visit: Visit) -> None:
        # Made in a thread, so that the healthy neighbours do not wait for it.
        body = await asyncio.to_thread(_made, kind, size)
        await visit.send(answer("200 OK", f"Content-Type: {kind.content_type}", body=body))

    return serve


@lru_cache(maxsize=6)
def _made(kind: Kind, size: int) -> bytes:
    return kind.make(size)


DOCUMENTS: Final = documents(KINDS)
SMALL: Final = documents(KINDS, {"4 KiB": 4096})
