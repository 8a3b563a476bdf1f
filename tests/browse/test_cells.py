import pytest
from markupsafe import Markup

from monitor.browse.cells import is_web_link, rendered

LINKS = {
    "a plain one": ("https://news.example/a?b=c", True),
    "http": ("http://news.example", True),
    "a script": ("javascript:alert(1)", False),
    "a script in disguise": (" javascript:alert(1)", False),
    "data": ("data:text/html,<script>", False),
    "words after it": ("https://news.example/ and more", False),
    "a second line": ("https://news.example/\nx", False),
    "no host": ("https:///path", False),
    "a broken address": ("http://[::1", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("value", "expected"), LINKS.values(), ids=LINKS.keys())
def test_only_whole_web_addresses_become_links(value: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_web_link(value) is expected


def shown(value: object, column: str = "any", row: dict[str, object] | None = None) -> Markup | None:
    return rendered(value, column=column, row=row, address=lambda table, number: f"/db/{table}/{number}")


def test_a_time_is_short_and_its_whole_form_is_kept() -> None:
    html = shown("2026-11-21T10:05:09.123Z")
    assert html is not None
    assert ">2026-11-21 10:05</time>" in html
    assert 'datetime="2026-11-21T10:05:09.123Z"' in html


def test_a_headline_links_to_its_article_and_is_escaped() -> None:
    html = shown("<b>A & B</b>", "headline", {"headline": "", "link": 'https://x.example/"onclick="'})
    assert html is not None
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;</a>" in html
    assert 'href="https://x.example/&#34;onclick=&#34;"' in html
    assert 'rel="noopener noreferrer nofollow"' in html


def test_a_headline_with_a_bad_link_is_only_words() -> None:
    html = shown("A", "headline", {"link": "javascript:alert(1)"})
    assert html == '<span dir="auto">A</span>'


def test_marks_that_turn_the_writing_are_taken_out_of_links() -> None:
    html = shown("https://ok.example/\u202egnp.exe")
    assert html is not None
    assert ">ok.example/gnp.exe</a>" in html


def test_a_name_before_the_host_is_not_shown_as_the_host() -> None:
    html = shown("https://bank.example@evil.example/x")
    assert html is not None
    assert ">evil.example/x</a>" in html


def test_numbers_of_rows_lead_to_the_rows() -> None:
    assert shown(7, "hit", {"hit": 7}) == '<a href="/db/hits/7">7</a>'
    assert shown(7, "item_id") == '<a href="/db/items/7">7</a>'
    assert shown(7, "hit") is None, "a flag of the decisions table, not a number of a hit"


def test_a_list_of_words_is_shown_as_words_and_other_text_is_left() -> None:
    assert shown('["a", "<b>"]') == (
        '<span class="word" dir="auto">a</span> <span class="word" dir="auto">&lt;b&gt;</span> '
    )
    for left in ("[sic] a headline", '[{"a": 1}]', "words", "", None, 1.5):
        assert shown(left) is None


def test_what_a_search_found_is_marked_and_the_text_stays_text() -> None:
    shown = rendered("a <b> ⟦port⟧", column="excerpt", row={"link": ""}, address=lambda *_: "")
    assert shown == "a &lt;b&gt; <mark>port</mark>"
