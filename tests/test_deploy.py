"""What lies in ``deploy/`` fits the program."""

import json
import re
import shlex
from pathlib import Path

import pytest

from monitor.cli import COMMANDS
from monitor.service.metrics import Metrics
from monitor.settings import parse_settings
from monitor.store.numbers import Numbers

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["grafana.json", "alerts.yml"])
def test_every_number_asked_for_is_one_we_tell(name: str) -> None:
    metrics = Metrics()
    metrics.watch(
        lambda: Numbers(due=0, last_success=None, by_health=(), gaps=0, blocked_hosts=0, subscriptions=())
    )
    # Counters with labels have no line before they count, but their names are told.
    told = set(re.findall(r"^# TYPE (\w+)", metrics.text().decode(), re.MULTILINE))
    asked = set(re.findall(r"newswake_\w+", read(name)))
    assert asked
    assert {number for number in asked if number.removesuffix("_bucket") not in told} == set()


def test_the_dashboard_can_be_imported() -> None:
    dashboard = json.loads(read("grafana.json"))
    numbers = [panel["id"] for panel in dashboard["panels"]]
    assert len(set(numbers)) == len(numbers)


def test_the_unit_starts_a_command_we_have() -> None:
    found = re.search(r"^ExecStart=\S+/newswake (.+)$", read("newswake.service"), re.MULTILINE)
    assert found is not None
    words = shlex.split(found[1])
    assert words[::2][:2] == ["--config", "--db"]
    assert words[4:] == ["run"]
    assert "run" in COMMANDS


def test_the_container_listens_where_prometheus_asks() -> None:
    found = re.search(r'NEWSWAKE_WEB__LISTEN: "(.+)"', read("compose.yaml"))
    assert found is not None
    settings = parse_settings("", file="newswake.toml", environment={"NEWSWAKE_WEB__LISTEN": found[1]})
    port = settings.web.listen.rpartition(":")[2]
    assert f'targets: ["newswake:{port}"]' in read("prometheus.yml")
