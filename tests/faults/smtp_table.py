"""Every fault of a mail server, and a sender killed at every stage; prints a table.

Run: ``python -m tests.faults.smtp_table [NAME…]``, two minutes. Each fault is met once and then a good server; and, in an
outbox of its own, six times in a row. Exits 1 where a mail is lost, a state is not what it should be, or there is a further
copy that need not be.
"""

# ruff: noqa: T201 - it prints a table
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

import trustme

from tests.faults.smtp_cases import CASES
from tests.faults.smtp_kill import KILLS, killed, wrong
from tests.faults.smtp_session import borne, problems

AT_ONCE: Final = 6
"""They wait, most of the time."""


def main(names: list[str]) -> int:
    """Print the table; 1 where a fault is not borne as it should be."""
    authority = trustme.CA()
    faults = [case for case in CASES if not names or case.name in names]
    kills = [kill for kill in KILLS if not names or kill.name in names]
    bad = lost = most = 0
    print(
        f"{'fault':38} {'then':>8} {'copies':>6} {'in the end':>10} {'copies':>6} {'for ever':>8} {'copies':>6}  it says"
    )
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        threads = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        places = (Path(folder) / f"fault{number}" for number in range(len(faults)))
        for case, found in zip(
            faults, threads.map(partial(borne, authority=authority), faults, places), strict=True
        ):
            told = problems(case, found)
            bad, most = bad + bool(told), max(most, found.end_copies, found.ever_copies)
            lost += found.end_copies == 0 and found.end_state != "parked"
            print(
                f"{case.name:38} {found.state:>8} {found.copies:6} {found.end_state:>10} {found.end_copies:6}"
                f" {found.ever_state:>8} {found.ever_copies:6}  {found.said[:50]!r}{_marked(told)}",
                flush=True,
            )
        for number, kill in enumerate(kills):
            place = Path(folder) / f"kill{number}"
            place.mkdir()
            left = killed(kill, authority, place)
            told = wrong(kill, left)
            bad, most = bad + bool(told), max(most, left.end_copies)
            lost += left.end_copies == 0
            print(
                f"{kill.name:38} {left.state:>8} {left.copies:6} {left.end_state:>10} {left.end_copies:6}{_marked(told)}",
                flush=True,
            )
    print(
        f"{len(faults)} faults and {len(kills)} kills, {bad} not borne, {lost} mails lost, at most {most} copies of one"
    )
    return int(bad > 0)


def _marked(told: list[str]) -> str:
    return f"  <-- {'; '.join(told)}" if told else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
