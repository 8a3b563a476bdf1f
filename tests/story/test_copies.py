from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.copies import CANDIDATES, POSTED, Copies, are_copies
from monitor.story.reading import Reading, read
from monitor.story.values import Report
from tests.story.copy_cases import (
    CASES,
    FERRY,
    FERRY_TEXT,
    HERALD,
    NOON,
    OTHER_FERRY_TEXT,
    POST,
    Case,
    report,
)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_pair_is_one_text_or_two(case: Case) -> None:
    first, second = read(case.first), read(case.second)
    assert are_copies(first, second) is case.copy
    assert are_copies(second, first) is case.copy


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_finder_says_the_same_of_a_pair(case: Case) -> None:
    assert groups_of([case.first, replace(case.second, hit_id=2)]) == [1, 1 if case.copy else 2]


def groups_of(reports: Sequence[Report], copies: Copies | None = None) -> list[int]:
    """The group of each, decided as they come."""
    copies = copies or Copies()
    groups = []
    for one in reports:
        reading = read(one)
        found = copies.find(reading)
        groups.append(one.hit_id if found is None else found)
        copies.add(reading, groups[-1])
    return groups


def test_a_group_goes_by_the_number_of_its_first_hit() -> None:
    reports = [
        report(FERRY, FERRY_TEXT, number=7),
        report("Kintarra ferry runs aground on reef", OTHER_FERRY_TEXT, number=9, source=POST),
        report(FERRY, FERRY_TEXT, number=12, hours=5, source=POST),
        report("Kintarra ferry runs aground on reef", OTHER_FERRY_TEXT, number=20, hours=9),
    ]
    assert groups_of(reports) == [7, 9, 7, 9]


def test_a_fuller_copy_makes_later_ones_known() -> None:
    tail = " Tugs wait for high tide, and the owner promises to pay back every fare within the month of May."
    reports = [
        report("Ferry runs aground off Kintarra with many on board", FERRY_TEXT[:120], number=1),
        report(
            "Ferry runs aground off Kintarra with many on board", FERRY_TEXT + tail, number=2, source=POST
        ),
        report(
            "Fares to be paid back after reef accident",
            FERRY_TEXT[120:] + tail,
            number=3,
            hours=4,
            source="x",
        ),
    ]
    assert not are_copies(read(reports[0]), read(reports[2]))
    assert groups_of(reports) == [1, 1, 1]


def test_texts_that_change_step_by_step_do_not_end_up_in_one_group() -> None:
    words = [f"{letter}{vowel}{end}" for letter in "bdfgklmnprst" for vowel in "aeiou" for end in "lmnr"]
    reports = [
        report(
            " ".join(words[n * 4 : n * 4 + 8]),
            " ".join(words[n * 4 : n * 4 + 40]),
            number=n + 1,
            source=str(n),
        )
        for n in range(40)
    ]
    assert all(are_copies(read(one), read(other)) for one, other in pairwise(reports))
    assert len(set(groups_of(reports))) >= 40 / 8


def test_an_edited_item_is_kept_where_the_caller_says() -> None:
    copies = Copies()
    groups_of([report(FERRY, FERRY_TEXT)], copies)
    copies.add(read(report("Something else altogether", OTHER_FERRY_TEXT, number=1)), 1)
    assert copies.find(read(report(FERRY, FERRY_TEXT, number=3, source=POST))) == 1


def test_what_is_forgotten_is_not_found() -> None:
    copies = Copies()
    later = report(FERRY, FERRY_TEXT, number=2, hours=30, source=POST)
    groups_of([report(FERRY, FERRY_TEXT), later], copies)
    copies.forget(NOON + timedelta(hours=30))
    assert copies.find(read(replace(later, hit_id=3))) == 1
    copies.forget(NOON + timedelta(hours=31))
    assert copies.find(read(replace(later, hit_id=4))) is None


def test_many_texts_under_one_headline_do_not_hide_a_copy() -> None:
    copies = Copies()
    crowd = [
        report(
            "Live from the harbour", f"{OTHER_FERRY_TEXT} {n} " + " ".join([f"w{n}x{m}" for m in range(40)])
        )
        for n in range(POSTED + CANDIDATES + 10)
    ]
    first = report("Live from the harbour", FERRY_TEXT, number=1)
    groups_of([first, *(replace(one, hit_id=n + 2) for n, one in enumerate(crowd))], copies)
    assert copies.find(read(replace(first, hit_id=999))) == 1


WORDS = st.sampled_from(
    [
        "ferry",
        "reef",
        "harbour",
        "tug",
        "captain",
        "owner",
        "islanders",
        "300",
        "12",
        "strike",
        "wtorek",
        "prom",
    ]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)
REPORTS = st.lists(
    st.builds(
        report,
        title=TEXTS,
        text=TEXTS,
        hours=st.integers(0, 300),
        source=st.sampled_from([HERALD, POST]),
    ),
    max_size=14,
).map(lambda reports: [replace(one, hit_id=number) for number, one in enumerate(reports, 1)])


@given(REPORTS)
def test_the_same_reports_give_the_same_groups_and_later_ones_change_none(reports: list[Report]) -> None:
    groups = groups_of(reports)
    assert groups == groups_of(reports)
    for length in range(len(reports)):
        assert groups_of(reports[:length]) == groups[:length]


@given(REPORTS)
def test_a_group_has_the_number_of_its_first_member(reports: list[Report]) -> None:
    for one, group in zip(reports, groups_of(reports), strict=True):
        assert group <= one.hit_id
        assert groups_of(reports)[group - 1] == group


@given(REPORTS, REPORTS, st.integers(0, 300))
def test_forgetting_leaves_what_adding_only_the_rest_gives(
    reports: list[Report], asked: list[Report], hours: int
) -> None:
    before = NOON + timedelta(hours=hours)
    copies, fresh = Copies(), Copies()
    groups = groups_of(reports, copies)
    copies.forget(before)
    for one, group in zip(reports, groups, strict=True):
        if one.first_seen >= before:
            fresh.add(read(one), group)
    for one in asked:
        found = copies.find(read(one))
        assert found == fresh.find(read(one))
        assert found is None or found in groups


@given(TEXTS, TEXTS, REPORTS, st.integers(0, 48))
def test_the_same_text_is_found_again_by_another_source(
    title: str, text: str, reports: list[Report], hours: int
) -> None:
    first = report(title + " aurelia kintarra lighthouse", text + " zorn blend quist yarrow mint", number=1)
    others = [replace(one, hit_id=one.hit_id + 1) for one in reports]
    again = report(first.title, first.text, number=99, hours=hours, source="https://third.example")
    copies = Copies()
    groups_of([first, *others], copies)
    assert copies.find(read(again)) == 1


@given(REPORTS)
def test_the_pair_rule_does_not_depend_on_the_order(reports: list[Report]) -> None:
    readings: list[Reading] = [read(one) for one in reports]
    for one in readings:
        for other in readings:
            assert are_copies(one, other) is are_copies(other, one)
