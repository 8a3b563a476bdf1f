"""What a person reads where an item is no hit: in words that say what to change."""

from dataclasses import replace

import pytest

from monitor.model import Requirement, SeenItem, Watch
from tests.track.story import HEZBOLLAH, SEED, WAGNER, explain, seen, term, watch

BOTH = "Wagner and Hezbollah"
NEAR = term("wagner", "Wagner", weight=5.98)
AMBIGUOUS = term("wagner", "Wagner", context=("hezbollah",))
GATED = watch(
    WAGNER,
    HEZBOLLAH,
    term("iran", "Iran"),
    require=(Requirement(name="deal", all=("wagner", "iran")), Requirement(name="crew", any=("iran",))),
)
VETOED = replace(watch(WAGNER, seed=SEED), veto=("tulips", "ferry", "gone"))

MISSING: dict[str, tuple[Watch, SeenItem, tuple[str, ...]]] = {
    "too few points": (watch(WAGNER), seen("Wagner"), ("3.0 points short of the threshold of 6",)),
    "nearly enough points": (
        watch(NEAR),
        seen("Wagner"),
        ("less than 0.1 points short of the threshold of 6",),
    ),
    "a requirement": (
        GATED,
        seen(BOTH),
        (
            "it does not name what the watch requires: “deal” lacks iran; or “crew” lacks one of (iran)",
        ),
    ),
    "a muted phrase, as it stands there": (
        watch(WAGNER, HEZBOLLAH, mute=("opera house",)),
        seen(BOTH, "In the OPERA\u2011HOUSES"),
        ("muted: it says “OPERA\u2011HOUSES”, and the watch mutes every item that does",),
    ),
    "a source": (
        watch(WAGNER, HEZBOLLAH, sources_in=("wires",), sources_out=("example.org",)),
        seen(BOTH, source="https://example.org/"),
        (
            "its source is not among those that the watch is limited to: wires",
            "its source is one that the watch leaves out: example.org",
        ),
    ),
    "a name without its context": (
        watch(AMBIGUOUS),
        seen("Wagner"),
        (
            "6.0 points short of the threshold of 6",
            "“wagner” is in it, but does not count: it stands beside none of: hezbollah",
        ),
    ),
    "a vetoed word that is not the seed's": (
        VETOED,
        seen("Tulip ferry"),
        (
            "“tulips” is in it, but does not count: a person said that the watch must not learn it (veto)",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "item", "words"), MISSING.values(), ids=MISSING.keys())
def test_what_was_missing_is_said(one: Watch, item: SeenItem, words: tuple[str, ...]) -> None:
    decision = explain(one, item)
    assert not decision.hit
    assert decision.missing[-len(words) :] == words


def test_of_a_hit_nothing_is_missing() -> None:
    assert explain(watch(WAGNER, HEZBOLLAH), seen(BOTH)).missing == ()
