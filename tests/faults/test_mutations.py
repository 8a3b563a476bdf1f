"""Damaged real feeds: each is read or refused, and nothing else happens."""

from collections import Counter
from collections.abc import Iterable

import pytest

from monitor.workers.pool import ProcessPool
from tests.faults.mutations import FEEDS, fate

MANY = 10_000
FEW_BYTES = 12 * 1024
pytestmark = pytest.mark.skipif(not FEEDS.exists(), reason=f"{FEEDS} is not here")


def fates(numbers: Iterable[int]) -> tuple[Counter[str], list[str]]:
    """How often what became of the mutants of those numbers, and what may not have."""
    parsers = ProcessPool(2)
    found: Counter[str] = Counter()
    raised = []
    try:
        for number, future in [(number, parsers.submit(fate, number)) for number in numbers]:
            match error := future.exception():
                case None:
                    found[future.result()] += 1
                case TimeoutError() | MemoryError():
                    found["stopped"] += 1
                case _:
                    raised.append(f"{number}: {error!r}")
    finally:
        parsers.close()
    return found, raised


@pytest.mark.faults
def test_ten_thousand_damaged_feeds() -> None:
    found, raised = fates(range(MANY))
    print(dict(found))  # noqa: T201 - the campaign's result
    assert raised == []
    assert found["read"] > MANY / 2, "most damage must leave something to read, or it is too coarse to tell"
    assert found["stopped"] < MANY / 100


@pytest.mark.faults
@pytest.mark.sample
def test_more_damaged_feeds_in_the_parsers() -> None:
    _, raised = fates(range(MANY, MANY + 300))
    assert raised == []


def test_some_damaged_feeds() -> None:
    found = {fate(number, FEW_BYTES) for number in range(MANY, MANY + 150)}
    assert found == {"read", "refused"}
