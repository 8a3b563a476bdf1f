"""What is shown as matched is exactly what stands in the original, in every script."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.snippet import headline, snippet
from monitor.digest.values import Span
from monitor.model import Reason, Seed
from monitor.text.fold import fold_with_offsets
from monitor.text.wording import shown
from monitor.track.matcher import Matcher
from monitor.track.reasons import OTHER_WORDS
from tests.track.story import explain, seen, tracker_of, watch
from tests.track.written import LEADS, SCRIPTS, Case, cases, term_of

CASES = tuple(cases(leads=3))
OTHER = tuple((script, form, text) for script, spoken in SCRIPTS.items() for form, text in spoken.other)


def reasons_of(one: Case) -> tuple[Reason, ...]:
    return explain(watch(one.term), seen(one.title, one.text)).reasons


def test_there_are_enough_cases_and_no_two_alike() -> None:
    assert len({(one.title, one.text, one.term) for one in CASES}) == len(CASES) >= 400
    assert {one.name.partition(":")[0] for one in CASES} == set(SCRIPTS)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_name_is_marked_as_it_stands_there(one: Case) -> None:
    (reason,) = reasons_of(one)
    assert (reason.surface, reason.field, reason.start) == (one.surface, one.field, one.start)
    assert (one.title if one.field == "title" else one.text)[reason.start : reason.end] == one.surface


@pytest.mark.parametrize(("script", "form", "text"), OTHER)
@pytest.mark.parametrize("lead", LEADS)
def test_other_words_are_not_marked(script: str, form: str, text: str, lead: str) -> None:
    term = term_of(form, "code" if script == "code" else "any")
    assert explain(watch(term), seen(LEADS[lead] + text, LEADS[lead] + text)).reasons == ()


def told(spans: tuple[Span, ...]) -> list[str]:
    return [span.text for span in spans if span.strong]


@pytest.mark.parametrize("one", CASES[::5], ids=lambda one: one.name)
def test_a_digest_marks_the_name_and_nothing_else(one: Case) -> None:
    reasons = reasons_of(one)
    marked = headline(one.title, reasons) if one.field == "title" else snippet(one.text, reasons)
    assert told(marked) == [shown(one.surface)]


TWICE = {
    "Latin": ("Wagner and Wagner, not Wagnerian", "Wagner"),
    "Cyrillic": ("Вагнер и Вагнер, не вагнерит", "Вагнер"),
    "Chinese": ("黎巴嫩真主党武装和真主党", "真主党"),
    "Korean": ("헤즈볼라가 헤즈볼라와", "헤즈볼라"),
}


@pytest.mark.parametrize(("text", "name"), TWICE.values(), ids=TWICE.keys())
def test_a_digest_marks_a_name_wherever_it_stands_as_a_word(text: str, name: str) -> None:
    reasons = explain(watch(term_of(name, "any")), seen("", text)).reasons
    assert told(snippet(text, reasons)) == [name, name]


PIECES = [
    *LEADS.values(),
    *(way for spoken in SCRIPTS.values() for ways in spoken.written.values() for way in ways),
]
EVERY_FORM = watch(
    *(term_of(*form) for spoken in SCRIPTS.values() for form in spoken.written),
    seed=Seed(origin="-", title=" ".join(PIECES), text=""),
)
TRACKER = tracker_of(EVERY_FORM)
MATCHER = Matcher([EVERY_FORM])
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=6), st.sampled_from(" \u0301\u200c\u200f-’ﷺ.")),
    max_size=12,
).map("".join)


@given(TEXTS, TEXTS)
def test_every_reason_with_a_place_names_what_stands_there(title: str, text: str) -> None:
    for reason in TRACKER.explain(TRACKER.read(seen(title, text)), "w").reasons:
        assert reason.field or reason.term == OTHER_WORDS
        original = {"title": title, "text": text, "": ""}[reason.field]
        assert original[reason.start : reason.end] == reason.surface
        assert bool(reason.surface) == bool(reason.field)


@given(TEXTS, TEXTS)
def test_what_is_shown_folds_to_what_was_matched(title: str, text: str) -> None:
    reading = TRACKER.read(seen(title, text))
    for match in chain.from_iterable(MATCHER.find(reading).get("w", {}).values()):
        surface = fold_with_offsets(reading.surface(*reading.place(match.start, match.end)))
        matched = reading.folded[match.start : match.end]
        # One sign may stand for more letters than were matched: all of the ligature of a phrase is shown.
        assert matched in surface.text
        assert matched == surface.text or len(set(surface.starts or ())) < len(surface.text)


def test_of_a_ligature_that_holds_more_than_the_name_all_is_shown() -> None:
    (reason,) = explain(watch(term_of("الله", "ar")), seen("قال ﷺ أمس")).reasons
    assert (reason.surface, reason.start) == ("ﷺ", 4)
