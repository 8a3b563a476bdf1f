"""How much of a digest a mail has room for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from monitor.digest.fitting import fitted
from monitor.digest.sample import sample
from monitor.digest.values import Digest

LIMIT = 80_000


def digest_of(sections: int, developments: int) -> Digest:
    """A digest with so many developments in each of so many sections."""
    one = sample().sections[0]
    full = replace(one, developments=one.developments * developments, development_count=developments)
    return replace(sample(), sections=(full,) * sections, more_sections=())


def paged(development: int, section: int) -> tuple[Callable[[Digest], str], list[int]]:
    """Pages of so many bytes for each, and the sizes of the pages that were made."""
    made: list[int] = []

    def page(digest: Digest) -> str:
        size = 6_000 + sum(
            section
            + 2_500 * bool(one.bars)
            + 300 * len(one.further)
            + sum(development + place % 7 * 40 for place in range(len(one.developments)))
            for one in digest.sections
        )
        made.append(size)
        return "x" * size

    return page, made


def test_what_fits_stays_as_it_is() -> None:
    page, made = paged(3_000, 500)
    digest = digest_of(2, 5)
    assert fitted(digest, page, LIMIT)[0] == digest
    assert len(made) == 1


ROOM: dict[str, tuple[int, int, int]] = {
    "one story": (1, 300, 3_000),
    "some stories": (12, 25, 3_000),
    "short ones": (1, 500, 1_200),
    "few enormous ones": (1, 5, 30_000),
    "four hundred stories": (400, 1, 3_000),
}


@pytest.mark.parametrize("case", ROOM)
def test_pages_are_few_and_the_last_one_fits(case: str) -> None:
    sections, developments, size = ROOM[case]
    page, made = paged(size, 500)
    shown, found = fitted(digest_of(sections, developments), page, LIMIT)
    assert len(found) <= LIMIT
    assert found == page(shown)
    assert shown.shown_count > 0
    assert len(made) <= 20


def test_most_of_the_room_is_used() -> None:
    page, _ = paged(3_000, 500)
    assert len(fitted(digest_of(1, 300), page, LIMIT)[1]) > 0.9 * LIMIT


def test_charts_make_room_before_developments_do() -> None:
    page, _ = paged(2_000, 500)
    shown, _found = fitted(digest_of(15, 2), page, LIMIT)
    assert not any(section.bars for section in shown.sections)
    assert all(section.further for section in shown.sections)
    assert shown.shown_count >= 20


def test_stories_without_room_are_named() -> None:
    page, _ = paged(3_000, 500)
    shown, _found = fitted(digest_of(400, 1), page, LIMIT)
    assert len(shown.sections) + len(shown.more_sections) == 400
    assert all(section.developments for section in shown.sections)
