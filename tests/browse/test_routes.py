"""The pages of a story, a hit and a feed, asked of the real application over a real database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html

from tests.browse import varnhem
from tests.browse.asking import Browser

Visit = Callable[[str], html.HtmlElement]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    path = varnhem.written(tmp_path_factory.mktemp("routes") / "news.db", varnhem.story())
    with Browser(path) as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser) -> Visit:
    def see(address: str) -> html.HtmlElement:
        answer = browser.get(address)
        assert answer.status_code == 200, answer.text
        return html.document_fromstring(answer.text)

    return see


def words(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.xpath(path)]


def test_the_front_page_leads_to_stories_and_to_feeds_in_trouble(visit: Visit) -> None:
    page = visit("/")
    assert words(page, "//li[@class='card']//h3") == ["Ammonia leak at Varnhem"]
    assert page.xpath("//li[@class='card']//h3/a/@href") == ["/newswake/story/varnhem-leak"]
    assert "Harbour Wire 2 failing" in words(page, "//ul[contains(@class, 'trouble')]/li")[0]
    assert page.xpath("//*[local-name() = 'svg'][@class='small-chart']/@aria-label")


def test_a_story_shows_its_developments_newest_first(visit: Visit) -> None:
    page = visit("/newswake/story/varnhem-leak")
    assert words(page, "//h1") == ["Ammonia leak at Varnhem"]
    assert words(page, "//li[@class='step']//h4") == [varnhem.TITLES[4], varnhem.TITLES[3], varnhem.TITLES[0]]
    assert words(page, "//dl[@class='counts']/div/dd") == ["3", "5", "4", "2", "1"]
    assert page.xpath("//*[local-name() = 'svg'][@class='chart']")


def test_copies_are_folded_and_counted(visit: Visit) -> None:
    page = visit("/newswake/story/varnhem-leak")
    assert "3 reports, 1 copy folded" in words(page, "//summary")


def test_edits_stand_as_differences(visit: Visit) -> None:
    page = visit("/newswake/story/varnhem-leak")
    assert words(page, "//li[@class='edit']//ins")
    assert words(page, "//li[@class='edit']//del")


def test_each_report_of_a_story_leads_to_its_hit(visit: Visit) -> None:
    page = visit("/newswake/story/varnhem-leak")
    assert {f"/newswake/hit/{number}" for number in (1, 2, 4, 5)} <= set(
        page.xpath("//a[@class='why']/@href")
    )


def test_a_story_leads_to_the_queries_about_it(browser: Browser, visit: Visit) -> None:
    links = visit("/newswake/story/varnhem-leak").xpath("//a[@class='query']/@href")
    assert "/news/near_misses?watch=varnhem-leak" in links
    assert {browser.get(link).status_code for link in links} == {200}


def test_the_front_page_searches(browser: Browser) -> None:
    (form,) = browser.page("/").xpath("//form[@role='search']")
    found = browser.page(f"{form.get('action')}?{form.xpath('.//input/@name')[0]}=ammonia")
    assert found.xpath("//td[contains(@class, 'col-headline')]")


def test_a_hit_shows_what_matched_and_what_it_was_worth(visit: Visit) -> None:
    page = visit("/newswake/hit/2")
    assert words(page, "//h1/mark[@class='term']") == ["leak"]
    assert words(page, "//h1/mark[@class='learned']") == ["Ammonia"]
    assert words(page, "//table[@class='reasons']//td[@class='number']") == ["+4.00", "+3.00"]
    assert words(page, "//table[@class='reasons']//th/span/a") == [varnhem.TITLES[0]], (
        "the hit that taught the word"
    )
    assert varnhem.REVISION in page.text_content()


def test_a_hit_shows_its_place_in_the_story(visit: Visit) -> None:
    page = visit("/newswake/hit/4")
    assert words(page, "//section[@aria-labelledby='place']//dd")[:2] == ["37", "12 → at least 37 treated"]
    link = page.xpath("//section[@aria-labelledby='place']//a/@href")
    assert link == ["/newswake/story/varnhem-leak?at=4#development-4"]


def test_a_hit_shows_its_copies_and_later_edits(visit: Visit) -> None:
    page = visit("/newswake/hit/1")
    assert page.xpath("//section[@aria-labelledby='copies']//a/@href") == ["/newswake/hit/3"]
    assert words(page, "//h1") == [varnhem.TITLES[0]], "as it was decided"
    assert words(page, "//section[@aria-labelledby='edits-here']//ins")


def test_a_feed_shows_how_it_fared(visit: Visit) -> None:
    page = visit("/newswake/feed/2")
    assert words(page, "//h1") == ["Harbour Wire 2"]
    text = " ".join(page.text_content().split())
    for told_of in (
        "four polls failed",
        "does not answer",
        "none of 20 entries was known",
        "Failures in a row",
    ):
        assert told_of in text
    assert words(page, "//section[@aria-labelledby='polls']//tbody//span[@class='outcome failed']") == [
        "failed"
    ]


MISSING = (
    *(
        "/newswake/story/nothing",
        "/newswake/hit/99",
        "/newswake/feed/99",
        "/newswake/hit/99999999999999999999",
    ),
    *("/newswake/hit/x", "/newswake/nothing"),
)


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_said_to_be_missing(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=99", "?page=x", "?at=4", "?at=77", "?page=-1", "?at=99999999999999999999999"]
)
def test_a_page_that_is_none_is_the_nearest(browser: Browser, query: str) -> None:
    assert browser.get(f"/newswake/story/varnhem-leak{query}").status_code == 200


def test_a_long_story_is_paged(tmp_path: Path) -> None:
    rows = dict(varnhem.story())
    many = range(10, 75)
    rows["items"] = [*rows["items"], *(varnhem.item(number) for number in many)]
    rows["hits"] = [*rows["hits"], *(varnhem.hit(number, number) for number in many)]
    rows["developments"] = [
        *rows["developments"],
        *(varnhem.development(number, f"Step {number}") for number in many),
    ]
    rows["hit_novelty"] = [*rows["hit_novelty"], *(varnhem.novelty(number, number) for number in many)]
    seen: list[str] = []
    with Browser(varnhem.written(tmp_path / "long.db", rows)) as browser:
        for number in (1, 2, 3):
            page = html.document_fromstring(browser.get(f"/newswake/story/varnhem-leak?page={number}").text)
            seen += page.xpath("//li[@class='step']/@id")
        at = html.document_fromstring(browser.get("/newswake/story/varnhem-leak?at=4").text)
    assert len(seen) == len(set(seen)) == 68
    assert seen[0] == "development-74"
    assert "development-4" in at.xpath("//li[@class='step']/@id")


def test_a_development_with_many_reports_counts_them_all(tmp_path: Path) -> None:
    rows = dict(varnhem.story())
    many = range(10, 130)
    rows["items"] = [*rows["items"], *(varnhem.item(number) for number in many)]
    rows["hits"] = [*rows["hits"], *(varnhem.hit(number, number) for number in many)]
    copies = [varnhem.novelty(number, 4, novelty="copy", copy_group=4) for number in many]
    rows["hit_novelty"] = [*rows["hit_novelty"], *copies]
    with Browser(varnhem.written(tmp_path / "many.db", rows)) as browser:
        page = browser.page("/newswake/story/varnhem-leak")
    assert "121 reports, 120 copies folded" in words(page, "//summary")


def test_a_stranger_is_offered_to_sign_in_and_no_form(browser: Browser) -> None:
    page = html.document_fromstring(browser.get("/newswake/hit/2").text)
    assert page.xpath("//form[@method='post']") == []
    assert "/newswake/sign-in?next=/newswake/hit/2" in page.xpath("//a/@href")
    assert httpx.Headers(browser.get("/newswake/hit/2").headers).get("set-cookie") is None
