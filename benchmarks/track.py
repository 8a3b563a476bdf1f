"""How fast items are decided on, against the number of watches and of terms. Prints a table; needs no data.

Run: ``python benchmarks/track.py``. The items are made up of random words with a long tail, about 45 words
each, as a headline with its summary has. Absolute figures are this machine's; the ratios carry over.
"""

import random
from datetime import UTC, datetime
from time import process_time

from monitor.model import Form, Role, Seed, SeenItem, Term, Watch
from monitor.track.background import Background
from monitor.track.reading import read
from monitor.track.tracker import Tracker

ITEMS = 5000
WORDS = 40_000
NOON = datetime(2023, 11, 21, 12, tzinfo=UTC)


def vocabulary(draw: random.Random) -> list[str]:
    """Words of 3 to 10 letters."""
    return ["".join(draw.choices("abcdefghilmnoprstuvz", k=draw.randint(3, 10))) for _ in range(WORDS)]


def text(draw: random.Random, words: list[str], length: int) -> str:
    """Words drawn so that the n-th is about 1/n as common as the first (Zipf's law).

    The commonest hundred are left out, as stop words are.
    """
    return " ".join(words[int(WORDS ** draw.uniform(0.44, 1)) - 1] for _ in range(length))


def watch(draw: random.Random, words: list[str], number: int, terms: int) -> Watch:
    """A watch of ``terms`` terms with two forms each."""
    return Watch(
        slug=f"w{number}",
        title=f"w{number}",
        seed=Seed(origin="-", title=text(draw, words, 9), text=text(draw, words, 60)),
        terms=tuple(
            Term(
                name=f"t{n}",
                role=Role.ACTOR,
                weight=1.0,
                forms=tuple(Form(text=draw.choice(words).title()) for _ in range(2)),
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


def main() -> None:
    """Print the table."""
    draw = random.Random(1)  # noqa: S311 - the same items every time
    words = vocabulary(draw)
    items = [
        SeenItem(title=text(draw, words, 9), text=text(draw, words, 36), first_seen=NOON)
        for _ in range(ITEMS)
    ]
    print(f"{'watches':>8} {'terms':>6} {'items/s':>9} {'read µs':>8} {'decide µs':>10} {'against 1':>10}")
    first = 0.0
    for watches, terms in ((1, 15), (20, 15), (100, 15), (500, 15), (20, 150), (20, 1500)):
        reading, deciding = seconds(items, [watch(draw, words, n, terms) for n in range(watches)])
        total = reading + deciding
        first = first or total
        print(
            f"{watches:>8} {watches * terms:>6} {ITEMS / total:>9.0f} {reading / ITEMS * 1e6:>8.0f}"
            f" {deciding / ITEMS * 1e6:>10.0f} {total / first:>9.2f}×"
        )


if __name__ == "__main__":
    main()
