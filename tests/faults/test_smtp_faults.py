"""A mail server that fails, and a sender that is killed: a sample here, all of it with ``make smtp-faults``."""

from pathlib import Path

import pytest
import trustme

from tests.faults.smtp_cases import CASES, Case
from tests.faults.smtp_kill import KILLS, Kill, killed, wrong
from tests.faults.smtp_session import borne, problems

SAMPLE = (
    *(
        "connect: refused",
        "banner: 4xx",
        "EHLO: close",
        "STARTTLS: garbage",
        "TLS: reset",
        "AUTH: 5xx",
        "RCPT: 5xx",
    ),
    *("DATA: garbage", "body: 4xx", "dot: hang", "dot: accepted, then close", "QUIT: hang", "QUIT: 5xx"),
)
KILLED_AT = ("kill at RCPT", "kill at dot, once accepted", "kill at QUIT")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def marks(name: str, sample: tuple[str, ...]) -> tuple[pytest.MarkDecorator, ...]:
    """The sample is in every run; the rest in the campaigns."""
    return () if name in sample else (pytest.mark.faults,)


@pytest.mark.parametrize(
    "case", [pytest.param(one, id=one.name, marks=marks(one.name, SAMPLE)) for one in CASES]
)
def test_a_fault_is_borne(case: Case, authority: trustme.CA, tmp_path: Path) -> None:
    assert problems(case, borne(case, tmp_path, authority=authority)) == []


@pytest.mark.parametrize(
    "kill", [pytest.param(one, id=one.name, marks=marks(one.name, KILLED_AT)) for one in KILLS]
)
def test_a_killed_sender_goes_on(kill: Kill, authority: trustme.CA, tmp_path: Path) -> None:
    assert wrong(kill, killed(kill, authority, tmp_path)) == []


def test_there_are_enough_cases() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 74
    assert {*SAMPLE, *KILLED_AT} <= {case.name for case in CASES} | {kill.name for kill in KILLS}
