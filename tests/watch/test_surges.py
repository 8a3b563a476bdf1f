"""Names offered as terms: those that came with the story, not those the news is full of anyway."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log

import pytest

from monitor.model import Form, HitText, Role, Seed, Term, Watch
from monitor.text.tokens import tokens
from monitor.watch.surges import Stream, log_likelihood, surges

DAY = datetime(2026, 11, 20, tzinfo=UTC)
WATCH = Watch(
    slug="ship",
    title="A ship is seized",
    seed=Seed(origin="-", title="The Aurelia is seized", text=""),
    terms=(Term(name="Aurelia", role=Role.OBJECT, weight=3.0, forms=(Form(text="Aurelia"),)),),
)
TEXTS = (
    ("Owner of the Aurelia calls in Baltrex", "The owner asked Baltrex for help, Germany says."),
    ("Negotiators from Baltrex reach the Aurelia", "A team of Baltrex came by boat, Germany said."),
    ("Crew of the Aurelia unhurt", "The agents of Baltrex saw them. Officials in Germany agreed."),
    ("Aurelia is still held", "Nobody spoke for Germany."),
)


def hits(*texts: tuple[str, str], feeds: int = 9) -> list[HitText]:
    return [
        HitText(
            item_id=number,
            title=title,
            text=text,
            source=f"https://{number % feeds}.example/feed",
            language="en",
            first_seen=DAY + timedelta(hours=number),
        )
        for number, (title, text) in enumerate(texts)
    ]


def stream(**counts: int) -> Stream:
    counted = Counter({token: count for name, count in counts.items() for token in tokens(name)})
    return Stream(items=10_000, count=lambda token: counted[token])


AROUND = stream(Baltrex=4, Germany=3000, Aurelia=9)


def test_a_name_of_the_story_is_offered_with_its_numbers() -> None:
    (found,) = surges(WATCH, hits(*TEXTS), AROUND)
    assert (found.term.name, found.hits, found.of_hits, found.witnesses) == ("Baltrex", 3, 4, 3)
    assert found.term.origin == "accepted"
    assert found.term.weight == round(3 / 4 * WATCH.threshold / 3, 1), (
        "3 of the 4 items that name it are hits"
    )
    assert (found.first_seen, found.example.item_id) == (DAY, 2)
    assert found.background_share == pytest.approx(1 / 9996)


def test_everyday_names_and_terms_of_the_watch_are_not() -> None:
    names = {one.term.name for one in surges(WATCH, hits(*TEXTS), AROUND)}
    assert names.isdisjoint({"Germany", "Aurelia"})


def test_copies_and_one_feed_alone_are_no_witnesses() -> None:
    copies = [TEXTS[0]] * 5
    assert surges(WATCH, hits(*copies), AROUND) == ()
    assert surges(WATCH, hits(*TEXTS, feeds=2), AROUND) == ()


def test_part_of_a_longer_name_of_the_watch_is_no_other_name() -> None:
    term = replace(WATCH.terms[0], name="owner", forms=(Form(text="Baltrex Shipping"),))
    assert surges(replace(WATCH, terms=(*WATCH.terms, term)), hits(*TEXTS), AROUND) == ()


@pytest.mark.parametrize("changed", [{"veto": ("baltrex",)}, {"mute": ("Baltrex",)}], ids=["vetoed", "muted"])
def test_what_a_person_wants_out_is_not_offered(changed: dict[str, tuple[str, ...]]) -> None:
    assert surges(replace(WATCH, **changed), hits(*TEXTS), AROUND) == ()  # type: ignore[arg-type]


def g_squared(k1: int, n1: int, k2: int, n2: int) -> float:
    """2 x sum(observed x log(observed / expected)) over the four cells: the same number, reckoned otherwise."""
    total, having = n1 + n2, k1 + k2
    cells = [
        (k1, n1 * having / total),
        (n1 - k1, n1 * (total - having) / total),
        (k2, n2 * having / total),
        (n2 - k2, n2 * (total - having) / total),
    ]
    return 2 * sum(observed * log(observed / expected) for observed, expected in cells if observed)


@pytest.mark.parametrize("cells", [(10, 100, 1, 100), (3, 4, 4, 9996), (5, 5, 0, 100), (10, 100, 10, 100)])
def test_the_likelihood_ratio_is_dunnings(cells: tuple[int, int, int, int]) -> None:
    assert log_likelihood(*cells) == pytest.approx(g_squared(*cells))
