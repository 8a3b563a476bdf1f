"""What reading a feed costs when one of its twenty entries is new, against feedparser. Prints two tables.

Run: ``python benchmarks/parse.py [FOLDER]``; FOLDER holds feed documents, by default ``../shared/feeds`` beside the
checkout. For each document the second poll is played: of all entries every twentieth is unknown, the others were in
the last document. CPU seconds of this process, the least of three runs, each over all documents; ratios are
taken within one run. Every entry that is read is compared with ``feedparser.parse(BytesIO(body), sanitize_html=False,
resolve_relative_uris=False)`` put through the same conversion to items, and so is the head.
"""

import io
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import eq
from pathlib import Path
from time import process_time
from unittest import mock

import feedparser

from monitor.outcome import Document
from monitor.poll import parse as reader
from monitor.poll.errors import NotAFeedError

NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://feeds.example/feed.xml"
RUNS = 3
ONE_NEW_OF = 20
TARGETS = {"feedparser, lean": 5.0, "feedparser, defaults": 12.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document at its second poll."""

    name: str
    body: bytes
    whole: Document
    """As the full way reads it."""
    first: Document
    """As it was read at the first poll, with marks where it could be split."""
    known: str
    """Marks of the last document."""


def read(body: bytes, marks: str = "") -> Document:
    """The document as a worker reads it."""
    return reader.parse(body, URL, "", NOW, marks)


def read_whole(body: bytes) -> Document:
    """The document by the full way: all of it through feedparser, by the driver that feedparser takes itself."""
    with (
        mock.patch.object(reader, "split", return_value=None),
        mock.patch.object(reader, "text_in_one_piece", nullcontext),
    ):
        return read(body)


def lean(body: bytes) -> "feedparser.FeedParserDict":
    """Feedparser without cleaning and resolving."""
    return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def default(body: bytes) -> "feedparser.FeedParserDict":
    """Feedparser as it comes."""
    return feedparser.parse(io.BytesIO(body))


def cases(folder: Path) -> Iterable[Case]:
    """A case for each feed in ``folder``."""
    listed = 0
    for path in sorted(folder.iterdir()):
        body = path.read_bytes()
        try:
            whole, first = read_whole(body), read(body)
        except NotAFeedError:
            continue
        known = " ".join(mark for place, mark in enumerate(first.marks, listed) if place % ONE_NEW_OF)
        listed += len(first.marks)
        yield Case(name=path.name, body=body, whole=whole, first=first, known=known)


def identical(case: Case) -> tuple[int, int]:
    """(entries that are as feedparser gives them, entries), over the first and the second poll."""
    second = read(case.body, case.known)
    known = frozenset(case.known.split())
    marks = case.first.marks or ("",) * len(case.first.items)
    unknown = [item for item, mark in zip(case.whole.items, marks, strict=True) if mark not in known]
    same = sum(map(eq, case.first.items, case.whole.items))
    new = sum(map(eq, second.items, unknown))
    is_whole = second.entries == len(case.whole.items) and len(second.items) == len(unknown)
    if not is_whole or second.head != case.whole.head:
        return 0, len(case.whole.items) + len(unknown)
    return same + new, len(case.whole.items) + len(unknown)


def cpu_s(work: Callable[[Case], object], listed: list[Case]) -> float:
    """CPU seconds that ``work`` takes for all cases."""
    begin = process_time()
    for case in listed:
        work(case)
    return process_time() - begin


def measured(listed: list[Case]) -> dict[str, float]:
    """CPU seconds of each way over ``listed``, the ways taking turns."""
    ways: dict[str, Callable[[Case], object]] = {
        "feedparser, defaults": lambda case: default(case.body),
        "feedparser, lean": lambda case: lean(case.body),
        "first poll": lambda case: read(case.body),
        "second poll, 1 of 20 new": lambda case: read(case.body, case.known),
        "second poll, none new": lambda case: read(case.body, " ".join(case.first.marks)),
        "second poll, one new a feed": lambda case: read(case.body, " ".join(case.first.marks[1:])),
    }
    runs = [{name: cpu_s(work, listed) for name, work in ways.items()} for _ in range(RUNS)]
    return {name: min(run[name] for run in runs) for name in ways}


def report(title: str, listed: list[Case]) -> bool:
    """Print the table of ``listed``; whether the targets are met."""
    entries = sum(len(case.whole.items) for case in listed)
    right, compared = (sum(numbers) for numbers in zip(*map(identical, listed), strict=True))
    took = measured(listed)
    cheap = took["second poll, 1 of 20 new"]
    size = sum(len(case.body) for case in listed) / 1e6
    print(f"\n{title}: {len(listed)} documents, {entries} entries, {size:.1f} MB")
    print(f"  identical to feedparser: {right} of {compared} ({right / compared:.2%})")
    print(f"  {'way':<28}{'CPU s':>8}{'ms a feed':>11}{'ratio to 1 of 20':>18}")
    for name, seconds in took.items():
        print(f"  {name:<28}{seconds:>8.3f}{1000 * seconds / len(listed):>11.2f}{seconds / cheap:>18.1f}")
    return right == compared and all(took[name] >= least * cheap for name, least in TARGETS.items())


def main() -> None:
    """Print both tables; exits with 1 where a number is missed, with 2 where there are no documents."""
    folder = (
        Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "feeds"
    )
    listed = list(cases(folder)) if folder.is_dir() else []
    if not listed:
        print(f"no feed documents in {folder}", file=sys.stderr)
        sys.exit(2)
    well = [case for case in listed if not case.whole.notes or "broken XML" not in case.whole.notes[0]]
    met = report("well-formed", well)
    split = [case for case in well if case.first.marks]
    print(f"  of them split: {len(split)}; the others, of unusual build, are read whole")
    if broken := [case for case in listed if case not in well]:
        report("malformed, read whole", broken)
    print("\ntargets (identical, 5 times lean, 12 times defaults):", "met" if met else "MISSED")
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
