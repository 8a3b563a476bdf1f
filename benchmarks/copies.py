"""How well copies are found, against the labelled pairs, and how fast.

Run: ``python benchmarks/copies.py [--shared FOLDER]``. Quality needs ``../shared/eval``; where that is missing the
script says so and measures the speed alone, on made-up reports.

Quality, once by the pair rule alone and once as the finder groups the whole month, all 91,053 items as the hits of
one watch (far more, and far less alike, than any watch has). ``half 1`` chose the constants, ``half 2`` did not.
Translations are left out. ``labels/COPIES.md`` says what the pairs are and why precision on them is harsh.

Speed: reports found and added a second of CPU time, reading not counted. The ratios carry over to other machines.
"""

import argparse
import gc
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from time import process_time
from typing import Final

from monitor.cli.tables import show
from monitor.evaluate.copy_pairs import (
    CopyPair,
    counted,
    plain_title,
    read_copy_pairs,
    readings_of,
    same_titles,
)
from monitor.evaluate.stream import read_stream
from monitor.story.copies import Copies, are_copies
from monitor.story.reading import Reading, read
from monitor.story.values import Report

HERE: Final = Path(__file__).resolve().parent
SHARED: Final = HERE.parents[1] / "shared" / "eval"
PAIRS: Final = HERE / "labels" / "2023-11.copy-pairs.json"
NOVEMBER: Final = "2023-11.jsonl.xz"
WINDOW: Final = timedelta(days=21)
NOON: Final = datetime(2023, 11, 1, 12, tzinfo=UTC)
WORDS: Final = ["".join(word) for word in product("bdfgklmnprst", "aeiou", "dklmnrst", "aeio", "klmnrst")]

Row = dict[str, str | int | float]
Readings = Mapping[str, Reading]
Judge = Callable[[str, str], bool]


def grouped(readings: Readings) -> dict[str, int]:
    """The group of each item, all of them as hits of one watch, a window of three weeks."""
    copies = Copies()
    groups: dict[str, int] = {}
    for number, (key, reading) in enumerate(readings.items()):
        if number % 1000 == 0:
            copies.forget(reading.report.first_seen - WINDOW)
        found = copies.find(reading)
        groups[key] = reading.report.hit_id if found is None else found
        copies.add(reading, groups[key])
    return groups


def selections(readings: Readings, pairs: Sequence[CopyPair]) -> Iterator[tuple[str, list[CopyPair]]]:
    """Rows of the table: name and pairs."""

    def polish(pair: CopyPair) -> bool:
        return readings[pair.first].report.language.startswith("pl")

    yield "all", list(pairs)
    for half in (1, 2):
        yield f"half {half}", [pair for pair in pairs if pair.half == half]
    yield "hard", [pair for pair in pairs if pair.hard]
    yield "easy", [pair for pair in pairs if not pair.hard]
    for half in (1, 2):
        yield f"hard, half {half}", [pair for pair in pairs if pair.hard and pair.half == half]
    yield "English", [pair for pair in pairs if not polish(pair)]
    yield "Polish", [pair for pair in pairs if polish(pair)]
    for kind in sorted({pair.kind for pair in pairs}):
        yield f"kind: {kind}", [pair for pair in pairs if pair.kind == kind]


def pair_rows(way: str, readings: Readings, pairs: Sequence[CopyPair], judge: Judge) -> Iterator[Row]:
    """Precision and recall of each selection; of a kind, how many pairs were taken for copies."""
    judged = {pair: judge(pair.first, pair.second) for pair in pairs}
    for name, chosen in selections(readings, pairs):
        counts = counted((pair, judged[pair]) for pair in chosen)
        taken = sum(judged[pair] for pair in chosen)
        whole = not name.startswith("kind: ")
        yield {
            "by": way,
            "pairs": name,
            "n": len(chosen),
            "copies": sum(pair.copy for pair in chosen),
            "taken for copies": taken,
            "P": f"{counts.precision:.3f}" if whole else "",
            "R": f"{counts.recall:.3f}" if whole else "",
        }


