"""Where a key stands in a TOML text."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.toml_lines import key_lines

TEXT = '''\
title = "a"            # 1

[network]
allow = [
  "127.0.0.0/8",
]
[watch.seed]
text = """
fake = 1
[fake.table]
"""
after = 1
[[recipient]]
address = "a@example.org"
[[recipient]]
address = "b@example.org"
forms.ar = ["x"]
[[recipient.part]]
name = 1
"quoted key" = 2
'''

CASES: dict[str, tuple[tuple[str | int, ...], int]] = {
    "a key before any table": (("title",), 1),
    "a table": (("network",), 3),
    "a key in a table": (("network", "allow"), 4),
    "an entry of a list stands on its key's line": (("network", "allow", 0), 4),
    "a dotted table": (("watch", "seed", "text"), 8),
    "text inside a multi-line string is no key": (("watch", "seed", "fake"), 7),
    "a key after a multi-line string": (("watch", "seed", "after"), 12),
    "the first of an array of tables": (("recipient", 0, "address"), 14),
    "the second of an array of tables": (("recipient", 1, "address"), 16),
    "a dotted key": (("recipient", 1, "forms", "ar"), 17),
    "an array inside an array": (("recipient", 1, "part", 0, "name"), 19),
    "a quoted key": (("recipient", 1, "part", 0, "quoted key"), 20),
    "an unknown key is shown at its table": (("network", "nothing"), 3),
    "nothing at all": (("nowhere",), 0),
}


@pytest.mark.parametrize(("path", "line"), CASES.values(), ids=CASES.keys())
def test_line_of_a_key(path: tuple[str | int, ...], line: int) -> None:
    assert key_lines(TEXT).line(path) == line


def test_the_sample_is_valid_toml() -> None:
    assert tomllib.loads(TEXT)["recipient"][1]["address"] == "b@example.org"


@given(st.text())
def test_any_text_has_a_map(text: str) -> None:
    lines = key_lines(text).lines.values()
    assert all(1 <= line <= len(text.splitlines()) for line in lines)
