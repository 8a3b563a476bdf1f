from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.differences import MOST_UNITS, Piece, PieceKind, difference, shortened

WORDS = st.text(alphabet="ab 12.,\n真主党", max_size=120)


def shown(pieces: tuple[Piece, ...]) -> str:
    marks = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


CASES = {
    "nothing changed": ("Ferry sinks", "Ferry sinks", "Ferry sinks"),
    "from nothing": ("", "Ferry sinks", "[+Ferry sinks+]"),
    "to nothing": ("Ferry sinks", "", "[-Ferry sinks-]"),
    "a number": ("At least 37 dead", "At least 69 dead", "At least [-37-][+69+] dead"),
    "a word put in": ("Mayor is to blame", "Mayor is not to blame", "Mayor is [+not +]to blame"),
    "neighbouring words are one change": (
        "Chief is negotiating with rebels in port",
        "Chief is arrested by rebels in port",
        "Chief is [-negotiating with-][+arrested by+] rebels in port",
    ),
    "spelling and blanks stay": (
        "Ferry  SINKS off\tpier",
        "Ferry  sinks off\tpier",
        "Ferry  [-SINKS-][+sinks+] off\tpier",
    ),
    "the end": ("Ferry sinks", "Ferry sinks, 3 dead", "Ferry sinks[+, 3 dead+]"),
    "Chinese by characters": ("港口爆炸致3人死亡", "港口爆炸致9人死亡", "港口爆炸致[-3-][+9+]人死亡"),
    "Chinese word": ("部长否认会面", "部长承认会面", "部长[-否-][+承+]认会面"),
    "Arabic": ("مقتل ثلاثة في الميناء", "مقتل أربعة في الميناء", "مقتل [-ثلاثة-][+أربعة+] في الميناء"),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES.keys())
def test_a_difference_reads_word_by_word(before: str, after: str, expected: str) -> None:
    assert shown(difference(before, after)) == expected


@given(st.one_of(WORDS, st.text(max_size=60)), st.one_of(WORDS, st.text(max_size=60)))
def test_both_versions_can_be_put_together_again(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED) == after
    assert all(piece.text for piece in pieces)
    assert all(one.kind is not other.kind for one, other in pairwise(pieces))


@given(WORDS)
def test_a_text_differs_from_itself_nowhere(text: str) -> None:
    assert {piece.kind for piece in difference(text, text)} <= {PieceKind.SAME}


HARD = {
    "one word over and over": ("so " * 2000, "so " * 1999 + "no "),
    "two words in another order": ("a b " * 1500, "b a a " * 1000),
    "Chinese turned about": ("港口" * 3000, "口港港" * 2000),
    "all new": ("".join(f"a{i} " for i in range(1200)), "".join(f"b{i} " for i in range(1200))),
    "every word moved": (
        "".join(f"a{i} " for i in range(1200)),
        "".join(f"a{i} " for i in range(1200, 0, -1)),
    ),
    "too long to compare": ("a " * MOST_UNITS + "b", "b " * MOST_UNITS + "a"),
}


@pytest.mark.parametrize(("before", "after"), HARD.values(), ids=HARD.keys())
def test_hard_texts_are_put_together_again_too(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED) == after


def test_one_change_far_into_a_long_text_is_one_change() -> None:
    words = [f"word{i % 50}" for i in range(1000)]
    changed = [*words[:500], "sunk", *words[501:]]
    kinds = [piece.kind for piece in difference(" ".join(words), " ".join(changed))]
    assert kinds == [PieceKind.SAME, PieceKind.REMOVED, PieceKind.ADDED, PieceKind.SAME]


def test_long_stretches_that_stayed_are_shortened() -> None:
    before = (
        "one two three four five six dead, seven eight nine ten x y eleven twelve alive. The end of it all"
    )
    pieces = difference(before, before.replace("dead", "hurt").replace("alive", "well"))
    assert shown(shortened(pieces, around=2)) == (
        "… five six [-dead-][+hurt+], seven eight … eleven twelve [-alive-][+well+]. The end …"
    )


def test_short_stretches_stay_whole() -> None:
    pieces = difference("At least 37 dead", "At least 69 dead")
    assert shortened(pieces) == pieces
