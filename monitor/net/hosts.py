"""Politeness to hosts: one request at a time to each, and a pause between two."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

_MANY_HOSTS: Final = 2048


class _Host:
    """One host's turnstile."""

    __slots__ = ("free_at", "lock", "users")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.free_at = 0.0
        self.users = 0


class Hosts:
    """Who may speak to which host when."""

    def __init__(self, gap_s: Callable[[str], float]) -> None:
        """``gap_s``: for a host's key the seconds between two starts; asked after each turn."""
        self._gap_s = gap_s
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, key: str, *, pause: bool = True) -> AsyncIterator[None]:
        """Wait until nobody speaks to the host and (with ``pause``) its gap is over; hold it inside."""
        host = self._hosts.setdefault(key, _Host())
        host.users += 1
        try:
            async with host.lock:
                now = asyncio.get_running_loop().time
                if pause and host.free_at > now():
                    await asyncio.sleep(host.free_at - now())
                started = now()
                try:
                    yield
                finally:
                    host.free_at = started + self._gap_s(key)
        finally:
            host.users -= 1
            self._forget()

    def _forget(self) -> None:
        """Drop hosts that nobody waits for and whose pause is over, once there are many."""
        if len(self._hosts) < _MANY_HOSTS:
            return
        now = asyncio.get_running_loop().time()
        idle = [key for key, host in self._hosts.items() if not host.users and host.free_at <= now]
        for key in idle:
            del self._hosts[key]
