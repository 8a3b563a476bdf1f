"""Which words of a text are shown and marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.snippet import SNIPPET_LENGTH, headline, snippet
from monitor.digest.values import Span
from monitor.model import Reason
from monitor.text.wording import shown


def reason(text: str, surface: str, field: str = "text") -> Reason:
    start = text.index(surface)
    return Reason(
        term=surface,
        surface=surface,
        field=field,
        start=start,
        end=start + len(surface),
        points=1.0,
        origin="person",
    )


def told(spans: tuple[Span, ...]) -> str:
    return "".join(f"*{span.text}*" if span.strong else span.text for span in spans)


LONG = "Nothing of note happened here for a while. " * 12

CASES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "matched words are marked": ("A Wagner unit left.", ("Wagner",), "A *Wagner* unit left."),
    "touching matches are one": ("The SA-22 system", ("SA", "SA-22"), "The *SA-22* system"),
    "blanks around a mark are kept": ("the  Wagner\ngroup", ("Wagner",), "the *Wagner* group"),
    "a short text is shown whole": ("No match at all", (), "No match at all"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_snippet(case: str) -> None:
    text, surfaces, expected = CASES[case]
    assert told(snippet(text, [reason(text, surface) for surface in surfaces])) == expected


def test_a_match_far_in_is_shown_with_the_start_of_a_sentence() -> None:
    text = f"{LONG}Then the Wagner unit left. {LONG}"
    result = told(snippet(text, [reason(text, "Wagner")]))
    assert "*Wagner* unit left." in result
    assert result.startswith("Nothing of note")
    assert result.endswith("…")


def test_a_text_that_only_repeats_the_title_is_left_out() -> None:
    assert snippet("  The  title ", (), title="The title") == ()


def test_a_reason_that_no_longer_fits_the_text_marks_nothing() -> None:
    stale = reason("Wagner left", "Wagner")
    assert told(snippet("Somebody else left", [stale])) == "Somebody else left"


def test_an_empty_title_is_said() -> None:
    assert told(headline(" \u202e", ())) == "(no title)"


def test_a_very_long_title_is_cut_at_a_word() -> None:
    result = told(headline("word " * 90, ()))
    assert result.endswith("word…")
    assert len(result) <= 222


@given(text=st.text(max_size=900), start=st.integers(0, 900), length=st.integers(1, 30))
def test_a_snippet_is_short_and_its_marks_are_what_matched(text: str, start: int, length: int) -> None:
    surface = text[start : start + length]
    found = Reason(
        term="t",
        surface=surface,
        field="text",
        start=start,
        end=start + len(surface),
        points=1,
        origin="seed",
    )
    spans = snippet(text, [found])
    assert len("".join(span.text for span in spans)) <= SNIPPET_LENGTH + length + 4
    marked = [span.text for span in spans if span.strong]
    # Side by side, several are one mark; the cut may go through the last.
    assert all(text in shown(surface) * (1 + text.count(shown(surface)[:1])) for text in marked)
    if spans and shown(surface).strip():
        assert any(span.strong for span in spans)
