"""500 feeds on the loopback, each on a port of its own as each site has its own host; a process of its own.

Run: ``python benchmarks/poll_server.py FEEDS``. It prints one line of JSON (the ports) and serves until its standard
input ends. A line on standard input is the manner: ``tags`` (ETag, and 304 to who knows it) or ``bare`` (200, always
whole).
"""

import asyncio
import gzip
import hashlib
import json
import random
import sys
from functools import partial
from typing import Final

ITEMS: Final = 25
FULL_TEXT_OF_TEN: Final = 3
_LETTERS: Final = "eeeeetaoinshrdlcumwfgypbvk"


def words(draw: random.Random, count: int, vocabulary: list[str]) -> str:
    """A sentence with a long-tailed choice of words."""
    return " ".join(vocabulary[int(len(vocabulary) ** draw.random()) - 1] for _ in range(count))


def paragraphs(draw: random.Random, count: int, vocabulary: list[str]) -> str:
    """HTML of ``count`` words in paragraphs of about 40, with the links, emphasis and pictures that sites put in."""
    parts = []
    while count > 0:
        length = min(count, draw.randint(20, 60))
        count -= length
        half = length // 2
        parts.append(
            f'<div class="wp-block"><p style="margin:0"><strong>{words(draw, 2, vocabulary)}</strong> '
            f'{words(draw, half, vocabulary)} <a href="/tag/{draw.randint(1, 99)}" rel="tag">'
            f"{words(draw, 2, vocabulary)}</a> <em>{words(draw, 1, vocabulary)}</em> "
            f"{words(draw, length - half, vocabulary)}</p>"
            f'<img src="/pictures/{draw.randint(1, 9999)}.jpg" alt="" width="640" height="360"><br></div>'
        )
    return "".join(parts)


def entry(draw: random.Random, number: int, item: int, vocabulary: list[str], length: int) -> str:
    """One item whose description has ``length`` words."""
    address = f"https://site{number}.example/2026/11/{item}"
    return (
        f"<item><title>{words(draw, 9, vocabulary)}</title><link>{address}</link>"
        f'<guid isPermaLink="true">{address}</guid><dc:creator>{words(draw, 2, vocabulary)}</dc:creator>'
        f"<pubDate>Mon, 23 Nov 2026 {item % 24:02}:15:00 GMT</pubDate><category>News</category>"
        f"<category>{words(draw, 1, vocabulary)}</category><comments>{address}#comments</comments>"
        f'<media:content url="{address}/a.jpg" medium="image" width="640" height="360"/>'
        f"<description><![CDATA[{paragraphs(draw, length, vocabulary)}]]></description></item>"
    )


def feed(number: int, vocabulary: list[str]) -> bytes:
    """An RSS document of 25 items: three feeds in ten carry whole articles, the others summaries.

    Shaped after 224 real feeds: their mean entry has 5.3 KB, 2,200 characters of text and 93 tags; the median entry
    2.1 KB, 455 characters and 34 tags.
    """
    draw = random.Random(number)  # noqa: S311 - the same feeds every time
    usual = 800 if number % 10 < FULL_TEXT_OF_TEN else 60
    entries = (
        entry(draw, number, item, vocabulary, round(usual * draw.uniform(0.5, 1.5))) for item in range(ITEMS)
    )
    head = f"<title>Site {number}</title><link>https://site{number}.example/</link><description>News</description>"
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {names}><channel>{head}{"".join(entries)}'
        "</channel></rss>"
    ).encode()


class Sites:
    """The feeds, gzipped once, and the manner of answering."""

    def __init__(self, count: int) -> None:
        draw = random.Random(0)  # noqa: S311 - the same words every time
        vocabulary = ["".join(draw.choices(_LETTERS, k=draw.randint(2, 10))) for _ in range(20_000)]
        self.bodies = [gzip.compress(feed(number, vocabulary), 6) for number in range(count)]
        self.tags = [hashlib.sha256(body).hexdigest()[:16] for body in self.bodies]
        self.manner = "tags"

    async def serve(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until it ends."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self.answer(number, head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def answer(self, number: int, head: bytes) -> bytes:
        """200 with the whole body, or 304."""
        tag = f'"{self.tags[number]}"'
        if self.manner == "tags" and tag.encode() in head:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        fields = f"ETag: {tag}\r\n" if self.manner == "tags" else ""
        body = self.bodies[number]
        return (
            "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Encoding: gzip\r\n"
            f"Content-Length: {len(body)}\r\n{fields}\r\n"
        ).encode() + body


async def main(count: int) -> None:
    """Open the ports and obey standard input."""
    sites = Sites(count)
    servers = [
        await asyncio.start_server(partial(sites.serve, number), "127.0.0.1", 0) for number in range(count)
    ]
    sys.stdout.write(json.dumps([server.sockets[0].getsockname()[1] for server in servers]) + "\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        sites.manner = line.strip()
        sys.stdout.write(sites.manner + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
