"""Teaching a watch from the pages: who may, how it is written down, and what the service makes of it."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.browse.password import keep_password, remove_password
from monitor.model import Seed, Watch
from monitor.service.applying import apply_waiting
from monitor.store.connection import open_store
from monitor.store.requests import pending
from tests.browse import varnhem
from tests.browse.asking import Browser

PASSWORD = "ammonia & valves"
HIT = "/newswake/hit/2"
VERDICT = "//form[.//button[text() = '{}']]"
MUTE = "//form[.//input[@value = 'mute']]"
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = varnhem.written(tmp_path / "news.db", varnhem.story())
    keep_password(path, PASSWORD)
    return path


@pytest.fixture
def browser(database: Path) -> Iterator[Browser]:
    with Browser(database) as browser:
        yield browser


@pytest.fixture
def editor(browser: Browser) -> Browser:
    assert browser.sign_in("Ann", PASSWORD, HIT).headers["location"] == HIT
    return browser


def asked_for(database: Path) -> list[tuple[str, str, dict[str, object]]]:
    with closing(open_store(database, read_only=True)) as db:
        return [(one.kind, one.made_by, dict(one.payload)) for one in pending(db)]


def test_feedback_is_written_down_for_the_service(editor: Browser, database: Path) -> None:
    answer = editor.send(HIT, VERDICT.format("Irrelevant"))
    assert (answer.status_code, answer.headers["location"]) == (302, HIT)
    payload = {"watch": "varnhem-leak", "text": "irrelevant", "item": 2, "undo": False}
    assert asked_for(database) == [("feedback", "Ann, on the pages", payload)]


def test_the_page_says_what_waits_and_later_what_came_of_it(editor: Browser, database: Path) -> None:
    editor.send(HIT, VERDICT.format("Irrelevant"))
    assert "asked for; in force after the next poll" in editor.get(HIT).text
    watch = Watch(slug="varnhem-leak", title="x", seed=Seed(origin="", title="", text=""), terms=())
    with closing(open_store(database)) as db:
        apply_waiting(db, [watch], NOW)
    page = editor.get(HIT).text
    assert "in force since" in page
    assert "A person said that it is irrelevant" in page
    assert "2 reports" in editor.get("/newswake/story/varnhem-leak").text, "the story goes on without it"


def test_feedback_is_taken_back(editor: Browser, database: Path) -> None:
    with closing(open_store(database)) as db:
        db.execute("update hits set feedback = 'relevant' where id = 2")
    editor.send(HIT, VERDICT.format("Take that back"))
    assert asked_for(database)[0][2] == {"watch": "varnhem-leak", "text": "relevant", "item": 2, "undo": True}


def test_a_phrase_is_muted(editor: Browser, database: Path) -> None:
    editor.send(HIT, MUTE, text="  football \n cup ")
    assert asked_for(database) == [
        ("mute", "Ann, on the pages", {"watch": "varnhem-leak", "text": "football cup", "undo": False})
    ]


@pytest.mark.parametrize(
    "phrase", ["", "x", "?!", "y" * 201], ids=["nothing", "a letter", "no letter", "too long"]
)
def test_a_phrase_that_says_too_little_or_too_much_is_refused(
    editor: Browser, database: Path, phrase: str
) -> None:
    editor.send(HIT, MUTE, text=phrase)
    assert "message-error" in editor.get(HIT).text
    assert asked_for(database) == []


def test_a_suggested_term_is_taken_over(tmp_path: Path) -> None:
    with Browser(surging(tmp_path / "surge.db")) as browser:
        browser.sign_in("Ann", PASSWORD)
        page = "/newswake/terms/varnhem-leak"
        answer = browser.send(page, "//form[.//input[@value = 'Marta Ilves']]", next=page)
        assert answer.headers["location"] == page
        (kind, by, payload) = asked_for(tmp_path / "surge.db")[0]
        assert (kind, by, payload["text"]) == ("term", "Ann, on the pages", "Marta Ilves")
        invented = browser.send(page, "//form[.//input[@value = 'Marta Ilves']]", text="Nobody At All")
        assert invented.status_code == 302
    assert len(asked_for(tmp_path / "surge.db")) == 1, "only what is on offer"


def surging(path: Path) -> Path:
    """Many hits that name one person nobody else names."""
    rows = dict(varnhem.story())
    numbers = range(20, 40)
    titles = [f"Governor Marta Ilves closes quay {number} of Varnhem" for number in numbers]
    rows["feeds"] = [varnhem.feed(number) for number in range(1, 8)]
    rows["items"] = [
        *rows["items"],
        *(
            varnhem.item(
                number, title=title, feed_id=1 + number % 7, text=f"{title}. On Monday Marta Ilves spoke."
            )
            for number, title in zip(numbers, titles, strict=True)
        ),
    ]
    rows["hits"] = [*rows["hits"], *(varnhem.hit(number, number) for number in numbers)]
    rows["background"] = [{"id": 1, "documents": 100_000}]
    rows["token_counts"] = [{"token": "marta", "items": 20}, {"token": "ilv", "items": 20}]
    varnhem.written(path, rows)
    keep_password(path, PASSWORD)
    return path


def test_a_stranger_asks_for_nothing(browser: Browser, database: Path) -> None:
    form = {"what": "feedback", "hit": "2", "text": "irrelevant", "next": HIT}
    assert browser.post("/newswake/ask", form).status_code == 403
    assert browser.get("/newswake/terms/varnhem-leak").status_code == 403
    assert asked_for(database) == []


@pytest.mark.parametrize("token", ["", "made up"])
def test_a_form_without_its_token_asks_for_nothing(editor: Browser, database: Path, token: str) -> None:
    form = {"what": "feedback", "hit": "2", "text": "irrelevant", "csrftoken": token}
    assert editor.post("/newswake/ask", form).status_code == 403
    assert asked_for(database) == []


def test_reading_an_address_asks_for_nothing(editor: Browser, database: Path) -> None:
    assert editor.get("/newswake/ask?what=feedback&hit=2&text=irrelevant").status_code == 405
    assert asked_for(database) == []


FORMS = {
    "no hit": {"what": "feedback", "hit": "77", "text": "irrelevant"},
    "a hit that is no number": {"what": "feedback", "hit": "2; drop table hits", "text": "irrelevant"},
    "a verdict that is none": {"what": "feedback", "hit": "2", "text": "delete"},
    "a watch that is none": {"what": "mute", "watch": "nothing", "text": "football"},
    "nothing": {"what": ""},
    "another kind": {"what": "merge", "watch": "varnhem-leak", "rows": "[1]"},
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_form_of_none_of_ours_asks_for_nothing(
    editor: Browser, database: Path, form: dict[str, str]
) -> None:
    answer = editor.post("/newswake/ask", form | {"csrftoken": editor.client.cookies["ds_csrftoken"]})
    assert answer.status_code == 302
    assert "message-error" in editor.get("/").text
    assert asked_for(database) == []


def test_a_wrong_password_is_refused(browser: Browser) -> None:
    answer = browser.sign_in("Ann", "wrong")
    assert answer.status_code == 403
    assert "That is not the password" in answer.text
    assert "ds_actor" not in browser.client.cookies


def test_without_a_password_nobody_signs_in(browser: Browser, database: Path) -> None:
    remove_password(database)
    assert "No password is set" in browser.get("/newswake/sign-in").text
    assert browser.sign_in("Ann", "").status_code == 403


@pytest.mark.parametrize("change", ["another", "none"])
def test_another_password_ends_every_session(editor: Browser, database: Path, change: str) -> None:
    if change == "another":
        keep_password(database, "something else")
    else:
        remove_password(database)
    assert editor.page(HIT).xpath("//form[@method = 'post']") == []
    form = {"what": "feedback", "hit": "2", "text": "irrelevant"}
    answer = editor.post("/newswake/ask", form | {"csrftoken": editor.client.cookies["ds_csrftoken"]})
    assert answer.status_code == 403


def test_a_session_is_signed_and_out_of_reach_of_scripts(browser: Browser) -> None:
    cookie = browser.sign_in("Ann", PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    browser.client.cookies.clear()
    browser.client.cookies.set("ds_actor", json.dumps({"a": {"id": "root"}}))
    assert browser.get("/newswake/terms/varnhem-leak").status_code == 403


def test_signing_out_ends_it(editor: Browser) -> None:
    editor.send(HIT, "//form[@action = '/-/logout']")
    assert "Sign in" in editor.page(HIT).text_content()


ELSEWHERE = (
    *(
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/newswake/\\..//evil.example",
        "javascript:alert(1)",
    ),
    *("/-/logout", "/newswake/hit/1\r\nset-cookie: a=b", "/newswake//evil.example"),
)


@pytest.mark.parametrize("back", ELSEWHERE)
def test_a_form_leads_nowhere_else(browser: Browser, back: str) -> None:
    page = browser.page("/newswake/sign-in")
    token = page.xpath("//form[@class = 'stacked']//input[@name = 'csrftoken']/@value")[0]
    form = {"csrftoken": token, "name": "Ann", "password": PASSWORD, "next": back}
    assert browser.post("/newswake/sign-in", form).headers["location"] == "/"


def test_the_pages_themselves_cannot_write(editor: Browser, database: Path) -> None:
    for address in (
        HIT,
        "/newswake/story/varnhem-leak",
        "/newswake/feed/1",
        "/newswake/terms/varnhem-leak",
        "/",
    ):
        editor.get(address)
    assert asked_for(database) == []
