"""The labels fit the items, and the comparison counts what it says."""

from collections import Counter

from monitor.demo.outlets import load_outlets
from monitor.demo.truth import Label, Standing, judge, key_of, load_truth

STORY = "wagner-air-defence"


def test_every_item_has_one_label_in_the_language_of_its_outlet() -> None:
    spoken = {
        report.key: outlet.language.split("-")[0] for outlet in load_outlets() for report in outlet.reports
    }
    assert {label.key: label.language for label in load_truth().values()} == spoken


def test_the_story_and_its_traps_occur_in_every_language() -> None:
    counted = Counter((label.standing(STORY), label.language) for label in load_truth().values())
    for language in ("en", "ar", "ru", "fr", "he", "pl"):
        assert counted[Standing.FOLLOW_UP, language] >= 3
        assert counted[Standing.NEAR_MISS, language] >= 2
        assert counted[Standing.UNRELATED, language] >= 4


def test_most_of_the_stream_is_everyday_news() -> None:
    standings = Counter(label.standing(STORY) for label in load_truth().values())
    assert standings[Standing.UNRELATED] > standings[Standing.FOLLOW_UP]
    assert standings[Standing.FOLLOW_UP] >= 35
    assert standings[Standing.NEAR_MISS] >= 20


def test_a_verdict_names_found_missed_and_false_items_and_the_traps_among_them() -> None:
    standings = {"a": Standing.FOLLOW_UP, "b": Standing.FOLLOW_UP, "c": Standing.NEAR_MISS}
    truth = {
        key: Label(key=key, language="en", stories={"s": standings[key]} if key in standings else {})
        for key in "abcd"
    }
    verdict = judge(truth, "s", {"a", "c", "d"})
    assert (verdict.found, verdict.missed) == (("a",), ("b",))
    assert (verdict.false, verdict.near_misses) == (("c", "d"), ("c",))
    assert judge(truth, "another story", {"a"}).false == ("a",)


def test_the_key_is_the_end_of_the_link() -> None:
    outlet = load_outlets()[0]
    assert [key_of(outlet.link(report)) for report in outlet.reports] == [
        report.key for report in outlet.reports
    ]
