"""Developments of a watch: invented reports in their order."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.developments import WINDOW, Developments
from monitor.story.reading import Reading, read
from monitor.story.values import Because, Novelty, Report, Told

START = datetime(2031, 5, 4, 8, tzinfo=UTC)
SEED = (
    "Ferry sinks off Norrvik with 60 on board",
    "The ferry Tern went down in the Norrvik strait on Sunday, the coast guard said.",
    0.0,
)
Line = tuple[str, str, float]


def reading(hit: int, line: Line, language: str = "en") -> Reading:
    title, text, hours = line
    return read(
        Report(
            hit_id=hit,
            title=title,
            text=text,
            first_seen=START + timedelta(hours=hours),
            language=language,
        )
    )


def follow(readings: Iterable[Reading]) -> list[Told]:
    developments = Developments()
    tolds = []
    for each in readings:
        tolds.append(developments.place(each, None))
        developments.add(each, tolds[-1])
    return tolds


def told_of(*lines: Line, language: str = "en") -> Told:
    """What is told of the last line, a report in ``language``, after the seed and the other lines."""
    before = [reading(hit, line) for hit, line in enumerate((SEED, *lines[:-1]), start=1)]
    return follow([*before, reading(len(before) + 1, lines[-1], language)])[-1]


TOLL: Line = (
    "At least 37 dead in Norrvik ferry sinking",
    "Divers found more bodies, police said on Monday.",
    20,
)
ARREST_PLANNED: Line = (
    "Norrvik ferry captain to be charged",
    "Prosecutors are preparing charges against the captain of the Tern, sources said.",
    30,
)
FILM: Line = ("Video shows Norrvik ferry sinking", "", 6)
NEW: dict[str, tuple[Line, ...]] = {
    "a first film": (FILM,),
    "the toll grows": (
        TOLL,
        ("Norrvik ferry: death toll rises to 52", "The coast guard said on Tuesday.", 40),
    ),
    "a plan, then the act": (
        ARREST_PLANNED,
        ("Norrvik ferry captain arrested at airport", "Police said the captain of the Tern was held.", 50),
    ),
    "the owner answers": (
        TOLL,
        ("Owner of Norrvik ferry denies it was unsafe", "Brandvik Line said the Tern was sound.", 40),
    ),
    "a thing that was shut opens": (
        ("Norrvik strait closed after ferry sinking", "The port said all traffic was stopped.", 5),
        ("Norrvik strait reopens to ships", "Traffic resumed on Thursday, the port said.", 90),
    ),
    "a sum is named": (
        TOLL,
        ("Norrvik ferry line fined $40 million", "A court said the line had saved on boats.", 200),
    ),
}
OLD: dict[str, tuple[Line, ...]] = {
    "a second film": (FILM, ("Video of Norrvik ferry sinking", "", 7)),
    "a lead that looks back": (TOLL, ("Norrvik ferry and old ships", "Ferries have sunk for decades.", 30)),
    "the same in other words": (("Norrvik ferry goes down with 60 aboard", "", 1),),
    "the toll as it was": (TOLL, ("Norrvik ferry sinking: at least 37 dead", "", 22)),
    "an old, lower toll": (
        TOLL,
        ("Norrvik ferry: toll at 52 dead", "The coast guard said.", 30),
        ("At least 37 dead as Norrvik ferry sinks", "", 33),
    ),
    "an explainer": (TOLL, ("Why did the Norrvik ferry sink?", "Old ships are seldom checked.", 30)),
    "a live page": (TOLL, ("Norrvik ferry sinking live: latest updates", "Follow the search.", 22)),
    "a column": (TOLL, ("Norrvik's dead deserve better boats | Tove Brandvik", "We look away.", 50)),
    "a false hit": (("Old bakery wins prize for rye bread", "The jury said the crust was best.", 3),),
}


@pytest.mark.parametrize("lines", NEW.values(), ids=NEW.keys())
def test_a_step_opens_a_development(lines: tuple[Line, ...]) -> None:
    told = told_of(*lines)
    assert (told.novelty, told.development) == (Novelty.NEW, told.hit_id)
    assert told.because


@pytest.mark.parametrize("lines", OLD.values(), ids=OLD.keys())
def test_what_is_no_step_opens_none(lines: tuple[Line, ...]) -> None:
    told = told_of(*lines)
    assert told.novelty in {Novelty.DETAIL, Novelty.REPEAT}
    assert told.development < told.hit_id


def test_the_first_report_opens_a_development() -> None:
    (told,) = follow([reading(7, SEED)])
    assert (told.novelty, told.development, told.copies) == (Novelty.NEW, 7, 7)


def test_a_copy_stands_where_the_copied_report_does() -> None:
    developments = Developments()
    first = reading(1, SEED)
    developments.add(first, developments.place(first, None))
    told = developments.place(reading(2, ("Ferry sinks", "", 1)), 1)
    assert told == Told(hit_id=2, novelty=Novelty.COPY, copies=1, development=1)


def test_a_repeat_joins_the_step_that_it_tells() -> None:
    told = told_of(
        TOLL,
        ("Norrvik ferry captain arrested at airport", "Police said the captain of the Tern was held.", 50),
        ("Captain of Norrvik ferry arrested", "", 51),
    )
    assert (told.novelty, told.development) == (Novelty.REPEAT, 3)


def test_a_grown_toll_says_what_it_was() -> None:
    told = told_of(TOLL, ("Norrvik ferry: more than 50 dead", "", 40))
    (change,) = told.changes
    assert (change.before, change.after, change.what, change.hit_id) == (
        "At least 37",
        "more than 50",
        "dead",
        2,
    )


def test_the_reasons_stand_as_the_report_has_them() -> None:
    told = told_of(("Minister Östen Brandvik resigns over Norrvik ferry", "He said so on Friday.", 60))
    assert told.novelty is Novelty.NEW
    assert Because(kind="verb", text="resigns") in told.because
    assert any(reason.kind == "name" and "Östen Brandvik" in reason.text for reason in told.because)
    assert len(told.because) <= 6


def test_what_was_told_fades() -> None:
    title = "Captain says Norrvik ferry was hit by a trawler"
    before: Line = ("Captain: ferry was hit by trawler off Norrvik", "He told the coast guard so.", 20)
    told = [told_of(before, (title, "He told a court so.", hours)).novelty for hours in (21, 300)]
    assert [each is Novelty.NEW for each in told] == [False, True]


def test_a_code_is_named_as_new_once() -> None:
    told = told_of(
        ("Norrvik ferry had XR-22 engine", "Police said so.", 20),
        ("Owner denies XR-22 engine sank Norrvik ferry", "", 60),
    )
    assert told.because
    assert all("XR-22" not in reason.text for reason in told.because)


def test_a_report_in_another_language_joins_by_names_steps_and_numbers() -> None:
    told = told_of(
        TOLL,
        ("Co najmniej 37 zabitych w katastrofie promu w Norrviku", "", 21),
        language="pl",
    )
    assert told.novelty is not Novelty.NEW
    assert told.development == 2


def test_a_new_step_in_another_language_is_new() -> None:
    told = told_of(
        TOLL,
        ("Norrvik: kapitan promu zatrzymany", "Poinformowała o tym policja.", 60),
        language="pl",
    )
    assert told.novelty is Novelty.NEW


def test_a_story_in_another_language_is_followed_in_it() -> None:
    lines: list[Line] = [
        ("Prom zatonął koło Norrviku", "Na pokładzie było sześćdziesiąt osób.", 0),
        ("Zatonął prom w cieśninie Norrvik", "Na pokładach promu sześćdziesiąt osób.", 1),
        ("Kapitan promu z Norrviku zatrzymany na lotnisku", "Poinformowała o tym policja.", 40),
    ]
    tolds = follow(reading(hit, line, "pl") for hit, line in enumerate(lines, start=1))
    assert [told.novelty is Novelty.NEW for told in tolds] == [True, False, True]
    assert Because(kind="verb", text="zatrzymany") in tolds[2].because


def test_what_left_the_window_is_new_again() -> None:
    again: Line = (SEED[0], SEED[1], WINDOW / timedelta(hours=1) + 1)
    developments = Developments()
    first = reading(1, SEED)
    developments.add(first, developments.place(first, None))
    developments.forget(START + timedelta(hours=1))
    assert developments.place(reading(2, again), None).novelty is Novelty.NEW


VOCABULARY = """
ferry Norrvik sinks captain arrested 37 dead at least 60 denies Brandvik Line why live video port reopens
closed prom zatonął паром the of $4 million ? | — 渡轮
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)


