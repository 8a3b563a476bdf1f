"""Names on offer, from what is stored."""

from datetime import timedelta

from monitor.service.suggesting import RECENT, new_suggestions, suggestions
from monitor.store.digest_reads import last_hit
from monitor.watch.changes import term_row
from tests.service.told import START, Told

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


def test_a_name_is_new_in_the_window_in_which_it_begins_to_surge(told: Told) -> None:
    before = last_hit(told.db)
    numbers = bring(told)
    after = last_hit(told.db)
    assert numbers
    watch, now = told.watches[0], START + timedelta(days=1)
    assert "Zantrex" in new_suggestions(told.db, watch, after=before, up_to=after, now=now)
    assert new_suggestions(told.db, watch, after=after, up_to=after, now=now) == ()
    assert new_suggestions(told.db, watch, after=before, up_to=before, now=now) == ()


def test_what_is_older_than_two_weeks_surges_no_more(told: Told) -> None:
    bring(told)
    later = START + RECENT + timedelta(days=1)
    assert new_suggestions(told.db, told.watches[0], after=0, up_to=last_hit(told.db), now=later) == ()
