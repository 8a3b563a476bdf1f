"""Proposals weighed by what the user's feeds bring: what is the topic there, and what is this story's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from monitor.model import Role, Seed, Term
from monitor.watch.propose import propose
from monitor.watch.stream import TRUSTED_ITEMS, share_of


@dataclass
class Feeds:
    """A stream in which each of the tokens has its share, and all others hardly any."""

    shares: Mapping[str, float] = field(default_factory=dict)
    documents: int = TRUSTED_ITEMS

    def share(self, token: str) -> float:
        return self.shares.get(token, 1e-5)


SEED = Seed(
    origin="-",
    title="Kravik flood leaves Brontovia without power",
    text="The Kravik flood cut power in Brontovia. Brontovia asked Anna Kowalska of the EU for help.",
)


def terms_of(feeds: Feeds | None) -> dict[str, Term]:
    return {term.name: term for term in propose([SEED], slug="story", stream=feeds).terms}


def test_what_many_items_name_is_only_the_topic() -> None:
    brontovia = terms_of(Feeds({"brontovia": 0.02}))["Brontovia"]
    assert brontovia.role is Role.CONTEXT
    assert brontovia.weight <= 1.0
    assert "in 2 % of the items of your feeds: topic only" in brontovia.reason


def test_what_few_items_name_is_distinctive() -> None:
    kowalska = terms_of(Feeds({"anna": 0.01}))["Anna Kowalska"]
    assert kowalska.role is Role.ACTOR
    assert "in fewer than 1 of 10,000 items of your feeds: distinctive" in kowalska.reason


def test_the_stream_decides_which_of_two_names_weighs_more() -> None:
    kravik, brontovia = (
        {name: terms_of(Feeds({token: 0.003}))[name].weight for name in ("Kravik", "Brontovia")}
        for token in ("kravik", "brontovia")
    )
    assert kravik["Kravik"] < brontovia["Kravik"]
    assert kravik["Brontovia"] > brontovia["Brontovia"]


def test_a_common_word_is_context_whatever_its_role() -> None:
    seed = Seed(origin="-", title="Takeover of Brontor", text="The takeover of Brontor is done.")
    rare, common = (
        next(t for t in propose([seed], slug="s", stream=feeds).terms if t.name == "takeover")
        for feeds in (Feeds(), Feeds({"takeover": 0.02}))
    )
    assert rare.role is Role.EVENT
    assert "distinctive" not in rare.reason
    assert common.role is Role.CONTEXT


def test_a_young_store_is_not_asked() -> None:
    assert terms_of(Feeds({"brontovia": 0.5}, documents=TRUSTED_ITEMS - 1)) == terms_of(None)


def test_a_name_of_words_that_are_not_counted_is_weighed_by_word_lists() -> None:
    assert share_of(("us",), Feeds()) is None
    seed = Seed(origin="-", title="US to leave Brontovia", text="The US said so.")
    united_states = next(
        term for term in propose([seed], slug="s", stream=Feeds()).terms if term.name == "United States"
    )
    assert "per million words" in united_states.reason


@pytest.mark.parametrize("share", [1e-5, 0.0005, 0.002, 0.0201, 1.0])
def test_shares_are_written_as_people_read_them(share: float) -> None:
    reason = terms_of(Feeds({"brontovia": share}))["Brontovia"].reason
    assert "e-" not in reason
    assert "e+" not in reason
