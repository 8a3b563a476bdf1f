"""How fast hits are told of, against how many are stored. Prints a table; needs no data.

Run: ``python benchmarks/story.py``. Hits are made up of words with a long tail: a headline of 9 and a summary of 32
words, most of them from the vocabulary of their watch. Six in ten are copies, with light edits, of a report of the
last days; of the others, half take up the words of one. Hits come in the order of time, so that 100,000 of 40 watches
over 60 days leave 45 days in memory. “crowded” is one watch with 20,000 hits in its window, “one headline” 5,000 hits
under the same headline. Absolute figures are this machine's. Exit code 1 where fewer than 5,000 a second are told of.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import process_time

from monitor.story.teller import Teller
from monitor.story.values import Report

NOON = datetime(2023, 11, 1, 12, tzinfo=UTC)
WANTED = 5000
NAMES, COPIES, RETITLED, RETOLD, OWN = 0.2, 0.6, 0.3, 0.5, 0.5
"""Shares: of names among the words; of copies among the reports, and of those with another title; of reports that take
up an earlier one among the rest; of a watch's own words in a text."""
TIMED = 10_000
"""Hits that are timed, the last of those that come."""


def vocabulary(draw: random.Random, size: int) -> list[str]:
    """Words of 3 to 10 letters, some of them names."""
    words = ["".join(draw.choices("abcdefghilmnoprstuvz", k=draw.randint(3, 10))) for _ in range(size)]
    return [word.title() if draw.random() < NAMES else word for word in words]


class Newsroom:
    """Writes the reports of one watch."""

    def __init__(self, draw: random.Random, words: list[str]) -> None:
        """Its story has 400 words of its own."""
        self._draw, self._words = draw, words
        self._own = draw.sample(words, 400)
        self._recent: list[tuple[str, str]] = []

    def write(self) -> tuple[str, str]:
        """Title and text of the next report."""
        draw = self._draw
        if self._recent and draw.random() < COPIES:
            title, text = draw.choice(self._recent[-60:])
            made = (
                title if draw.random() > RETITLED else f"{title} again",
                text + " " + draw.choice(self._words),
            )
        elif self._recent and draw.random() < RETOLD:
            title, text = draw.choice(self._recent[-60:])
            made = (self._text(9, title.split()), self._text(32, text.split()))
        else:
            made = (self._text(9, []), f"{self._text(30, [])} {draw.randint(2, 90)} dead")
        self._recent.append(made)
        del self._recent[:-200]
        return made

    def _text(self, length: int, some: list[str]) -> str:
        draw = self._draw
        words = [draw.choice(some) for _ in range(length // 2)] if some else []
        while len(words) < length:
            size = len(self._words)
            words.append(
                draw.choice(self._own)
                if draw.random() < OWN
                else self._words[int(size ** draw.uniform(0.4, 1)) - 1]
            )
        return " ".join(words)


def reports(hits: int, watches: int, days: float, *, headline: str = "") -> Iterator[tuple[str, Report]]:
    """So many hits, spread over the watches and the days."""
    draw = random.Random(7)  # noqa: S311 - the same hits every time
    words = vocabulary(draw, 30_000)
    rooms = [Newsroom(draw, words) for _ in range(watches)]
    for number in range(1, hits + 1):
        watch = draw.randrange(watches)
        title, text = rooms[watch].write()
        yield (
            f"w{watch}",
            Report(
                hit_id=number,
                title=headline or title,
                text=text,
                first_seen=NOON + timedelta(days=days * number / hits),
                source=f"https://{draw.randrange(300)}.example/rss",
                language="en",
            ),
        )


def rate(hits: int, watches: int, days: float, *, headline: str = "") -> float:
    """Hits a second (CPU) over the last ``TIMED``."""
    made = list(reports(hits, watches, days, headline=headline))
    teller = Teller()
    timed = min(TIMED, hits // 2)
    for watch, report in made[:-timed]:
        teller.tell(watch, report)
    begin = process_time()
    for watch, report in made[-timed:]:
        teller.tell(watch, report)
    return timed / (process_time() - begin)


def main() -> int:
    """Print the table; 1 where a rate is below what is wanted."""
    cases = (
        ("1,000 hits, 1 watch", 1000, 1, 10.0, ""),
        ("10,000 hits, 40 watches", 10_000, 40, 20.0, ""),
        ("100,000 hits, 40 watches", 100_000, 40, 60.0, ""),
        ("crowded: 20,000 hits, 1 watch", 20_000, 1, 30.0, ""),
        ("one headline: 5,000 hits", 5000, 1, 10.0, "Talks about the harbour go on"),
    )
    print(f"{'':<32} {'hits/s':>8}")
    slow = 0
    for name, hits, watches, days, headline in cases:
        reached = rate(hits, watches, days, headline=headline)
        print(f"{name:<32} {reached:>8,.0f}", flush=True)
        slow += reached < WANTED
    print(f"at least {WANTED:,} hits a second: {'MISSED' if slow else 'reached'}")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
