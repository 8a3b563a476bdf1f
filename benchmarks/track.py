"""How fast items are decided on, against the number of watches and of terms. Prints a table; needs no data.

Run: ``python benchmarks/track.py``. The items are made up of random words with a long tail, about 45 words each, as
a headline with its summary has, and of four names out of 300,000, some of which are in the news far more often than
others. Terms are names, drawn from the 100,000 that are named most; so many terms find some name in nearly every
item. Absolute figures are this machine's; the ratios carry over. Exit code 1 where one is above what is wanted.
"""

import random
import sys
from datetime import UTC, datetime
from time import process_time

from monitor.model import Form, Role, Seed, SeenItem, Term, Watch
from monitor.track.background import Background
from monitor.track.reading import read
from monitor.track.tracker import Tracker

ITEMS = 5000
WORDS = 40_000
NAMES = 300_000
KNOWN_NAMES = 100_000
NAMED = 4
"""Names in an item."""
NOON = datetime(2023, 11, 21, 12, tzinfo=UTC)


def vocabulary(draw: random.Random) -> list[str]:
    """Words of 3 to 10 letters."""
    return ["".join(draw.choices("abcdefghilmnoprstuvz", k=draw.randint(3, 10))) for _ in range(WORDS)]


def name(number: int) -> str:
    """The name of that rank, the commonest being 0: two words that nothing else has."""
    return f"{_spelt(number)} {_spelt(number + 7)}son"


def _spelt(number: int) -> str:
    letters = ""
    while True:
        number, letter = divmod(number, 20)
        letters += "bcdfghklmnprstvwzaei"[letter] + "aeiou"[(number + letter) % 5]
        if not number:
            return letters.title()


def item(draw: random.Random, words: list[str]) -> SeenItem:
    """A headline with its summary; the names stand in the summary."""
    names = " ".join(name(int(NAMES ** draw.uniform(0, 1)) - 1) for _ in range(NAMED))
    return SeenItem(title=text(draw, words, 9), text=f"{text(draw, words, 32)} {names}", first_seen=NOON)


def text(draw: random.Random, words: list[str], length: int) -> str:
    """Words drawn so that the n-th is about 1/n as common as the first (Zipf's law).

    The commonest hundred are left out, as stop words are.
    """
    return " ".join(words[int(WORDS ** draw.uniform(0.44, 1)) - 1] for _ in range(length))


def watch(draw: random.Random, words: list[str], number: int, terms: int) -> Watch:
    """A watch of ``terms`` terms."""
    return Watch(
        slug=f"w{number}",
        title=f"w{number}",
        seed=Seed(origin="-", title=text(draw, words, 9), text=text(draw, words, 60)),
        terms=tuple(
            Term(
                name=f"t{n}",
                role=Role.ACTOR,
                weight=1.0,
                forms=(Form(text=name(draw.randrange(KNOWN_NAMES))),),
            )
            for n in range(terms)
        ),
    )


def seconds(items: list[SeenItem], watches: list[Watch]) -> tuple[float, float]:
    """CPU seconds to read and count the items, and to decide on them as well."""
    background = Background(prior=lambda _token: 0.0)
    for item in items:
        background.add({token for token, _ in read(item, background).vector})
    tracker = Tracker(watches, learned={}, background=background)
    begin = process_time()
    readings = [tracker.read(item) for item in items]
    for reading in readings:
        tracker.count(reading)
    middle = process_time()
    for reading in readings:
        tracker.decide(reading)
    return middle - begin, process_time() - middle


def main() -> int:
    """Print the table; 1 where a number is above what is wanted."""
    draw = random.Random(1)  # noqa: S311 - the same items every time
    words = vocabulary(draw)
    items = [item(draw, words) for _ in range(ITEMS)]
    print(f"{'watches':>8} {'terms':>8} {'items/s':>9} {'read µs':>8} {'decide µs':>10}")
    cost: dict[tuple[int, int], float] = {}
    for watches, terms in ((1, 15), (20, 5), (20, 15), (100, 15), (1000, 15), (20, 500), (20, 5000)):
        reading, deciding = seconds(items, [watch(draw, words, n, terms) for n in range(watches)])
        total = cost[watches, terms] = (reading + deciding) / ITEMS
        print(
            f"{watches:>8} {watches * terms:>8} {1 / total:>9.0f} {reading / ITEMS * 1e6:>8.0f}"
            f" {deciding / ITEMS * 1e6:>10.0f}"
        )
    wanted = (
        ("items a second against 20 watches, at least 10,000", 1e-4 / cost[20, 15]),
        ("1,000 watches against 20, at most 3 times", 3 * cost[20, 15] / cost[1000, 15]),
        ("100,000 terms against 100, at most 3 times", 3 * cost[20, 5] / cost[20, 5000]),
    )
    for what, reached in wanted:
        print(f"{what}: {'reached' if reached >= 1 else 'MISSED'} ({reached:.2f} of it)")
    return int(any(reached < 1 for _, reached in wanted))


if __name__ == "__main__":
    sys.exit(main())
