"""Every fault through the real poller with the product's own limits, each in a process of its own: the campaign."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import read_configuration, running
from tests.faults.http_cases import FAULTS, HEALTHY
from tests.faults.http_certificates import trusted
from tests.faults.http_serve import serving
from tests.faults.http_table import costs, faulty
from tests.stand import WATCH

SAMPLE = ("a gzip bomb", "200 MB in chunks", "100 MB of headers", "304 with a body", "silent in the body")
HASTY = '[network]\nallow = ["127.0.0.0/8"]\nconcurrent = 128\nconnect_s = 4\nread_s = 4.5\ntotal_s = 5\n'


@pytest.mark.faults
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_no_fault_costs_more_than_it_may() -> None:
    problems = {fault.name: found for fault, cost in costs(FAULTS) if (found := faulty(fault, cost))}
    assert problems == {}


@pytest.mark.faults
@pytest.mark.sample
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_some_faults_cost_no_more_than_they_may() -> None:
    chosen = [fault for fault in FAULTS if fault.name in SAMPLE]
    assert len(chosen) == len(SAMPLE)
    problems = {fault.name: found for fault, cost in costs(chosen) if (found := faulty(fault, cost))}
    assert problems == {}


def test_one_round_bears_all_the_faults_at_once_and_the_healthy_come_first(tmp_path: Path) -> None:
    config = tmp_path / "config"
    (config / "watches").mkdir(parents=True)
    (config / "newswake.toml").write_text(HASTY, encoding="utf-8")
    (config / "watches/story.toml").write_text(WATCH, encoding="utf-8")
    with serving() as served, trusted(served.authority, tmp_path):
        feeds = (f'[[feed]]\nurl = "{url}"\nname = "{name}"\n' for name, url in served.urls.items())
        (config / "feeds.toml").write_text("".join(feeds), encoding="utf-8")
        late = [timedelta(0)]
        clock = lambda: datetime.now(UTC) + late[0]  # noqa: E731 - a clock that is put forward
        with running(tmp_path / "n.db", read_configuration(config), purpose="test", clock=clock) as parts:
            late[0] = timedelta(hours=12)  # many new feeds are not due at once
            reports = list(parts.poller.finish_all())
    order = [report.feed for report in reports]
    told = {report.feed: report for report in reports}
    assert set(told) == set(served.urls)
    for fault in FAULTS + HEALTHY:
        report = told[fault.name]
        wanted = "failed" if fault.says else "fetched"
        assert (fault.name, report.outcome, report.reason) == (fault.name, wanted, report.reason)
        assert bool(report.reason) is bool(fault.says)
        assert "unexpected" not in report.reason
        assert "stored" not in report.reason
    last_healthy = max(order.index(healthy.name) for healthy in HEALTHY)
    dripping = [
        order.index(fault.name) for fault in FAULTS if "drip" in fault.name and fault.scheme == "http"
    ]
    assert last_healthy < min(dripping), "who is slow holds nobody up"
