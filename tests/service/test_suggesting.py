"""Names on offer, from what is stored."""

from monitor.service.suggesting import suggestions
from monitor.watch.changes import term_row
from tests.service.told import Told

NAMING = (
    "Owners of Aurelia call in Zantrex divers",
    "Divers of Zantrex reach Aurelia",
    "Zantrex raises the wreck of Aurelia",
)


def bring(told: Told) -> list[int]:
    told.bring(*(f"Rain number {number} falls" for number in range(40)))
    return [
        number
        for place, title in enumerate(NAMING)
        for number in told.bring(title, feed=f"https://{place}.example/feed")
    ]


def test_a_name_is_offered_until_it_is_a_term(told: Told) -> None:
    bring(told)
    (found,) = (one for one in suggestions(told.db, told.watches[0]) if one.term.name == "Zantrex")
    assert (found.hits, found.witnesses) == (3, 3)
    told.ask("term", "Zantrex", term=term_row(found.term))
    assert "Zantrex" not in {one.term.name for one in suggestions(told.db, told.watches[0])}


def test_hits_that_were_taken_back_are_no_witnesses(told: Told) -> None:
    *_, last = bring(told)
    told.ask("feedback", "irrelevant", item=last)
    assert "Zantrex" not in {one.term.name for one in suggestions(told.db, told.watches[0])}


def test_nothing_is_offered_without_hits(told: Told) -> None:
    assert suggestions(told.db, told.watches[0]) == ()
