"""How a score comes about: terms, gates and profile. Texts are made up."""

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import (
    Requirement,
    SeenItem,
    Watch,
    WatchState,
)
from monitor.track.constants import EXPLAINED_SCORE, KEEP_SCORE, SHOWN_TOKENS
from monitor.track.reasons import OTHER_WORDS
from tests.track.story import (
    FOLLOW_UP,
    HEZBOLLAH,
    SEED,
    UNRELATED,
    WAGNER,
    explain,
    seen,
    term,
    tracker_of,
    watch,
)


def test_terms_of_a_person_reach_the_threshold_alone_in_any_language() -> None:
    decision = explain(watch(WAGNER, HEZBOLLAH, seed=SEED), seen("حزب الله وفاغنر في سوريا", language="ar"))
    assert decision.hit
    assert decision.points == pytest.approx(6.0)
    assert {reason.term: reason.points for reason in decision.reasons} == {"wagner": 3.0, "hezbollah": 3.0}


def test_a_term_counts_once_an_item_and_shows_the_title_first() -> None:
    (reason,) = explain(watch(WAGNER), seen("Wagner, Wagner", "Wagner again")).reasons
    assert (reason.field, reason.start, reason.end, reason.points) == ("title", 0, 6, 3.0)


def test_terms_that_nobody_reviewed_weigh_less_in_the_language_of_the_seed() -> None:
    one = watch(term("wagner", "Wagner", origin="seed"))
    english = explain(one, seen("Wagner", language="en-GB")).points
    unknown = explain(one, seen("Wagner")).points
    polish = explain(one, seen("Wagner", language="pl")).points
    assert english == unknown < polish == 3.0


def test_a_word_that_a_term_counts_does_not_count_in_the_profile_again() -> None:
    name = term("aurelia", "Aurelia", weight=1.0)
    by_term = explain(watch(name, seed=SEED), seen("Ferry Aurelia afloat"))
    by_profile = explain(watch(seed=SEED), seen("Ferry Aurelia afloat"))
    assert {reason.term for reason in by_term.reasons} == {"aurelia", "ferry"}
    rest = {reason.term: reason.points for reason in by_profile.reasons}["ferry"]
    assert by_term.points == pytest.approx(1.0 + rest)


AMBIGUOUS = term(
    "wagner", "Wagner", context=("hezbollah",), sure=("Wagner Group",), unless=("Richard Wagner",)
)
CONTEXTS = {
    "alone an ambiguous name does not count": ("Wagner sings", 0.0),
    "beside its context it counts": ("Wagner and Hezbollah", 6.0),
    "a sure form needs no context": ("The Wagner Group", 3.0),
    "inside an excluded phrase it does not count": ("Richard Wagner and Hezbollah", 3.0),
    "elsewhere in the same item it still does": ("Richard Wagner, Hezbollah, Wagner", 6.0),
}


@pytest.mark.parametrize(("text", "points"), CONTEXTS.values(), ids=CONTEXTS.keys())
def test_context_decides_about_ambiguous_names(text: str, points: float) -> None:
    assert explain(watch(AMBIGUOUS, HEZBOLLAH), seen("", text)).points == pytest.approx(points)


def test_a_name_without_its_context_is_said_to_be_so() -> None:
    assert any(
        "beside none of: hezbollah" in line for line in explain(watch(AMBIGUOUS), seen("Wagner")).missing
    )


