"""Seeds from text, Markdown and HTML: what is read, and what is refused in one line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import SeedError
from monitor.model import Seed
from monitor.watch.article import (
    ENOUGH_WORDS,
    LONGEST_TEXT,
    Kind,
    kind_of,
    note_on,
    read_seed,
    seed_from_file,
)

ARTICLE = " ".join(["The minister said that the bridge over the river will open in the spring."] * 8)
PAGE = f"""<!DOCTYPE html><html lang="fr"><head><title>Le pont ouvre</title>
<meta property="og:title" content="Le pont ouvre au printemps"><meta property="og:site_name" content="La Rive">
<meta property="article:published_time" content="2023-11-21T08:00:00Z"></head>
<body><nav><a href="/">Menu</a></nav><article><h1>Le pont ouvre au printemps</h1>
<p>{ARTICLE}</p><p>{ARTICLE}</p></article><footer>Cookies</footer></body></html>"""


def read(content: str, kind: Kind = "text") -> Seed:
    return read_seed("story", content.encode(), kind=kind)


def test_text_begins_with_its_headline() -> None:
    seed = read(f"Bridge opens in spring\n\n{ARTICLE}\nwith a broken line.\n\nSecond.")
    assert seed.title == "Bridge opens in spring"
    assert seed.text == f"{ARTICLE} with a broken line.\n\nSecond."
    assert (seed.language, seed.published, seed.origin) == ("en", None, "story")


def test_text_without_a_headline_is_all_text() -> None:
    seed = read(ARTICLE)
    assert (seed.title, seed.text) == ("", ARTICLE)


MARKDOWN = {
    "front matter": (
        f'---\ntitle: "A \\"new\\" bridge"\ndate: 2023-11-21\nsource: La Rive\nlanguage: FR\nmood: fine\n---\n\n{ARTICLE}',
        ('A "new" bridge', "fr", date(2023, 11, 21), "La Rive", ARTICLE),
    ),
    "a date with a time": (
        f"---\ntitle: It's a bridge\ndate: 2023-11-21T10:00:00Z\n---\n{ARTICLE}",
        ("It's a bridge", "en", date(2023, 11, 21), "", ARTICLE),
    ),
    "line ends of Windows": (
        f"---\r\ntitle: 'It''s new'\r\n---\r\n{ARTICLE}",
        ("It's new", "en", None, "", ARTICLE),
    ),
    "a heading for a title": (f"# A *new* bridge\n\n{ARTICLE}", ("A new bridge", "en", None, "", ARTICLE)),
    "the title repeated as heading": (
        f"---\ntitle: A bridge\n---\n# A bridge\n\n{ARTICLE}",
        ("A bridge", "en", None, "", ARTICLE),
    ),
    "marks taken out": (
        f"# Bridge\n\n> **Bold**, _thin_ and `code`, [a link](https://example.org) ![](x.png)\n\n- {ARTICLE}\n\n***",
        ("Bridge", "en", None, "", f"Bold, thin and code, a link\n\n{ARTICLE}"),
    ),
    "asterisks and underscores that are none": (
        f"# Bridge\n\nsnake_case_name and 2 * 3 * 4. {ARTICLE}",
        ("Bridge", "en", None, "", f"snake_case_name and 2 * 3 * 4. {ARTICLE}"),
    ),
    "front matter that never ends": (f"---\n\n{ARTICLE}", ("", "en", None, "", ARTICLE)),
}


@pytest.mark.parametrize("case", MARKDOWN, ids=str)
def test_markdown_with(case: str) -> None:
    content, expected = MARKDOWN[case]
    seed = read(content, "markdown")
    assert (seed.title, seed.language, seed.published, seed.source, seed.text) == expected


def test_html_gives_the_article_and_nothing_else() -> None:
    seed = read(PAGE, "html")
    assert seed.title == "Le pont ouvre au printemps"
    assert seed.language == "fr"
    assert seed.published == date(2023, 11, 21)
    assert seed.source == "La Rive"
    assert seed.text.startswith("The minister")
    assert "Menu" not in seed.text
    assert "Cookies" not in seed.text


REFUSED = {
    "nothing": (b"", "text", "it is empty"),
    "blanks": (b" \n\t\n", "text", "it is empty"),
    "a word or two": (b"Hello world", "text", "it says too little to follow (2 words)"),
    "a binary file": (b"\x89PNG\r\n\x1a\n\0\0\0" + b"x" * 400, "text", "this is no text file"),
    "another encoding": ("Čtyři mosty přes řeku".encode("cp1250"), "text", "this is no UTF-8 text"),
    "punctuation": (b"... --- ...", "text", "it holds no words"),
    "front matter alone": (b"---\nsource: X\n---\n", "markdown", "it holds no words"),
    "a wrong date": (b"---\ntitle: A\ndate: soon\n---\nText", "markdown", "date: 'soon' is no date"),
    "a page without an article": (
        b"<html><body><a href='/'>Home</a></body></html>",
        "html",
        "no article was found",
    ),
    "a page that asks to log in": (
        b"<html><body><form><input name='user'></form></body></html>",
        "html",
        "no article was found",
    ),
    "an empty page": (b"<html></html>", "html", "no article was found"),
    "bytes called a page": (bytes(range(256)) * 4, "html", ""),
    "an address instead of a page": (b"https://example.org/story", "html", ""),
    "more than an article": (b"x" * (11 * 1024 * 1024), "text", "larger than 10 MB"),
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_refuses_in_one_line(case: str) -> None:
    content, kind, problem = REFUSED[case]
    with pytest.raises(SeedError) as refused:
        read_seed(
            "the\nseed",
            content,
            kind="html" if kind == "html" else "markdown" if kind == "markdown" else "text",
        )
    message = str(refused.value)
    assert problem in message
    assert message.startswith("the seed")
    assert "\n" not in message


def test_a_wrong_date_names_its_line() -> None:
    with pytest.raises(SeedError, match=r"^story:3: date: 'soon' is no date; write it as 2023-11-21$"):
        read("---\ntitle: A\ndate: soon\n---\nText", "markdown")


def test_a_headline_alone_is_a_seed_with_a_note() -> None:
    seed = read("Bridge over river opens after long delay")
    assert seed.text == ""
    assert "headline alone" in note_on(seed)
    assert note_on(read(f"Bridge opens\n\n{ARTICLE}")) == ""


def test_a_text_of_enough_words_needs_no_headline() -> None:
    long_line = "The river bridge opened to traffic today. " * ENOUGH_WORDS
    assert read(long_line).text == long_line.strip()


def test_long_texts_are_cut_and_control_characters_dropped() -> None:
    seed = read(f"Bridge opens after delay\n\n\x07{ARTICLE} " + "word " * LONGEST_TEXT)
    assert len(seed.text) <= LONGEST_TEXT
    assert seed.text.startswith("The minister")


KINDS = {
    "by suffix": ("a/story.MD", b"text", "markdown"),
    "a page by suffix": ("story.htm", b"text", "html"),
    "a page by its first bytes": ("-", b"\n<!DOCTYPE html><html>", "html"),
    "XHTML": ("-", b"<?xml version='1.0'?><html>", "html"),
    "front matter": ("-", b"---\ntitle: x\n---\n", "markdown"),
    "anything else": ("notes.rst", b"Title", "text"),
}


@pytest.mark.parametrize("case", KINDS, ids=str)
def test_tells_kinds(case: str) -> None:
    origin, content, kind = KINDS[case]
    assert kind_of(origin, content) == kind


LANGUAGES = {
    "en": "The bridge over the river was opened by the mayor with a speech for the city",
    "pl": "Most przez rzekę został otwarty przez burmistrza i nie jest to koniec, że się tak powie",
    "de": "Die Brücke über den Fluss ist von dem Bürgermeister eröffnet und nicht auf eine Woche",
    "fr": "Le pont sur la rivière est ouvert par le maire et les gens sont dans la rue",
    "ru": "Мост через реку открыт мэром города",
    "uk": "Міст через річку відкрив мер міста",
    "ar": "افتتح رئيس البلدية الجسر فوق النهر",
    "fa": "شهردار پل روی رودخانه را چند روز پیش گشود",
    "he": "ראש העיר פתח את הגשר מעל הנהר",
    "zh": "市长宣布大桥正式通车",
    "ja": "市長が橋を開通させた",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_guesses_the_language(language: str) -> None:
    assert read(f"{LANGUAGES[language]}\n\n{LANGUAGES[language]}").language == language


def test_files_are_read_by_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    path.write_text(PAGE, encoding="utf-8")
    assert seed_from_file(path).title == "Le pont ouvre au printemps"
    with pytest.raises(SeedError, match="there is no such file"):
        seed_from_file(tmp_path / "missing.md")
    with pytest.raises(SeedError, match="it cannot be read"):
        seed_from_file(tmp_path)


@settings(deadline=None, max_examples=60)
@given(content=st.binary(max_size=400), kind=st.sampled_from(["text", "markdown", "html"]))
def test_any_bytes_give_a_seed_or_one_line(content: bytes, kind: Kind) -> None:
    try:
        seed = read_seed("-", content, kind=kind)
    except SeedError as error:
        said = str(error)
    else:
        said = f"{seed.title} {' '.join(seed.text.split())}"
        said.encode()
    assert said.strip()
    assert "\n" not in said