def title_rows(readings: Readings, pairs: Sequence[CopyPair], judge: Judge) -> Iterator[Row]:
    """What becomes of equal titles of two sources: of those labelled, and of all in the month."""
    labelled = [pair for pair in pairs if _across(readings, pair)]
    for name, copy in (("labelled copies", True), ("labelled, no copies", False)):
        chosen = [pair for pair in labelled if pair.copy is copy]
        yield _title_row(name, [judge(pair.first, pair.second) for pair in chosen])
    month = list(same_titles(readings))
    yield _title_row("all of the month", [judge(*keys) for keys in month])
    near = [keys for keys in month if _days_apart(readings, keys) <= 6]  # noqa: PLR2004 - as the rule has it
    yield _title_row("all within six days", [judge(*keys) for keys in near])


def _title_row(name: str, judged: Sequence[bool]) -> Row:
    return {"equal titles across sources": name, "pairs": len(judged), "grouped": sum(judged) / len(judged)}


def _across(readings: Readings, pair: CopyPair) -> bool:
    first, second = readings[pair.first], readings[pair.second]
    return first.report.source != second.report.source and plain_title(first) == plain_title(second)


def _days_apart(readings: Readings, keys: tuple[str, str]) -> float:
    first, second = (readings[key].report.first_seen for key in keys)
    return abs(second - first) / timedelta(days=1)


def report_copies(shared: Path) -> tuple[list[Row], list[Row]]:
    """The rows of both tables: labelled pairs, and equal titles."""
    readings = dict(readings_of(read_stream(shared / NOVEMBER)))
    pairs = read_copy_pairs(PAIRS)
    groups = grouped(readings)

    def by_rule(first: str, second: str) -> bool:
        return are_copies(readings[first], readings[second])

    def by_group(first: str, second: str) -> bool:
        return groups[first] == groups[second]

    rows = [*pair_rows("rule", readings, pairs, by_rule), *pair_rows("groups", readings, pairs, by_group)]
    return rows, list(title_rows(readings, pairs, by_group))


def made_up(draw: random.Random, number: int, title: str = "", text: str = "") -> Reading:
    """A report of random words with a long tail, nine in the title and 35 in the text."""

    def words(count: int) -> str:
        return " ".join(WORDS[int(len(WORDS) ** draw.uniform(0.2, 1)) - 1] for _ in range(count))

    return read(
        Report(
            hit_id=number,
            title=title or words(9),
            text=text or words(35),
            first_seen=NOON + timedelta(seconds=number),
            source=f"https://example.org/{number % 300}",
        )
    )


def per_second(copies: Sequence[Copies], readings: Sequence[Reading]) -> float:
    """Reports found and added a second, one after the other to each watch."""
    gc.collect()
    gc.freeze()  # the readings kept here are the benchmark's own, and a service holds few
    begin = process_time()
    for number, reading in enumerate(readings):
        watch = copies[number % len(copies)]
        found = watch.find(reading)
        watch.add(reading, reading.report.hit_id if found is None else found)
    return len(readings) / (process_time() - begin)


def speed_rows() -> Iterator[Row]:
    """Reports a second with little and with much stored, and where all have one headline."""
    draw = random.Random(1)  # noqa: S311 - the same reports every time
    watches = [Copies() for _ in range(40)]
    fresh = [made_up(draw, number) for number in range(110_000)]
    first = per_second(watches, fresh[:10_000])
    per_second(watches, fresh[10_000:100_000])
    one = [Copies()]
    per_second(one, fresh[:20_000])
    title = "Ceasefire talks resume in harbour city after night of strikes"
    others = [made_up(draw, number, title) for number in range(20_000, 25_000)]
    same = [made_up(draw, number, title, fresh[0].report.text) for number in range(25_000, 30_000)]
    measured = (
        ("40 watches, none to 10,000 stored", first),
        ("40 watches, 100,000 stored", per_second(watches, fresh[100_000:])),
        ("one watch, 20,000 stored", per_second(one, fresh[20_000:25_000])),
        ("the same, 5,000 with one headline, other texts", per_second(one, others)),
        ("the same, 5,000 with one headline and text", per_second(one, same)),
    )
    for name, rate in measured:
        yield {"speed": name, "reports/s": round(rate), "of the first": f"{rate / first:.2f}"}


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(description="How well and how fast copies are found.")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the streams")
    shared = parser.parse_args().shared
    if shared.is_dir():
        rows, titles = report_copies(shared)
        show("Labelled pairs of November", rows, as_json=False)
        show("Equal titles", titles, as_json=False)
    else:
        print(f"copies: the streams are missing, only the speed is measured (looked for {shared})")
    show("Speed", list(speed_rows()), as_json=False)


if __name__ == "__main__":
    main()
