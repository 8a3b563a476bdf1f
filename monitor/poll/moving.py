"""Permanent redirects: when the new address is taken over, and when it is given back (rule B5)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never
from urllib.parse import urlsplit

from monitor.feed_memory import Moving
from monitor.outcome import Failed, FailureKind, Fetched, NotModified, Outcome

PERMANENT: Final = (301, 308)
POLLS: Final = 5
LASTING: Final = timedelta(hours=72)
"""So many polls over so long must lead to the same address before it is taken over."""
UPGRADE_POLLS: Final = 2
"""To the same address with https instead of http, so many are enough."""
FAILURES: Final = 3
"""After so many failed polls in a row a new address is given back, and not taken again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What is remembered from now on, and what to do about the address."""

    moving: Moving
    adopt: str = ""
    """Address to poll from now on."""
    give_back: bool = False
    """Poll the address of the configuration again."""


def moving_after(
    moving: Moving,
    outcome: Outcome,
    *,
    asked_url: str,
    shares_known: bool,
    now: datetime,
    configured_url: str = "",
) -> Move:
    """What a poll of ``asked_url`` says about where the feed lives.

    ``shares_known``: what came has something in common with what was stored of the feed before; without it no
    address is taken over. One that leads back to ``configured_url`` is given back, and an address once left is not
    taken again, so that redirects in both directions end.
    """
    match outcome:
        case Failed(kind=FailureKind.THROTTLED | FailureKind.LOCAL):
            return Move(moving=moving)
        case Failed():
            return _failed(moving, asked_url)
        case Fetched() | NotModified():
            calm = replace(moving, failures=0)
            move = _answered(calm, outcome.hops, asked_url, now, shares_known=shares_known)
            return _left(move, asked_url, configured_url)
        case _:
            assert_never(outcome)


def _left(move: Move, asked_url: str, configured_url: str) -> Move:
    """With the address that is left for another kept in mind, where it is not that of the configuration."""
    if not move.adopt or asked_url == (configured_url or asked_url):
        return move
    refused = (*move.moving.refused, asked_url)
    if move.adopt == configured_url:
        return Move(moving=Moving(refused=refused), give_back=True)
    return replace(move, moving=replace(move.moving, refused=refused))


def _failed(moving: Moving, asked_url: str) -> Move:
    if moving.adopted_at is None:
        return Move(moving=moving)
    if moving.failures + 1 < FAILURES:
        return Move(moving=replace(moving, failures=moving.failures + 1))
    return Move(moving=Moving(refused=(*moving.refused, asked_url)), give_back=True)


def _answered(
    moving: Moving, hops: tuple[tuple[int, str], ...], asked_url: str, now: datetime, *, shares_known: bool
) -> Move:
    target = _permanent_target(hops, asked_url)
    if not target or target in moving.refused:
        return Move(moving=replace(moving, target="", since=None, polls=0))
    if target == moving.target and moving.since is not None:
        seen = replace(moving, polls=moving.polls + 1)
        since = moving.since
    else:
        seen, since = replace(moving, target=target, since=now, polls=1), now
    lasting = seen.polls >= POLLS and now - since >= LASTING
    upgraded = seen.polls >= UPGRADE_POLLS and _is_upgrade(asked_url, target)
    if shares_known and (lasting or upgraded):
        return Move(moving=Moving(adopted_at=now, refused=moving.refused), adopt=target)
    return Move(moving=seen)


def _permanent_target(hops: tuple[tuple[int, str], ...], asked_url: str) -> str:
    """Where every hop permanently leads; ``""`` where none does, or from https to http."""
    if not hops or any(status not in PERMANENT for status, _ in hops):
        return ""
    target = hops[-1][1]
    weaker = urlsplit(asked_url).scheme == "https" and urlsplit(target).scheme != "https"
    return "" if weaker else target


def _is_upgrade(asked_url: str, target: str) -> bool:
    asked, new = urlsplit(asked_url), urlsplit(target)
    same = (asked.hostname, asked.path, asked.query) == (new.hostname, new.path, new.query)
    return same and (asked.scheme, new.scheme) == ("http", "https")
