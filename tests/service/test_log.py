"""One event, one line, whatever a feed puts into it."""

import json
import logging

from monitor.service.log import LONGEST_VALUE, JsonLines


def line(message: str, *values: object, error: BaseException | None = None) -> str:
    found = None if error is None else (type(error), error, None)
    record = logging.LogRecord("monitor.x", logging.WARNING, "x.py", 1, message, values, found)
    return JsonLines().format(record)


def test_a_title_cannot_forge_a_line_or_clear_the_screen() -> None:
    told = line("%s came", "ok\nERROR admin logged in\r\x1b[2J\u2028")
    assert len(told.splitlines()) == 1
    assert "\n" not in told
    assert "\x1b" not in told
    assert json.loads(told)["event"].startswith("ok\nERROR")


def test_long_values_are_cut() -> None:
    assert len(json.loads(line("x" * 5000))["event"]) == LONGEST_VALUE


def test_a_traceback_comes_along() -> None:
    assert "ValueError: no" in json.loads(line("it failed", error=ValueError("no")))["traceback"]
