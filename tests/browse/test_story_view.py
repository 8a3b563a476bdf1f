"""A timeline counted and grouped for reading."""

from dataclasses import replace
from datetime import timedelta

from monitor.browse.story_view import Limits, report_days, story
from monitor.story.timeline import TimelineReport
from monitor.story.values import Because, Novelty, NumberChange, Stance
from tests.browse.storied import START, development, edit, harbour, long_story, report, timeline


def on_day(number: int, day: int, copies: int | None = None) -> TimelineReport:
    seen = START + timedelta(days=day, minutes=number)
    return report(number, f"Account {number}", first_seen=seen, copies=number if copies is None else copies)


def test_days_count_reports_and_new_texts() -> None:
    days = report_days([on_day(1, 0), on_day(2, 0, copies=1), on_day(3, 2, copies=1), on_day(4, 2)])
    assert [(day.count, day.texts) for day in days] == [(2, 1), (0, 0), (2, 1)]


def test_a_wave_of_new_texts_is_a_spike_and_a_wave_of_copies_is_none() -> None:
    before = [on_day(day, day) for day in range(20)]
    wave = [on_day(100 + number, 20) for number in range(30)]
    copies = [replace(one, copies=100) for one in wave]
    assert [day.day for day in report_days(before + wave) if day.spike] == [
        (START + timedelta(days=20)).date()
    ]
    assert not any(day.spike for day in report_days(before + copies))


def test_a_day_is_a_day_of_utc() -> None:
    midnight = START.replace(hour=23, minute=59)
    moments = (midnight, midnight + timedelta(minutes=2))
    days = report_days([replace(on_day(1, 0), first_seen=moment) for moment in moments])
    assert [day.count for day in days] == [1, 1]


def test_variants_of_a_language_are_one() -> None:
    told = story(
        timeline(
            development(
                *(report(n, "Port closed", language=tag) for n, tag in enumerate(("en", "en-US", "en-us")))
            )
        )
    )
    assert told.counts.languages == 1
    assert told.timeline[0].steps[0].languages == ("English",)
    assert [(row.name, row.reports) for row in told.languages.rows] == [("English", 3)]


def test_shares_add_up_and_first_reports_are_counted() -> None:
    told = story(harbour())
    assert sum(row.share for row in told.sources.rows) == 1
    assert sum(row.firsts for row in told.sources.rows) == told.counts.developments


def test_a_change_told_by_many_is_told_once() -> None:
    change = NumberChange(before="37", after="69", what="treated", hit_id=1)
    told = story(
        timeline(development(*(report(n, f"T {n}", source=f"S {n}", changes=(change,)) for n in range(3))))
    )
    (shown,) = told.timeline[0].steps[0].changes
    assert shown.source == "S 0"


def test_a_copy_of_a_denial_denies_nothing_by_itself() -> None:
    denial = report(1, "Owner denies it", stance=Stance.DENIES, stance_words="denies it")
    told = story(timeline(development(denial, replace(denial, hit_id=2, novelty=Novelty.COPY))))
    assert told.timeline[0].steps[0].said_count == 1


def test_capitals_make_no_other_word() -> None:
    because = tuple(Because(kind="word", text=text) for text in ("Varnhem", "varnhem", "", "69"))
    told = story(timeline(development(report(1, "T", because=because))))
    assert told.timeline[0].steps[0].because == ("Varnhem", "69")


def test_the_headline_is_linked_to_the_report_it_is_from() -> None:
    one = development(report(1, "First words"), report(2, "Better words", language="fr"))
    step = story(timeline(replace(one, title="Better words"))).timeline[0].steps[0]
    assert (step.headline.text, step.headline.lang, step.link) == (
        "Better words",
        "fr",
        "https://feed.example/2",
    )


def test_small_edits_are_counted_not_shown() -> None:
    told = story(timeline(development(report(1, "T")), edits=[edit(1, 1), edit(1, 1, news=False)]))
    step = told.timeline[0].steps[0]
    assert (len(step.edits), step.edit_count, step.small_edits) == (1, 1, 1)


def test_a_day_that_is_cut_says_how_many_it_has() -> None:
    told = story(long_story(10, 10, days=1), limits=Limits(steps=4, older=3))
    assert [(len(day.steps), day.step_count) for day in told.timeline] == [(2, 2), (2, 8)]
    assert (len(told.older), told.older_count) == (3, 6)
