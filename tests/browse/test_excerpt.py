"""What is shown of an edit: the change, and little else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.browse.excerpt import CHANGES_SHOWN, compared, excerpt
from monitor.story.differences import Piece, PieceKind

LONG = "The harbour master said on Friday that the northern basin would stay closed until at least Sunday evening"


def written(parts: tuple[Piece, ...]) -> str:
    marks = {PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "[+{}+]", PieceKind.SAME: "{}"}
    return "".join(marks[part.kind].format(part.text) for part in parts)


SHOWN: dict[str, tuple[str, str, str]] = {
    "one number": ("at least 37 dead", "at least 69 dead", "at least [-37-][+69+] dead"),
    "the same": ("at least 37 dead", "at least 37  dead", ""),
    "far words go": (
        f"{LONG} at 37.",
        f"{LONG} at 69.",
        "… until at least Sunday evening at [-37-][+69+].",
    ),
    "between two changes": (
        f"37 {LONG} 12",
        f"69 {LONG} 14",
        "[-37-][+69+] The harbour master said on Friday … closed until at least Sunday evening [-12-][+14+]",
    ),
    "a text that is all new is quoted short": ("", LONG * 4, "[+" + LONG.rpartition(" ")[0]),
}


@pytest.mark.parametrize("case", SHOWN)
def test_changes_stand_in_a_few_words(case: str) -> None:
    before, after, expected = SHOWN[case]
    parts, more = excerpt(compared(before, after))
    assert written(parts).startswith(expected)
    assert bool(parts) == bool(expected)
    assert more == 0
    assert all(len(part.text.split()) <= 27 for part in parts)


def test_changes_that_are_not_shown_are_counted() -> None:
    before, after = (
        " ".join(f"{word}{number} here{number}" for number in range(20)) for word in ("old", "new")
    )
    parts, more = excerpt(compared(before, after))
    assert sum(part.kind is PieceKind.REMOVED for part in parts) == CHANGES_SHOWN
    assert more == 20 - CHANGES_SHOWN


@given(st.text("ab 12.\n", max_size=60), st.text("ab 12.\n", max_size=60))
def test_both_texts_can_be_read_off(before: str, after: str) -> None:
    parts = compared(before, after)
    old = "".join(part.text for part in parts if part.kind is not PieceKind.ADDED)
    new = "".join(part.text for part in parts if part.kind is not PieceKind.REMOVED)
    if parts:
        assert (old.split(), new.split()) == (before.split(), after.split())
    else:
        assert before.split() == after.split()
