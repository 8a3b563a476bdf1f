"""Nothing keeps anybody out of the pages: axe-core finds no serious issue, and the console complains of nothing."""

from typing import Any

import pytest

from tests.browser.conftest import PASSWORD, Seen, Served, hit_address

pytestmark = pytest.mark.browser

STORY = "/newswake/story/wagner-air-defence"
PAGES = {
    "front": "/",
    "story": STORY,
    "hit": "",
    "feed": "/newswake/feed/1",
    "query": "/newswake/latest_hits",
    "table": "/newswake/items?_search=wagner",
    "row": "/newswake/items/1",
    "tables": "/newswake",
    "search": "/newswake/search?search=wagner",
    "sign in": "/newswake/sign-in",
    "missing": "/newswake/hit/99999",
}
SERIOUS = {"serious", "critical"}


def issues(seen: Seen) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="run make test-browser").Axe()
    found: Any = axe.run(seen.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("which", PAGES)
def test_no_serious_issue(coloured: Seen, served: Served, which: str) -> None:
    coloured.page.goto(PAGES[which] or hit_address(served.folder.database))
    assert issues(coloured) == []
    # Chromium notes an answer of 404 as an error of the page.
    assert [said for said in coloured.complaints if which != "missing" or "404" not in said] == []


@pytest.mark.parametrize("address", [STORY, "", "/newswake/terms/wagner-air-defence"])
def test_no_serious_issue_for_whoever_signed_in(coloured: Seen, served: Served, address: str) -> None:
    page = coloured.page
    page.goto("/newswake/sign-in")
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(address or hit_address(served.folder.database))
    assert issues(coloured) == []
    assert coloured.complaints == []


@pytest.mark.parametrize("which", PAGES)
def test_a_telephone_scrolls_down_only(seen: Seen, served: Served, which: str) -> None:
    seen.page.set_viewport_size({"width": 390, "height": 844})
    seen.page.goto(PAGES[which] or hit_address(served.folder.database))
    assert seen.page.evaluate("() => document.documentElement.scrollWidth") <= 390
