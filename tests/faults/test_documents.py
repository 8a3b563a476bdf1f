"""Hostile documents from a real server through the real poller: each is read or refused, and harms no other feed."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import read_configuration, running
from tests.faults.documents_cases import DOCUMENTS, KINDS, SMALL
from tests.faults.documents_table import faulty, prices
from tests.faults.fault_server import Fault
from tests.faults.http_cases import HEALTHY
from tests.faults.http_serve import serving
from tests.stand import WATCH

HASTY = '[network]\nallow = ["127.0.0.0/8"]\nconcurrent = 128\n[poll]\nparse_timeout_s = 1.5\n'
SAMPLE = (
    "distinct categories, 1 MiB",
    "comment openers in CDATA, 9 MiB",
    "a billion laughs, 1 MiB",
    "JSON items by the million, 9 MiB",
    "empty items by the million, 64 KiB",
    "many attributes by default, 64 KiB",
)


def test_names_tell_documents_apart() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_small_hostile_documents_are_read_or_refused_and_the_healthy_beside_them_read(tmp_path: Path) -> None:
    config = tmp_path / "config"
    (config / "watches").mkdir(parents=True)
    (config / "newswake.toml").write_text(HASTY, encoding="utf-8")
    (config / "watches/story.toml").write_text(WATCH, encoding="utf-8")
    with serving("small documents") as served:
        feeds = (f'[[feed]]\nurl = "{url}"\nname = "{name}"\n' for name, url in served.urls.items())
        (config / "feeds.toml").write_text("".join(feeds), encoding="utf-8")
        late = [timedelta(0)]
        clock = lambda: datetime.now(UTC) + late[0]  # noqa: E731 - a clock that is put forward
        with running(tmp_path / "n.db", read_configuration(config), purpose="test", clock=clock) as parts:
            late[0] = timedelta(hours=12)  # many new feeds are not due at once
            told = {report.feed: report for report in parts.poller.finish_all()}
    assert set(told) == set(served.urls)
    for document in SMALL:
        report = told[document.name]
        wanted = "failed" if report.reason else "fetched"
        assert (document.name, report.outcome) == (document.name, wanted)
        assert "unexpected" not in report.reason
        assert "stored" not in report.reason
        assert "the document cannot be read" not in report.reason
    assert [told[healthy.name].items_new for healthy in HEALTHY] == [1] * len(HEALTHY)


@pytest.mark.faults
@pytest.mark.sample
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_some_hostile_documents_cost_no_more_than_they_may() -> None:
    chosen = [document for document in DOCUMENTS if document.name in SAMPLE]
    assert len(chosen) == len(SAMPLE)
    assert problems(chosen) == {}


@pytest.mark.faults
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_no_hostile_document_costs_more_than_it_may() -> None:
    assert problems(DOCUMENTS) == {}


def problems(documents: Sequence[Fault]) -> dict[str, list[str]]:
    return {document.name: found for document, price in prices(documents) if (found := faulty(price))}
