from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.poll.retry_after import LONGEST_S, retry_after_s

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SERVER = "Tue, 24 Nov 2026 10:00:00 GMT"

CASES = {
    "no header": (None, SERVER, None),
    "seconds": ("120", SERVER, 120.0),
    "seconds with blanks": (" 120 ", None, 120.0),
    "none at all": ("0", None, 0.0),
    "a date counts from the server's clock": ("Tue, 24 Nov 2026 10:05:00 GMT", SERVER, 300.0),
    "a date counts from ours where the server's is not given": ("Tue, 24 Nov 2026 12:05:00 GMT", None, 300.0),
    "a date counts from ours where the server's is nonsense": (
        "Tue, 24 Nov 2026 12:05:00 GMT",
        "today",
        300.0,
    ),
    "a date that is over": ("Tue, 24 Nov 2026 09:00:00 GMT", SERVER, None),
    "a week": ("604800", None, LONGEST_S),
    "a date in ten years": ("Tue, 24 Nov 2036 10:00:00 GMT", SERVER, LONGEST_S),
    "more digits than an integer may have": ("9" * 5000, None, LONGEST_S),
    "a negative number": ("-5", None, None),
    "a fraction": ("1.5", None, None),
    "digits of another script": ("١٢٠", None, None),
    "words": ("soon", None, None),
    "nothing": ("", None, None),
    "a date that does not exist": ("Tue, 31 Nov 2026 10:00:00 GMT", SERVER, None),
}


@pytest.mark.parametrize(("value", "date", "expected"), CASES.values(), ids=CASES.keys())
def test_retry_after(value: str | None, date: str | None, expected: float | None) -> None:
    assert retry_after_s(value, date=date, now=NOW) == expected


@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=40)))
def test_any_header_is_a_sane_wait_or_none(value: str, date: str | None) -> None:
    seconds = retry_after_s(value, date=date, now=NOW)
    assert seconds is None or 0 <= seconds <= LONGEST_S
