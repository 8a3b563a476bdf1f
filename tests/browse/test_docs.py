import re
from pathlib import Path

import pytest

from monitor.browse.canned import CannedQuery, canned_queries
from monitor.browse.options import SETTINGS, STATIC_MOUNT

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "browse.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
def test_each_query_is_documented_with_its_fields(query: CannedQuery) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{query.name}`"))
    fields = re.findall(r"`([a-z_]+)`", row.split("|")[3])
    assert fields == [parameter.name for parameter in query.parameters]


def test_the_command_by_hand_has_our_settings() -> None:
    written = dict(re.findall(r"^    --setting (\w+) (\w+)", PAGE, re.MULTILINE))
    meant = {
        name: ("on" if value else "off") if isinstance(value, bool) else str(value)
        for name, value in SETTINGS.items()
    }
    assert written == meant


def test_the_command_by_hand_names_our_files() -> None:
    for option in (
        "--metadata metadata.json",
        '--template-dir "$PAGES/templates"',
        f'--static {STATIC_MOUNT}:"$PAGES/static"',
    ):
        assert option in PAGE
