"""How much of a report is quoted, whatever it is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.browse.quote import QUOTE_LETTERS, QUOTE_WORDS, clipped, quote
from monitor.text.script import has_boundary

LONG = " ".join(f"word{number}" for number in range(60))

CLIPPED: dict[str, tuple[str, str]] = {
    "a short text stays": ("Port closed after a leak.", "Port closed after a leak."),
    "twenty-five words, then an ellipsis": (LONG, " ".join(LONG.split()[:25]) + " …"),
    "fifty letters where words are not set apart": ("港" * 80, "港" * 50 + " …"),
    "exactly fifty stay": ("港" * 50, "港" * 50),
    "both scripts share the room": ("港" * 48 + " one two three", "港" * 48 + " one …"),
    "a letter keeps its marks": ("ก" * 49 + "กิ่" * 10, "ก" * 49 + " …"),
    "no dangling comma": (" ".join(["a,"] * 40), " ".join(["a,"] * 25)[:-1] + " …"),
    "one endless word is cut": ("x" * 900, "x" * 400 + " …"),
}


@pytest.mark.parametrize("case", CLIPPED)
def test_quotes_are_short(case: str) -> None:
    text, expected = CLIPPED[case]
    assert clipped(text) == expected


@given(st.text(alphabet=st.sampled_from("ab, .港口กิ한ア א\n"), max_size=900))
def test_no_text_is_quoted_longer(text: str) -> None:
    told = clipped(text).removesuffix(" …")
    letters = sum(not has_boundary(character) for character in told)
    spaced = [word for word in told.split() if all(map(has_boundary, word))]
    assert letters <= QUOTE_LETTERS
    assert len(spaced) <= QUOTE_WORDS
    assert " ".join(text.split()).startswith(told)


QUOTES: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "the lead, where nothing tells": ("First sentence. Second one.", "T", (), "First sentence. Second one."),
    "the sentence with the new words": (
        "First sentence. At least 69 people were treated in hospital overnight. Third.",
        "T",
        ("69", "treated"),
        "… At least 69 people were treated in hospital overnight. Third.",
    ),
    "a headline at the start is passed over": (
        "Port closed. The leak began at six.",
        "Port closed",
        (),
        "The leak began at six.",
    ),
    "no more than the headline": ("Port closed", "Port closed", (), ""),
    "nothing": ("", "T", (), ""),
    "ideographic full stops end sentences": (
        "港口关闭。阀门检修记录自十月起缺失。",
        "",
        ("阀门",),
        "… 阀门检修记录自十月起缺失。",
    ),
    "not where it was first": (
        "A leak closed the port. The post Port closed appeared first on Harbour Wire.",
        "Port closed",
        ("closed",),
        "A leak closed the port.",
    ),
    "no addresses": ("Watch https://feed.example/a?b=c now", "T", (), "Watch now"),
    "not the credit of a picture": (
        "Port closed again. (Wire/Jo Halloran)",
        "",
        ("Halloran",),
        "Port closed again. (Wire/Jo Halloran)",
    ),
    "controls and direction marks go": ("a\u202eb\x1b[2J c", "", (), "ab[2J c"),
}


@pytest.mark.parametrize("case", QUOTES)
def test_the_quote_says_what_is_new(case: str) -> None:
    text, title, telling, expected = QUOTES[case]
    assert quote(text, title=title, telling=telling) == expected
