"""Developments of a watch: invented reports in their order."""

from datetime import UTC, datetime, timedelta

from monitor.story.developments import Developments
from monitor.story.reading import Reading, read
from monitor.story.values import Novelty, Report, Told

START = datetime(2031, 5, 4, 8, tzinfo=UTC)


def reading(hit: int, title: str, text: str = "", hours: float = 0.0, language: str = "en") -> Reading:
    return read(
        Report(
            hit_id=hit,
            title=title,
            text=text,
            first_seen=START + timedelta(hours=hours),
            language=language,
        )
    )


def follow(*readings: Reading) -> list[Told]:
    developments = Developments()
    tolds = []
    for each in readings:
        told = developments.place(each, None)
        developments.add(each, told)
        tolds.append(told)
    return tolds


def test_the_first_report_opens_a_development() -> None:
    (told,) = follow(reading(7, "Ferry runs aground off Norrvik"))
    assert (told.novelty, told.development, told.copies) == (Novelty.NEW, 7, 7)


def test_a_copy_is_put_where_the_copied_report_is() -> None:
    developments = Developments()
    first = reading(1, "Ferry runs aground off Norrvik")
    developments.add(first, developments.place(first, None))
    told = developments.place(reading(2, "Ferry aground"), 1)
    assert told == Told(hit_id=2, novelty=Novelty.COPY, copies=1, development=1)


def test_the_same_again_is_a_repeat() -> None:
    tolds = follow(
        reading(1, "Ferry runs aground off Norrvik"),
        reading(2, "Ferry runs aground off Norrvik coast", hours=1),
    )
    assert tolds[1].novelty is not Novelty.NEW
    assert tolds[1].development == 1


def test_a_higher_toll_opens_a_development_and_says_what_it_was() -> None:
    tolds = follow(
        reading(1, "At least 37 dead after ferry sinks off Norrvik"),
        reading(2, "Norrvik ferry sinking: death toll rises to 69", hours=20),
    )
    assert tolds[1].novelty is Novelty.NEW
    assert [(c.before, c.after, c.hit_id) for c in tolds[1].changes] == [("at least 37", "69", 1)]
