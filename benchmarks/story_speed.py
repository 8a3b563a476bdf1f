"""How many reports a second are put into developments, with 100,000 hits told over 40 watches and 20,000 in one.

Run: ``python benchmarks/story_speed.py [--shared FOLDER]``. Needs ``../shared/eval``; where it is missing the script
says so and exits 0. Reports are those of one broad subject of a month, told again on later days until there are
enough; time is that of the processor, for ``place`` and ``add``, without reading the report (``read``), which copies
need as well.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.development_items import SHARED, STREAM
from monitor.evaluate.stream import read_stream
from monitor.story.developments import Developments
from monitor.story.reading import Reading, read
from monitor.story.values import Report

SUBJECT = ("israel", "gaza", "hamas")
MEASURED = 3000


def readings(shared: Path, count: int) -> list[Reading]:
    """So many reports in the order of time, a few seconds apart."""
    found = [
        item
        for item in read_stream(shared / STREAM)
        if item.lang.startswith("en") and any(word in (item.title + item.summary).lower() for word in SUBJECT)
    ]
    start = found[0].date
    return [
        read(
            Report(
                hit_id=hit,
                title=item.title,
                text=item.summary,
                first_seen=start + timedelta(seconds=10 * hit),
                source=item.source,
                language=item.lang,
            )
        )
        for hit, item in enumerate(islice(cycle(found), count), start=1)
    ]


def told(watches: Sequence[Developments], reports: Sequence[Reading]) -> float:
    """Place and add each report in one of the watches, in turn; seconds of the processor."""
    start = process_time()
    for watch, reading in zip(turns(watches), reports, strict=False):
        watch.add(reading, watch.place(reading, None))
    return process_time() - start


def turns(watches: Sequence[Developments]) -> Iterator[Developments]:
    """The watches, one after the other, for ever."""
    return cycle(watches)


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(description="The speed of developments.")
    parser.add_argument("--shared", type=Path, default=SHARED)
    chosen = parser.parse_args()
    if not chosen.shared.is_dir():
        print(f"story_speed: the streams are missing, nothing was measured (looked for {chosen.shared})")
        return
    reports = readings(chosen.shared, 100_000 + MEASURED)
    for count, stored in ((40, 100_000), (1, 20_000)):
        watches = [Developments() for _ in range(count)]
        filled = told(watches, reports[:stored])
        last = told(watches, reports[stored : stored + MEASURED])
        print(
            f"{count} watches, {stored:,} hits: {stored / filled:,.0f} reports/s while filling, "
            f"{MEASURED / last:,.0f} reports/s after"
        )


if __name__ == "__main__":
    main()
