"""A response body within bounds: counted on the wire, inflated in small steps, never cut and handed on."""

import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from monitor.net.errors import UnusableBodyError

_STEP: Final = 64 * 1024
"""Bytes inflated at a time: a bomb is noticed at most this far behind the limit."""
_PIECES: Final = 10_000
"""So many pieces (chunks, or reads) may be as small as they like; each costs some 20 µs of our time."""
_PIECE_BYTES: Final = 64
"""Beyond that they must be as large as this on average: servers send kilobytes."""
_GZIP_OR_ZLIB: Final = 47
_GZIP: Final = b"\x1f\x8b"
_PLAIN: Final = ("", "identity")
_GZIPPED: Final = ("gzip", "x-gzip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The decoded bytes, and how many came over the wire."""

    content: bytes
    wire_bytes: int


async def read_body(
    chunks: AsyncIterator[bytes], *, encoding: str, max_wire_bytes: int, max_body_bytes: int
) -> Body:
    """The whole body from raw ``chunks``; ``encoding`` is the Content-Encoding header, all of it.

    Raises ``UnusableBodyError`` where a limit is passed, for any coding but gzip, for several, for gzip that is
    damaged or cut short, and for very many very small pieces.
    """
    kind = encoding.strip().lower()
    if kind not in _PLAIN + _GZIPPED:
        raise UnusableBodyError(f"content encoding {kind[:40]!r}, though only gzip was asked for")
    inflater = Inflater(max_body_bytes) if kind in _GZIPPED else None
    plain = bytearray()
    wire_bytes = pieces = 0
    async for chunk in chunks:
        wire_bytes += len(chunk)
        pieces += 1
        if pieces > _PIECES and wire_bytes < pieces * _PIECE_BYTES:
            raise UnusableBodyError(f"sent in pieces of {wire_bytes // pieces} bytes")
        if wire_bytes > max_wire_bytes:
            raise UnusableBodyError(f"larger than {max_wire_bytes} bytes on the wire")
        if inflater is not None:
            inflater.feed(chunk)
            continue
        plain += chunk
        if len(plain) > max_body_bytes:
            raise UnusableBodyError(f"larger than {max_body_bytes} bytes")
    content = bytes(plain) if inflater is None else inflater.finish()
    return Body(content=content, wire_bytes=wire_bytes)


class Inflater:
    """gzip (any number of members) or zlib, inflated step by step up to a limit in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._output = bytearray()
        self._member = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._fed = False

    def feed(self, chunk: bytes) -> None:
        """Inflate ``chunk``; raises ``UnusableBodyError`` past the limit or for damaged data."""
        self._fed = self._fed or bool(chunk)
        rest = chunk
        while rest:
            if self._member.eof:
                if not rest.startswith(_GZIP[: len(rest)]):
                    return  # padding behind the last member, which servers add and gzip ignores
                self._member = zlib.decompressobj(_GZIP_OR_ZLIB)
            rest = self._step(rest)

    def finish(self) -> bytes:
        """All of the output; raises ``UnusableBodyError`` where the data stopped short."""
        if self._fed and not self._member.eof:
            raise UnusableBodyError("the gzip data stops short")
        return bytes(self._output)

    def _step(self, data: bytes) -> bytes:
        """Inflate a step's worth of ``data`` and give back what is left of it."""
        try:
            self._output += self._member.decompress(data, _STEP)
        except zlib.error as error:
            raise UnusableBodyError(f"damaged gzip data: {error}") from error
        if len(self._output) > self._limit:
            raise UnusableBodyError(f"larger than {self._limit} bytes when inflated")
        return self._member.unused_data if self._member.eof else self._member.unconsumed_tail
