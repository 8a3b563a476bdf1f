"""An editor's way through the pages: from the front page to a hit, its explanation, and what she says of it."""

import re

import pytest

from tests.browser.conftest import PASSWORD, Seen, Served

pytestmark = pytest.mark.browser

STORY = "Wagner to hand air defences (SA-22, Pantsir) to Hezbollah or Iran"


def test_from_the_front_page_to_a_changed_watch(seen: Seen, served: Served) -> None:
    page = seen.page
    page.goto("/")
    page.get_by_role("link", name=STORY).click()
    assert page.get_by_role("img", name=re.compile("Reports by day")).first.is_visible()
    before = int(page.locator("dl.counts div", has_text="reports").locator("dd").inner_text())

    page.get_by_role("link", name="why a hit?").first.click()
    assert page.get_by_role("heading", name="Why it is a hit").is_visible()
    assert page.locator("table.reasons tbody tr").count() > 2
    assert page.locator("h1 mark, .report-text mark").count() > 0
    hit = page.url

    page.locator("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.url == hit, "back where she came from"

    page.get_by_role("button", name="Irrelevant").click()
    assert page.get_by_text("It is in force after the next poll.").is_visible()
    hers = page.locator("ul.asked-for li", has_text="Ann")
    assert "asked for; in force after the next poll" in hers.inner_text()

    served.newswake("poll")  # No feed answers any more; what was asked for is done before it looks.
    page.reload()
    assert "in force since" in hers.inner_text()
    assert page.get_by_text("A person said that it is irrelevant").is_visible()
    page.get_by_role("link", name=STORY).click()
    assert int(page.locator("dl.counts div", has_text="reports").locator("dd").inner_text()) == before - 1

    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in").first.is_visible()
    assert seen.complaints == []


def test_with_the_keyboard_alone(seen: Seen, served: Served) -> None:
    page = seen.page
    page.goto("/")
    press_to(seen, STORY)
    page.wait_for_url("**/newswake/story/**")
    press_to(seen, "why a hit?")
    page.wait_for_url("**/newswake/hit/**")
    hit = page.url
    press_to(seen, "Sign in")
    page.wait_for_url("**/newswake/sign-in**")
    tab_to(seen, "name")
    page.keyboard.type("Bea")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(hit)
    press_to(seen, "Relevant")
    page.get_by_text("It is in force after the next poll.").wait_for()
    served.newswake("poll")
    page.reload()
    assert page.get_by_text("A person said that it is relevant").is_visible()
    assert seen.complaints == []


FOCUSED = "() => [document.activeElement.textContent.trim(), document.activeElement.id]"


def tab_to(seen: Seen, wanted: str) -> None:
    """Press Tab until what is ``wanted`` by its words or id has the focus, and can be seen to have it."""
    for _ in range(300):
        seen.page.keyboard.press("Tab")
        if wanted in seen.page.evaluate(FOCUSED):
            outline = seen.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"nobody sees that {wanted!r} has the focus"
            return
    raise AssertionError(f"Tab never comes to {wanted!r}")


def press_to(seen: Seen, wanted: str) -> None:
    tab_to(seen, wanted)
    seen.page.keyboard.press("Enter")