@st.composite
def stories(draw: st.DrawFn, languages: Sequence[str] = ("en", "pl", "", "ru")) -> list[Reading]:
    lines = st.lists(
        st.tuples(TEXTS, TEXTS, st.floats(0, 400), st.sampled_from(languages)), min_size=1, max_size=14
    )
    drawn = sorted(draw(lines), key=lambda line: line[2])
    return [
        reading(hit, (title, text, hours), language)
        for hit, (title, text, hours, language) in enumerate(drawn, start=1)
    ]


@given(stories())
def test_the_same_reports_are_told_alike(readings: list[Reading]) -> None:
    assert follow(readings) == follow(readings)


@given(stories())
def test_what_is_new_after_the_first_says_why(readings: list[Reading]) -> None:
    for told in follow(readings)[1:]:
        assert bool(told.because) is (told.novelty is not Novelty.REPEAT)
        assert (told.development == told.hit_id) is (told.novelty is Novelty.NEW)


@given(stories(), st.integers(0, 14))
def test_what_was_told_rebuilds_the_state(readings: list[Reading], cut: int) -> None:
    tolds = follow(readings)
    assert later(readings, tolds, cut) == tolds[cut:]


@given(stories(languages=["en"]), st.floats(0, 400))
def test_forgetting_is_as_never_having_read(readings: list[Reading], hours: float) -> None:
    before = START + timedelta(hours=hours)
    grown, fresh = Developments(), Developments()
    for each, told in zip(readings, follow(readings), strict=True):
        grown.add(each, told)
        if each.report.first_seen >= before:
            fresh.add(each, told)
    grown.forget(before)
    asked = reading(99, TOLL)
    assert grown.place(asked, None) == fresh.place(asked, None)


@given(st.text(max_size=80), st.text(max_size=200))
def test_no_text_raises(title: str, text: str) -> None:
    tolds = follow([reading(1, SEED), reading(2, (title, text, 1.0)), reading(3, (text, title, 2.0), "pl")])
    assert all(told.development in {1, 2, 3} for told in tolds)


def later(readings: Sequence[Reading], tolds: Sequence[Told], cut: int) -> list[Told]:
    """What is told after ``cut`` by a state that was rebuilt up to there."""
    developments = Developments()
    for each, told in zip(readings[:cut], tolds[:cut], strict=True):
        developments.add(each, told)
    found = []
    for each in readings[cut:]:
        found.append(developments.place(each, None))
        developments.add(each, found[-1])
    return found
