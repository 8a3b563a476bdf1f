import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.net.body import Body, Inflater, read_body
from monitor.net.errors import UnusableBodyError


def read(
    content: bytes, encoding: str = "", *, step: int = 1000, wire: int = 100_000, body: int = 100_000
) -> Body:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(content), step):
            yield content[start : start + step]

    return asyncio.run(read_body(chunks(), encoding=encoding, max_wire_bytes=wire, max_body_bytes=body))


def test_a_plain_body_comes_through_whole() -> None:
    assert read(b"feed" * 1000) == Body(content=b"feed" * 1000, wire_bytes=4000)


@given(st.binary(max_size=2000), st.integers(1, 50), st.sampled_from(["gzip", "x-gzip", " GZIP "]))
def test_a_gzipped_body_is_inflated_however_it_is_cut(content: bytes, step: int, encoding: str) -> None:
    wire = gzip.compress(content)
    assert read(wire, encoding, step=step) == Body(content=content, wire_bytes=len(wire))


def test_several_gzip_members_are_one_body() -> None:
    assert read(gzip.compress(b"one") + gzip.compress(b"two"), "gzip", step=5).content == b"onetwo"


def test_padding_behind_the_last_member_is_ignored() -> None:
    assert read(gzip.compress(b"one") + b"\0" * 2000, "gzip").content == b"one"


def test_zlib_data_called_gzip_is_read_all_the_same() -> None:
    assert read(zlib.compress(b"one"), "gzip").content == b"one"


def test_an_empty_body_called_gzip_is_empty() -> None:
    assert read(b"", "gzip").content == b""


BAD = {
    "several codings": (b"", "gzip, gzip", "though only gzip"),
    "brotli": (b"", "br", "though only gzip"),
    "deflate": (b"", "deflate", "though only gzip"),
    "data that is no gzip": (b"<rss>", "gzip", "damaged"),
    "gzip cut short": (gzip.compress(b"x" * 50)[:-5], "gzip", "stops short"),
    "gzip with a wrong checksum": (gzip.compress(b"x" * 50)[:-5] + b"12345", "gzip", "damaged"),
}


@pytest.mark.parametrize(("content", "encoding", "problem"), BAD.values(), ids=BAD.keys())
def test_an_unusable_body_is_refused(content: bytes, encoding: str, problem: str) -> None:
    with pytest.raises(UnusableBodyError, match=problem):
        read(content, encoding)


def test_a_body_too_large_on_the_wire_is_refused() -> None:
    with pytest.raises(UnusableBodyError, match="on the wire"):
        read(b"x" * 5000, wire=4999)
    assert read(b"x" * 5000, wire=5000).wire_bytes == 5000


def test_a_body_too_large_is_refused() -> None:
    with pytest.raises(UnusableBodyError, match="larger than 4999"):
        read(b"x" * 5000, body=4999)


def test_very_many_very_small_pieces_are_refused() -> None:
    with pytest.raises(UnusableBodyError, match="in pieces of 3 bytes"):
        read(b"x" * 40_000, step=3)
    assert read(b"x" * 29_000, step=3).wire_bytes == 29_000, "a slow link may send a little at a time"


def test_a_bomb_is_stopped_a_step_behind_the_limit() -> None:
    inflater = Inflater(100_000)
    with pytest.raises(UnusableBodyError, match="when inflated"):
        inflater.feed(gzip.compress(bytes(50_000_000)))
    assert len(inflater._output) <= 100_000 + 64 * 1024  # noqa: SLF001 - how far it got is the point
