"""Which headlines are the same story."""

from collections.abc import Callable

import pytest

from monitor.digest.grouping import groups
from monitor.store.digest_material import ReportedHit

CASES: dict[str, tuple[tuple[str, str], bool]] = {
    "equal but for case and marks": (("Wagner leaves Mali!", "WAGNER LEAVES MALI!"), True),
    "the outlet's name at the end does not count": (
        ("Ship sunk off Yemen - The Wire", "Ship sunk off Yemen"),
        True,
    ),
    "one word of six differs": (
        (
            "Rebels claim attack on tanker near Hodeidah port",
            "Rebels claim attack on tanker near Hodeidah harbour port",
        ),
        True,
    ),
    "short headlines must be equal": (("Wagner leaves Mali", "Wagner leaves Niger"), False),
    "a denial is another story": (
        (
            "US says Wagner may hand Pantsir to Hezbollah",
            "Kremlin denies that Wagner may hand Pantsir to anyone",
        ),
        False,
    ),
    "a part is not the whole": (
        ("Wagner", "Wagner may hand a Pantsir air defence system to Hezbollah"),
        False,
    ),
    "two empty headlines are two": (("", ""), False),
}


@pytest.mark.parametrize("case", CASES)
def test_headlines(case: str, make_hit: Callable[..., ReportedHit]) -> None:
    (first, second), same = CASES[case]
    found = groups([make_hit(first), make_hit(second, source="Other")])
    assert len(found) == (1 if same else 2)


def test_every_hit_is_in_one_group_in_order(hits: tuple[ReportedHit, ...]) -> None:
    found = groups(hits)
    assert sorted(hit.hit_id for group in found for hit in group) == [hit.hit_id for hit in hits]
    assert [group[0].hit_id for group in found] == sorted(group[0].hit_id for group in found)
