import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from monitor.browse.headers import CONTENT_SECURITY_POLICY
from monitor.store.connection import open_store, transaction

Ask = Callable[[str], httpx.Response]
PAGES = (
    "/",
    "/newswake",
    "/newswake/latest_hits",
    "/newswake/hits_by_day",
    "/newswake/items?_search=wagner",
    "/newswake/items/3",
    "/newswake/hits",
    "/newswake/hits/3",
    "/newswake/feeds",
    "/-/search?q=wagner",
    "/newswake/nothing",
)


def test_the_front_page_says_what_there_is(ask: Ask) -> None:
    page = ask("/").text
    assert "<b>4</b> hits" in page
    assert "<b>7</b> items" in page
    assert 'href="/newswake/feed/3"' in page, "a feed in trouble"
    assert 'href="/newswake/story/air-defence"' in page
    assert "Near misses, and what was missing" in page


def test_tables_are_described_and_helper_tables_hidden(ask: Ask) -> None:
    page = ask("/newswake").text
    assert "/newswake/hit_reasons" in page
    for helper in ("token_counts", "background", "_sqlite_migrations", "items_fts"):
        assert f"/newswake/{helper}" not in page
    assert "Headline, plain text." in ask("/newswake/items").text


def test_items_are_searched_and_counted_by_language_and_feed(ask: Ask) -> None:
    answer = ask("/newswake/items.json?_shape=objects&_search=wagner&_facet=language").json()
    assert {row["id"] for row in answer["rows"]} == {1, 2, 4, 5}
    page = ask("/newswake/items").text
    assert 'id="facet-base_language"' in page
    assert 'type="search" name="_search"' in page


def test_a_hit_leads_to_its_item_and_back(ask: Ask) -> None:
    assert 'href="/newswake/items/2"' in ask("/newswake/latest_hits").text
    assert 'href="/newswake/items/2"' in ask("/newswake/hits/2").text
    assert 'href="/newswake/hits?item_id=2"' in ask("/newswake/items/2").text


@pytest.mark.parametrize("address", PAGES)
def test_no_page_runs_what_a_feed_wrote(ask: Ask, address: str) -> None:
    page = ask(address).text
    assert "<script>" not in page, "inline scripts are against our own policy too"
    assert re.search(r"<(?!!)[^<>]*\s(?:onerror|onclick)=", page) is None
    assert 'href="javascript:' not in page


def test_a_hostile_headline_is_shown_as_it_is_written(ask: Ask) -> None:
    page = ask("/newswake/latest_hits").text
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in page
    assert "\u202e" not in page, "a mark that turns the writing would make it look like another"


@pytest.mark.parametrize(
    "address", [*PAGES, "/newswake/hits.json", "/newswake/hits.csv", "/assets/newswake.css"]
)
def test_every_answer_has_the_security_headers(ask: Ask, address: str) -> None:
    headers = ask(address).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "address",
    [
        "/newswake?sql=select+1",
        "/newswake.json?sql=select+randomblob(100000000)",
        "/newswake/items.json?_where=1=1",
        "/newswake.db",
    ],
)
def test_nobody_runs_sql_or_takes_the_file(ask: Ask, address: str) -> None:
    assert ask(address).status_code == 403


def test_a_page_that_is_not_there_is_said_without_a_traceback(
    ask: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ask("/newswake/nothing").status_code == 404
    answer = ask("/newswake/nothing.json")
    assert (answer.status_code, answer.json()["ok"]) == (404, False)
    assert "Traceback" not in "".join(capfd.readouterr())


def test_cells_like_formulas_are_harmless_in_csv(ask: Ask) -> None:
    for address in ("/newswake/latest_hits.csv", "/newswake/items.csv?_dl=1"):
        table = ask(address).text
        assert "\"'=HYPERLINK(" in table
        assert '"=HYPERLINK(' not in table


def test_rows_written_meanwhile_are_seen_and_writing_is_never_blocked(
    ask_own: Ask, own_database: Path
) -> None:
    assert len(ask_own("/own/latest_hits.json?_shape=array").json()) == 4
    db = open_store(own_database)
    with transaction(db):
        db.execute("update hits set feedback = 'irrelevant' where id = 4")
        # The writer's transaction is open: readers see what was there before.
        assert len(ask_own("/own/latest_hits.json?_shape=array").json()) == 4
    assert len(ask_own("/own/latest_hits.json?_shape=array").json()) == 3
    db.close()


def test_only_the_database_named_is_opened(ask_own: Ask, own_database: Path) -> None:
    private = own_database.parent / "private"
    private.mkdir()
    (private / "newswake.private.db").write_bytes(b"")
    assert [each["name"] for each in ask_own("/-/databases.json").json()] == ["own"]
