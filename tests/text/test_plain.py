from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.plain import INPUT_CAP, clean, looks_like_markup, plain_text, plain_title, storable

PIECES_OF_MARKUP = (
    *(
        "<",
        ">",
        "/",
        '"',
        "'",
        "=",
        " ",
        "x",
        "a",
        "p",
        "<!",
        "-->",
        "<?",
        "<p>",
        "</p>",
        "<br/>",
        "<i>",
        "&amp;",
    ),
    *("<a href='x>y'>", '<Div class="a', "<STYLE>", "</style>", "<script>", "</script >", "<![CDATA[", "]]>"),
)
TEXTS = {
    "text without mark-up stays": ("Rockets hit Kyiv", "Rockets hit Kyiv"),
    "inline tags go without a blank": ("un<b>believ</b>able", "unbelievable"),
    "blocks keep words apart": ("<p>one</p><p>two</p>three<br>four", "one two three four"),
    "table cells and list items keep words apart": ("<td>a</td><td>b</td><li>c</li>", "a b c"),
    "entities are decoded once": ("Tom &amp;amp; Ann &lt;b&gt; &#8217;&nbsp;x", "Tom &amp; Ann <b> ’ x"),
    "an entity needs its semicolon": ("?a=1&copy=2 &notit;", "?a=1&copy=2 &notit;"),
    "scripts and styles go with their contents": (
        "a<script>if (1<2) x()</script>b<STYLE>p{}</Style >c",
        "abc",
    ),
    "a script that never ends swallows the rest": ("a<script>b", "a"),
    "comments go": ("a<!-- <b>x</b> -->b", "ab"),
    "a comment that never ends swallows the rest": ("a<!-- b", "a"),
    "declarations go": ("<!DOCTYPE html><?php x ?>a", "a"),
    "a second layer of CDATA shows": ("<![CDATA[a <b>b</b>]]> c", "a <b>b</b> c"),
    "a less-than sign in running text stays": ("5 < 6 and 7 <8 and x <y", "5 < 6 and 7 <8 and x <y"),
    "a tag cut off at the end goes": ('see <a href="http://example.org/long', "see"),
    "a greater-than sign inside an attribute ends nothing": ("<a title=\"a > b\" href='>'>c</a>", "c"),
    "an attribute without its closing quote loses only its tag": ('<a href="x>y</a> z', "y z"),
    "an image keeps words apart": ('a<img src="x">b', "a b"),
    "a surrogate named by number is replaced": ("a&#xD800;b", "a\ufffdb"),
    "an absurd number is left alone": ("&#99999999999;", "&#99999999999;"),
}


@pytest.mark.parametrize(("markup", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_plain_text_is_what_a_reader_would_see(markup: str, expected: str) -> None:
    assert clean(plain_text(markup), 1000) == expected


TITLES = {
    "emphasis goes": ("A <b>bold</b> <EM class='x'>claim</EM>", "A bold claim"),
    "a line break keeps words apart": ("one<br/>two", "one two"),
    "a place for a break does not": ("super<wbr>long", "superlong"),
    "comparison signs stay": ("GDP < 2%, oil > $90", "GDP < 2%, oil > $90"),
    "an element that is talked of stays": (
        "The <canvas> element and List<String>",
        "The <canvas> element and List<String>",
    ),
    "a script is only text here": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "entities are decoded": ("Tom &amp; Ann&#8217;s", "Tom & Ann’s"),
    "an ampersand alone stays": ("AT&T", "AT&T"),
    "tags named like longer words stay": ("<big-endian> <bullet>", "<big-endian> <bullet>"),
}


@pytest.mark.parametrize(("markup", "expected"), TITLES.values(), ids=TITLES.keys())
def test_plain_title_removes_only_what_is_surely_markup(markup: str, expected: str) -> None:
    assert clean(plain_title(markup), 500) == expected


CLEANED = {
    "controls go": ("a\x00b\x1b[2Jc\x9b", "ab[2Jc"),
    "line breaks of every kind become one blank": ("a\r\n\tb\x85c\u2028d\u2029e\x0bf\x1cg", "a b c d e f g"),
    "lone surrogates and non-characters go": ("a\ud800b\ufffec\ufdd0d", "abcd"),
    "soft hyphens and zero-width blanks go": ("Mos\u00adkau\u200b\ufeff", "Moskau"),
    "joiners stay, other scripts need them": ("می\u200cشود", "می\u200cشود"),
    "ends are trimmed": ("  a  ", "a"),
}


@pytest.mark.parametrize(("text", "expected"), CLEANED.values(), ids=CLEANED.keys())
def test_clean_leaves_one_harmless_line(text: str, expected: str) -> None:
    assert clean(text, 100) == expected


def test_clean_cuts_at_the_limit_and_leaves_no_blank_behind() -> None:
    assert clean("abc def", 4) == "abc"


def test_storable_keeps_markup_and_line_breaks() -> None:
    assert storable("<p>a\n\tb</p>\x00\ud800\x0c", 100) == "<p>a\n\tb</p>"
    assert storable("abcdef", 3) == "abc"


@pytest.mark.parametrize("text", ["a</p>", "a<br>b", "<IMG src=x>", "x</A >"])
def test_text_with_tags_looks_like_markup(text: str) -> None:
    assert looks_like_markup(text)


@pytest.mark.parametrize("text", ["a < b", "<canvas>", "x <y> z", "", "if a<b and c>d"])
def test_text_without_tags_does_not_look_like_markup(text: str) -> None:
    assert not looks_like_markup(text)


def test_only_the_first_part_of_a_huge_text_is_read() -> None:
    assert len(plain_text("a" * (INPUT_CAP + 1))) == INPUT_CAP


def _repeated(piece: str) -> str:
    return piece * (INPUT_CAP // len(piece))


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "<a b='", '<a b="', "<script>", "</b ", "<b ", "<![CDATA[", "<", "&", "<a =", "= ", "&#"],
)
@pytest.mark.parametrize("reader", [plain_text, plain_title, looks_like_markup])
def test_hostile_repetition_is_read_to_its_end(reader: Callable[[str], object], piece: str) -> None:
    # A quadratic pass over 64 KiB takes minutes here: the suite's own time limit is the judge.
    assert reader(_repeated(piece)) is not None


@given(st.text(alphabet=st.sampled_from(list("<>/!-=\"'&;#abp script[]CDT \n\x00\ud800é")), max_size=200))
def test_no_text_breaks_the_readers(markup: str) -> None:
    for text in (plain_text(markup), plain_title(markup)):
        cleaned = clean(text, 100)
        assert len(cleaned) <= 100
        assert cleaned == clean(cleaned, 100)
        cleaned.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_characters="<&", exclude_categories=["Cs"]), max_size=100))
def test_text_without_markup_comes_through_unchanged(text: str) -> None:
    assert plain_text(text) == text
    assert plain_title(text) == text


@given(st.lists(st.sampled_from(PIECES_OF_MARKUP), max_size=14).map("".join))
def test_a_comment_in_front_changes_nothing(markup: str) -> None:
    assert plain_text(markup) == plain_text(f"<!-- -->{markup}")
