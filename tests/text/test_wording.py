"""Feed text fit to be shown, and lists in words."""

import pytest

from monitor.text.wording import listed, shown

SHOWN: dict[str, tuple[str, str]] = {
    "direction overrides go": ("a\u202egpj.exe", "agpj.exe"),
    "joiners stay": ("می\u200cخواهم", "می\u200cخواهم"),
    "white space is one blank": ("a \n\t b", "a b"),
    "terminal escapes go": ("a\x1b[2Jb", "a[2Jb"),
}


@pytest.mark.parametrize("case", SHOWN)
def test_shown_text_is_harmless(case: str) -> None:
    raw, expected = SHOWN[case]
    assert shown(raw) == expected


def test_lists_read_as_sentences() -> None:
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
