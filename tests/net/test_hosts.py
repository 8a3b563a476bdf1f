import asyncio

import pytest

from monitor.net.hosts import Hosts


class Clock:
    """An event loop's time and sleep, of which both are told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.slept: list[float] = []
        self._sleep = asyncio.sleep
        monkeypatch.setattr("monitor.net.hosts.asyncio.sleep", self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await self._sleep(0)


async def visit(hosts: Hosts, key: str, *, pause: bool = True) -> None:
    async with hosts.turn(key, pause=pause):
        pass


def test_the_second_visit_to_a_host_waits_for_its_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    async def scenario() -> None:
        hosts = Hosts(lambda _: 100.0)
        await visit(hosts, "a:80")
        await visit(hosts, "b:80")
        assert clock.slept == []
        await visit(hosts, "a:80")

    asyncio.run(scenario())
    assert len(clock.slept) == 1
    assert 90 < clock.slept[0] <= 100


def test_there_is_no_wait_without_gap_or_within_one_errand(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    async def scenario() -> None:
        hosts = Hosts(lambda key: 0.0 if key == "local:80" else 100.0)
        await visit(hosts, "local:80")
        await visit(hosts, "local:80")
        await visit(hosts, "a:80")
        await visit(hosts, "a:80", pause=False)

    asyncio.run(scenario())
    assert clock.slept == []


def test_idle_hosts_are_forgotten_once_there_are_many() -> None:
    async def scenario() -> int:
        hosts = Hosts(lambda _: 0.0)
        for number in range(5000):
            await visit(hosts, f"{number}.example:80")
        return len(hosts._hosts)  # noqa: SLF001 - that it does not grow is the point

    assert asyncio.run(scenario()) < 2100
