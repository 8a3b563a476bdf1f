"""Every fault of the server, through the real reader of feeds; what only a time limit ends has short ones here."""

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.model import FeedState
from monitor.net.client import Client
from monitor.outcome import Failed, Fetched, NotModified, Outcome
from monitor.service.visiting import FeedReader
from monitor.settings import NetworkSettings
from monitor.workers.pool import ProcessPool
from tests.faults.fault_server import Fault
from tests.faults.http_cases import FAULTS
from tests.faults.http_certificates import trusted
from tests.faults.http_serve import serving

ALLOW = ("127.0.0.0/8",)
PATIENT = NetworkSettings(allow=ALLOW, concurrent=100)
HASTY = NetworkSettings(allow=ALLOW, concurrent=100, connect_s=3.0, read_s=2.0, total_s=6.0)


async def visit_all(urls: dict[str, str], parsers: ProcessPool) -> dict[str, Outcome]:
    clients = {False: Client(PATIENT), True: Client(HASTY)}

    async def visit(fault: Fault) -> Outcome:
        reader = FeedReader(client=clients[fault.slow], parsers=parsers, clock=lambda: datetime.now(UTC))
        return await reader.outcome(FeedState(feed_id=1, url=urls[fault.name], name=fault.name))

    try:
        outcomes = await asyncio.gather(*map(visit, FAULTS))
        again = FeedReader(client=clients[False], parsers=parsers, clock=lambda: datetime.now(UTC))
        asked = FeedState(feed_id=1, url=urls["304 with a body"], name="asked", etag='"1"')
        known = await again.outcome(asked)
    finally:
        for client in clients.values():
            await client.aclose()
    return {fault.name: outcome for fault, outcome in zip(FAULTS, outcomes, strict=True)} | {"asked": known}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Outcome]]:
    parsers = ProcessPool(workers=1)
    folder = tmp_path_factory.mktemp("authority")
    with serving() as served, trusted(served.authority, folder):
        yield asyncio.run(visit_all(served.urls, parsers))
    parsers.close()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_a_failure_with_a_reason(outcomes: dict[str, Outcome], fault: Fault) -> None:
    outcome = outcomes[fault.name]
    if not fault.says:
        assert isinstance(outcome, Fetched)
        return
    assert isinstance(outcome, Failed)
    assert re.search(fault.says, outcome.reason)
    assert "unexpected" not in outcome.reason
    assert outcome.traceback == ""
    assert len(outcome.reason) < 300


def test_a_304_with_a_body_to_who_asked_is_a_304(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes["asked"]
    assert isinstance(outcome, NotModified)
    assert not outcome.same_body


def test_the_faults_are_many_and_differ() -> None:
    assert len(FAULTS) >= 30
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