BOTH = "Wagner and Hezbollah"
THIRD = term("iran", "Iran", weight=1.0)
OBJECTIONS = {
    "a requirement that lacks a term": (
        watch(WAGNER, HEZBOLLAH, THIRD, require=(Requirement(name="three", all=("wagner", "iran")),)),
        seen(BOTH),
        "“three” lacks iran",
    ),
    "a requirement that lacks any of its terms": (
        watch(WAGNER, HEZBOLLAH, THIRD, require=(Requirement(name="one", any=("iran",)),)),
        seen(BOTH),
        "“one” lacks one of (iran)",
    ),
    "a muted phrase": (watch(WAGNER, HEZBOLLAH, mute=("opera",)), seen(BOTH, "at the opera"), "muted"),
    "a source left out by host": (
        watch(WAGNER, HEZBOLLAH, sources_out=("example.org",)),
        seen(BOTH, source="https://feeds.example.org/all.xml"),
        "leaves out",
    ),
    "a source not among those wanted": (
        watch(WAGNER, HEZBOLLAH, sources_in=("wires",)),
        seen(BOTH, source="https://notexample.org/", tags=("blogs",)),
        "not among",
    ),
    "a paused watch": (watch(WAGNER, HEZBOLLAH, state=WatchState.PAUSED), seen(BOTH), "paused"),
}


@pytest.mark.parametrize(("one", "item", "words"), OBJECTIONS.values(), ids=OBJECTIONS.keys())
def test_what_a_person_wrote_wins_over_points(one: Watch, item: SeenItem, words: str) -> None:
    decision = explain(one, item)
    assert decision.score >= 1
    assert not decision.hit
    assert decision.learned is None
    assert words in " ".join(decision.missing)


ALLOWED = {
    "one of two requirements is enough": (
        watch(
            WAGNER,
            HEZBOLLAH,
            require=(
                Requirement(name="a", all=("iran",)),
                Requirement(name="b", all=("wagner",), any=("hezbollah",)),
            ),
        ),
        seen(BOTH),
    ),
    "a wanted tag": (watch(WAGNER, HEZBOLLAH, sources_in=("wires",)), seen(BOTH, tags=("wires",))),
    "another host that ends alike": (
        watch(WAGNER, HEZBOLLAH, sources_out=("example.org",)),
        seen(BOTH, source="https://notexample.org/feed"),
    ),
}


@pytest.mark.parametrize(("one", "item"), ALLOWED.values(), ids=ALLOWED.keys())
def test_what_a_person_wrote_lets_the_rest_pass(one: Watch, item: SeenItem) -> None:
    assert explain(one, item).hit


def test_the_profile_finds_follow_up_coverage_without_any_term() -> None:
    assert explain(watch(seed=SEED), seen(FOLLOW_UP)).hit
    assert explain(watch(seed=SEED), seen(UNRELATED)).points == 0


def test_an_unrelated_item_gives_no_decision_but_can_be_explained() -> None:
    tracker = tracker_of(watch(seed=SEED))
    reading = tracker.read(seen(UNRELATED))
    assert tracker.decide(reading) == ()
    assert tracker.explain(reading, "w").missing == ("6.0 points short of the threshold of 6",)


@given(
    st.lists(st.sampled_from([*SEED.text.split(), *UNRELATED.split(), "Wagner", "Hezbollah"]), max_size=40)
)
def test_points_add_up_and_both_ways_to_decide_agree(words: list[str]) -> None:
    tracker = tracker_of(watch(WAGNER, HEZBOLLAH, seed=SEED))
    reading = tracker.read(seen(" ".join(words[:5]), " ".join(words[5:])))
    explained = tracker.explain(reading, "w")
    assert explained.points == pytest.approx(fsum(reason.points for reason in explained.reasons))
    decided = tracker.decide(reading)
    if explained.score >= EXPLAINED_SCORE:
        assert decided == (explained,)
    else:
        assert [d.points for d in decided] == ([explained.points] if explained.score >= KEEP_SCORE else [])


def test_words_beyond_the_heaviest_are_summed_in_one_row() -> None:
    reasons = explain(watch(seed=SEED), seen(SEED.title, SEED.text)).reasons
    assert len(reasons) == SHOWN_TOKENS + 1
    assert reasons[-1].term == OTHER_WORDS
    shown = [reason.points for reason in reasons[:-1]]
    assert shown == sorted(shown, reverse=True)
