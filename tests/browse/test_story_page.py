"""A story as a page: complete, harmless whatever feeds write, and readable by everyone."""

import re
from itertools import pairwise, product
from pathlib import Path

import pytest

from monitor.browse.story_page import StoryPage
from monitor.browse.story_view import Limits, story
from monitor.story.timeline import Timeline
from monitor.story.values import Novelty
from tests.browse.storied import development, edit, harbour, long_story, report, timeline

STYLE = (Path(__file__).resolve().parents[2] / "monitor/browse/templates/story.css").read_text(
    encoding="utf-8"
)
PAGE = StoryPage()


def shown(told: Timeline, **limits: int) -> str:
    return PAGE.render(story(told, limits=Limits(**limits)))


def test_headings_lead_down_one_step_at_a_time() -> None:
    for told in (harbour(), long_story(130, 260)):
        levels = [int(found) for found in re.findall(r"<h(\d)", shown(told))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_links_inside_lead_somewhere() -> None:
    page = shown(long_story(130, 260))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    for labels in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(labels.split()) <= set(ids)


def step_of(page: str, number: int) -> str:
    return page.partition(f'id="development-{number}"')[2].partition('<li class="step"')[0]


def words_of(fragment: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", fragment).replace("&#39;", "'").split())


def test_a_development_says_who_had_it_first_and_who_else() -> None:
    step = words_of(step_of(shown(harbour()), 1))
    assert (
        "First in Harbour Wire, published 06:05; also in Northern Star, Meridian Post, Goniec Latarni" in step
    )
    assert "5 reports, 2 copies folded" in step
    assert "2 copies: Northern Star, Meridian Post" in step
    assert "NewVarnhem, closed" in step


def test_what_changed_is_said_in_words() -> None:
    page = shown(harbour())
    assert "Numbers at least 37 → at least 69 treated (Northern Star)" in words_of(step_of(page, 11))
    assert "a denial in Meridian Post: “Norrgas denies”" in words_of(step_of(page, 21))
    for badge in ("new development", "adds detail", "repeats", "denies", "numbers changed", "edited"):
        assert re.search(rf'<span class="badge [a-z-]+">{badge}</span>', page), badge


def test_edits_show_what_went_and_what_came() -> None:
    step = step_of(shown(harbour()), 1)
    assert "At least <del>37</del> <ins>69</ins> treated after leak at Varnhem" in step
    assert "<del>Sunday</del> <ins>Tuesday evening</ins>" in step
    assert "1 edit that changed no word of meaning" in step


def test_foreign_headlines_say_their_language_and_direction() -> None:
    page = shown(harbour())
    assert re.search(r'<h4 dir="rtl"><a [^>]*lang="ar"', page)
    assert re.search(r'<blockquote lang="zh" dir="auto">', page)


def test_the_newest_stands_first() -> None:
    page = shown(harbour())
    assert "Timeline, newest first" in page
    numbers = [int(found) for found in re.findall(r'id="development-(\d+)"', page)]
    assert numbers == [31, 21, 11, 1]


def test_tables_count_reports_and_first_reports() -> None:
    page = shown(harbour())
    rows = [
        words_of(row) for row in re.findall(r"<tr>(.*?)</tr>", page.partition('id="sources"')[2], re.DOTALL)
    ]
    assert "Northern Star2120 %" in rows
    assert "English5250 %" in rows
    assert page.count("<caption>") == 3


def test_a_long_story_is_cut_and_says_so() -> None:
    page = shown(long_story(300, 5000))
    text = words_of(page)
    assert "Showing the newest 100 of 300 developments" in text
    assert "200 older developments" in text
    assert "Showing 40 of 55 sources." in text
    assert page.count('class="step"') == 100
    assert len(page.encode()) < 1_000_000
    assert "Showing 150 of 200 older developments." in words_of(shown(long_story(300, 900), older=150))


def test_a_large_development_is_cut_and_says_so() -> None:
    many = [report(1, "Port closed")]
    many += [
        report(number, f"Account {number}", source=f"Feed {number}", novelty=Novelty.DETAIL)
        for number in range(2, 62)
    ]
    changed = [edit(1, 1, title_after=f"At least {number} treated") for number in range(40, 49)]
    text = words_of(shown(timeline(development(*many), edits=changed)))
    assert "Showing 12 of 61 different texts." in text
    assert "and 52 more sources" in text
    assert "Showing 4 of 9 edits." in text


def test_edits_of_developments_not_shown_are_not_lost() -> None:
    told = timeline(development(report(5, "Port open again")), edits=[edit(1, 1)])
    page = shown(told)
    assert "Later changes to reports of developments not shown above" in page
    assert "<del>37</del> <ins>69</ins>" in page


def test_a_story_without_reports_is_a_page() -> None:
    page = shown(timeline())
    assert "No report was found yet." in page


def test_the_same_story_gives_the_same_bytes() -> None:
    assert shown(harbour()) == StoryPage().render(story(harbour()))


SCHEMES = dict(
    zip(
        ("light", "dark", "print"),
        (
            dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block))
            for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
        ),
        strict=True,
    )
)
INKS = [
    *product(("ink", "soft", "link", "mark", "gone", "new"), ("paper", "card")),
    ("gone", "gone-ground"),
    ("new", "new-ground"),
]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", INKS, ids=" on ".join)
def test_every_ink_has_the_contrast_of_wcag_aa(scheme: str, pair: tuple[str, str]) -> None:
    light, dark = sorted((luminance(SCHEMES[scheme][name]) for name in pair), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
