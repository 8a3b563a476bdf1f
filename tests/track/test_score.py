"""How a score comes about: terms, gates, profile, learning. Texts are made up."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import (
    Decision,
    Form,
    LearnedToken,
    Requirement,
    Role,
    Seed,
    SeenItem,
    Term,
    Watch,
    WatchState,
)
from monitor.track.background import Background
from monitor.track.constants import KEEP_SCORE, SHOWN_TOKENS
from monitor.track.reasons import OTHER_WORDS
from monitor.track.tracker import Tracker

NOON = datetime(2023, 11, 21, 12, tzinfo=UTC)
SEED = Seed(
    origin="-",
    title="Ferry Aurelia runs aground off Kintarra",
    text="The ferry Aurelia ran aground on the Kintarra reef; the coastguard rescued all passengers.",
)
NO_SEED = Seed(origin="-", title="", text="")
FOLLOW_UP = "Coastguard tugs pull ferry Aurelia off the Kintarra reef"
UNRELATED = "Central bank leaves interest rates as they are"


def nothing_known(_token: str) -> float:
    return 0.0


def term(name: str, *texts: str, weight: float = 3.0, origin: str = "person", context: tuple[str, ...] = (),
         unless: tuple[str, ...] = (), sure: tuple[str, ...] = ()) -> Term:  # fmt: skip
    forms = (*(Form(text=text) for text in texts), *(Form(text=text, sure=True) for text in sure))
    return Term(
        name=name, role=Role.ACTOR, weight=weight, forms=forms, context=context, unless=unless, origin=origin
    )


WAGNER = term("wagner", "Wagner", "فاغنر")
HEZBOLLAH = term("hezbollah", "Hezbollah", "حزب الله")


def watch(
    *terms: Term,
    seed: Seed = NO_SEED,
    require: tuple[Requirement, ...] = (),
    mute: tuple[str, ...] = (),
    sources_in: tuple[str, ...] = (),
    sources_out: tuple[str, ...] = (),
    learn: bool = True,
    state: WatchState = WatchState.ACTIVE,
) -> Watch:
    return Watch(
        slug="w",
        title="w",
        seed=seed,
        terms=terms,
        require=require,
        mute=mute,
        sources_in=sources_in,
        sources_out=sources_out,
        learn=learn,
        state=state,
    )


def tracker_of(*watches: Watch, learned: Mapping[str, Sequence[LearnedToken]] | None = None) -> Tracker:
    return Tracker(watches, learned=learned or {}, background=Background(prior=nothing_known))


def seen(
    title: str, text: str = "", *, source: str = "", language: str = "", tags: tuple[str, ...] = ()
) -> SeenItem:
    return SeenItem(title=title, text=text, first_seen=NOON, source=source, language=language, tags=tags)


def explain(one: Watch, item: SeenItem) -> Decision:
    tracker = tracker_of(one)
    return tracker.explain(tracker.read(item), "w")


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
    assert tracker.decide(reading) == ((explained,) if explained.score >= KEEP_SCORE else ())


def test_words_beyond_the_heaviest_are_summed_in_one_row() -> None:
    reasons = explain(watch(seed=SEED), seen(SEED.title, SEED.text)).reasons
    assert len(reasons) == SHOWN_TOKENS + 1
    assert reasons[-1].term == OTHER_WORDS
    shown = [reason.points for reason in reasons[:-1]]
    assert shown == sorted(shown, reverse=True)


def learning() -> tuple[Tracker, Decision]:
    tracker = tracker_of(watch(seed=SEED))
    (decision,) = tracker.decide(tracker.read(seen(FOLLOW_UP, "Salvage company Borrowdale hired")))
    tracker.learn(decision, 7, NOON)
    return tracker, decision


def test_the_profile_learns_from_a_hit_and_names_it() -> None:
    tracker, _ = learning()
    item = seen("Borrowdale salvage company delays")
    before = explain(watch(seed=SEED), item)
    after = tracker.explain(tracker.read(item), "w")
    assert before.points == 0 < after.points
    learned = {reason.term: reason for reason in after.reasons}["borrowdal"]
    assert (learned.origin, learned.learned_from, learned.surface) == ("learned", 7, "Borrowdale")


def test_a_profile_is_rebuilt_from_its_rows() -> None:
    tracker, decision = learning()
    assert decision.learned is not None
    rows = [
        LearnedToken(token=token, weight=weight, hit_id=7, learned_at=NOON)
        for token, weight in decision.learned.tokens
    ]
    rebuilt = tracker_of(watch(seed=SEED), learned={"w": rows})
    for title in (FOLLOW_UP, "Borrowdale salvage company delays", "Ferry lost"):
        reading = tracker.read(seen(title))
        assert rebuilt.explain(rebuilt.read(seen(title)), "w") == tracker.explain(reading, "w")


def test_copies_of_one_headline_teach_once() -> None:
    tracker, _ = learning()
    copy = tracker.explain(tracker.read(seen(FOLLOW_UP.upper(), "Another outlet")), "w")
    assert copy.hit
    assert copy.learned is None


def test_a_watch_that_must_not_learn_does_not() -> None:
    decision = explain(watch(seed=SEED, learn=False), seen(FOLLOW_UP))
    assert decision.hit
    assert decision.learned is None


def test_a_background_full_of_similar_items_raises_the_threshold() -> None:
    tracker = tracker_of(watch(seed=SEED))
    reading = tracker.read(seen("Ferry passengers rescued"))
    before = tracker.explain(reading, "w").points
    tracker.calibrate(tracker.read(seen(f"Ferry passengers rescued by coastguard {n}")) for n in range(3000))
    assert tracker.explain(reading, "w").points < before


def test_a_word_that_becomes_common_says_less() -> None:
    background = Background(prior=nothing_known)
    before = background.idf("ferry")
    for _ in range(50):
        background.add(("ferry",))
    assert background.idf("ferry") < before
    assert background.idf("aurelia") > background.idf("ferry")


def test_a_watch_that_is_added_replaces_the_one_of_its_name() -> None:
    tracker, _ = learning()
    tracker.add(watch(HEZBOLLAH))
    assert tracker.explain(tracker.read(seen(FOLLOW_UP)), "w").points == 0
    assert tracker.explain(tracker.read(seen("Hezbollah")), "w").points == 3.0


def test_the_same_stream_gives_the_same_decisions() -> None:
    def run() -> list[tuple[Decision, ...]]:
        tracker = tracker_of(watch(WAGNER, seed=SEED))
        found = []
        for n, title in enumerate(
            [FOLLOW_UP, UNRELATED, "Ferry reef inquiry", FOLLOW_UP, "Kintarra reef tugs"]
        ):
            reading = tracker.read(seen(title, SEED.text[n:]))
            decisions = tracker.decide(reading)
            found.append(decisions)
            for decision in decisions:
                if decision.hit:
                    tracker.learn(decision, n + 1, NOON)
            tracker.count(reading)
        return found

    assert run() == run()
