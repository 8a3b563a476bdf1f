"""Five weeks of feeds that fall ill: each ends in the state it is there for, and the mail tells of it once."""

from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from monitor.app import reading
from monitor.demo.ailments import NEWCOMER, PATIENTS
from monitor.demo.run import delivered
from monitor.demo.ward import run_ward
from monitor.feed_memory import Health
from monitor.store.feed_history import history
from monitor.store.feeds import status


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    root = tmp_path_factory.mktemp("ward")
    return root, run_ward(root, lambda _line: None)


def test_every_state_of_health_there_is_comes_about(ward: tuple[Path, dict[str, str]]) -> None:
    _, health = ward
    assert health == {patient.name: patient.health for patient in (*PATIENTS, NEWCOMER)}
    assert set(health.values()) == {state.value for state in Health}


def test_each_change_is_a_row_and_a_line_in_a_mail(ward: tuple[Path, dict[str, str]]) -> None:
    root, _ = ward
    texts = []
    for path in delivered(root / "mail"):
        part = message_from_bytes(path.read_bytes(), policy=SMTP).get_body(("plain",))
        assert part is not None
        texts.append(" ".join(part.get_content().split()))
    with reading(root / "data" / "newswake.db") as db:
        changes = {one.name: [each.after.value for each in history(db, one.feed_id)] for one in status(db)}
    assert changes["Dock Daily"] == ["failing", "degraded", "ok"]
    assert changes["Lighthouse Letter"] == ["gone", "ok"]
    for line in ("Dock Daily has failed for more than a week", "Ferry News has moved for good"):
        assert sum(line in text for text in texts) == 1, line
