"""Three ways to search a text: words (unicode61 with porter), pairs of characters, trigrams; what each costs and finds.

Run: ``python benchmarks/browse_search.py [--items 20000]``. For invented items of four languages: the size of the
index, the time to build it, the median time of a search, and which share of the items it finds that hold what is
looked for: words of two to four characters out of the middle of the items for Chinese and Japanese, words without
their article for Arabic.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.browse_words import writer
from monitor.browse.search import pairs_match, words_match
from monitor.store.layout_first import FULL_TEXT
from monitor.store.layout_pairs import PAIRS_INDEX
from monitor.text.pairs import pairs

SEARCHES: Final = 200
SHORTEST: Final = 3
Kind = tuple[str, str, Callable[[str], str], Callable[[str], str]]
"""Name, tokeniser, what is indexed of a text, how a piece is looked for."""


def _phrase(piece: str) -> str:
    return f'"{piece}"'


KINDS: Final[Sequence[Kind]] = (
    ("words", FULL_TEXT, str, words_match),
    ("whole words", FULL_TEXT, str, _phrase),
    ("pairs", PAIRS_INDEX, pairs, pairs_match),
    ("trigrams", "trigram", str, _phrase),
)


def sample(language: str, count: int, chance: random.Random) -> list[str]:
    """Texts as items have them; every other Arabic word with its article."""
    author = writer(language, chance)
    texts = [author.text(chance) for _ in range(count)]
    if language == "ar":
        return [" ".join(f"ال{word}" if len(word) % 2 else word for word in text.split()) for text in texts]
    return texts


def pieces(language: str, texts: Sequence[str], chance: random.Random) -> list[str]:
    """What people would look for."""
    found: list[str] = []
    while len(found) < SEARCHES:
        text = chance.choice(texts)
        if " " in text.strip() and language not in {"zh", "ja"}:
            word = chance.choice(text.split()).strip(".").removeprefix("ال")
            found.extend([word] if len(word) >= SHORTEST else [])
        else:
            start, length = chance.randrange(len(text) - 4), chance.randint(2, 4)
            piece = text[start : start + length]
            found.extend([piece] if piece.isalpha() else [])
    return found


def holders(language: str, texts: Sequence[str], wanted: Sequence[str]) -> list[set[int]]:
    """For each piece the items in which a reader would see it: as a word, with its article or not, or anywhere."""
    if language in {"zh", "ja"}:
        return [{at for at, text in enumerate(texts) if piece in text} for piece in wanted]
    words = [{word.strip(".").removeprefix("ال") for word in text.split()} for text in texts]
    return [{at for at, here in enumerate(words) if piece in here} for piece in wanted]


def measure(kind: Kind, texts: Sequence[str], wanted: Sequence[str], holding: Sequence[set[int]]) -> str:
    """A line of the table."""
    name, tokens, kept, sought = kind
    db = sqlite3.connect(":memory:")
    quoted = tokens.replace("'", "''")
    db.execute(f"create virtual table found using fts5(text, content = '', tokenize = '{quoted}')")
    begun = time.perf_counter()
    db.executemany(
        "insert into found (rowid, text) values (?, ?)", ((at, kept(text)) for at, text in enumerate(texts))
    )
    db.commit()
    built = time.perf_counter() - begun
    (size,) = db.execute("select sum(length(block)) from found_data").fetchone()
    times, shares = [], []
    for piece, held in zip(wanted, holding, strict=True):
        begun = time.perf_counter()
        numbers = [
            at for (at,) in db.execute("select rowid from found where found match ?", (sought(piece),))
        ]
        times.append(1000 * (time.perf_counter() - begun))
        shares.append(len(held.intersection(numbers)) / len(held))
    db.close()
    share = f"{100 * statistics.mean(shares):5.0f} % found"
    return f"{name:12} {size / 1e6:7.1f} MB {built:6.1f} s {statistics.median(times):7.2f} ms {share}"


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(description="Ways to search.")
    parser.add_argument("--items", type=int, default=20_000)
    chosen = parser.parse_args()
    for language in ("zh", "ja", "ar", "en"):
        chance = random.Random(3)  # noqa: S311 - the same texts each time
        texts = sample(language, chosen.items, chance)
        wanted = pieces(language, texts, chance)
        print(
            f"{language}: {chosen.items:,} items, {sum(len(text.encode()) for text in texts) / 1e6:.1f} MB of text"
        )
        holding = holders(language, texts, wanted)
        for kind in KINDS:
            print(f"  {measure(kind, texts, wanted, holding)}")


if __name__ == "__main__":
    main()
