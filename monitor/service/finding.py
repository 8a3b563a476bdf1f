"""Find the feeds of a site: the address itself, else what its page names, else the usual places."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin

from monitor.model import FeedState, Item
from monitor.outcome import Cause, Failed, Fetched, Response
from monitor.poll.discovery import (
    CANDIDATES,
    Candidate,
    Source,
    feeds_of_page,
    news_sitemaps,
    usual_places,
)
from monitor.service.looking import Look, Onlooker
from monitor.text.links import canonical_link, redacted

_PERMANENT: Final = (301, 308)
_UNREACHED: Final = (
    Cause.OFFLINE,
    Cause.UNRESOLVED,
    Cause.UNREACHABLE,
    Cause.TIMEOUT,
    Cause.TLS,
    Cause.ADDRESS,
)
"""With these there is no use in asking the same server for other paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that answered."""

    url: str
    """Where it is to be polled: where permanent redirects lead, else the address that was asked."""
    source: Source
    document: Fetched
    same_as: int | None = None
    """Its entries are those of this one among the found, counted from 0."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Newest first where they have dates, else as the document lists them."""
        items = self.document.document.items
        dated = [item for item in items if item.published]
        if len(dated) < len(items):
            return items
        return tuple(sorted(items, key=lambda item: str(item.published), reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was found, best first, and what was tried in vain: (address, why)."""

    found: tuple[FoundFeed, ...]
    vain: tuple[tuple[str, str], ...] = ()


class Finder:
    """Looks for feeds with a few visits to one site, each through the guarded client."""

    def __init__(self, onlooker: Onlooker) -> None:
        self._onlooker = onlooker

    async def find(self, urls: Sequence[str]) -> Search:
        """The feeds at the first of ``urls`` (spellings of one address) that answers at all."""
        vain: list[tuple[str, str]] = []
        for url in urls:
            look = await self._look(url, keep_body=True)
            if isinstance(look.outcome, Fetched):
                return Search(found=(_found(look, Source.ITSELF),))
            vain.append((url, _reason(look)))
            if isinstance(look.outcome, Failed) and look.outcome.cause in _UNREACHED:
                continue
            return await self._search_site(look, vain)
        return Search(found=(), vain=tuple(vain))

    async def _search_site(self, page: Look, vain: list[tuple[str, str]]) -> Search:
        """Named feeds, all of them; only without any the news sitemaps and the first usual place that answers."""
        answer = page.answer
        place = answer.url if answer else page.feed.url
        named = await self._named(answer, vain) if answer else ()
        found = await self._try_all(named, vain)
        if not found:
            found = await self._try_all(await self._sitemaps(place), vain)
        if not found:
            found = await self._first_of(usual_places(place))
            if not found:
                vain.append(
                    (place, f"nor is there a feed at {len(usual_places(place))} usual paths such as /feed")
                )
        return Search(found=_told_apart(found), vain=tuple(vain))

    async def _named(self, answer: Response, vain: list[tuple[str, str]]) -> tuple[Candidate, ...]:
        """What the page names; a page that no process survives names nothing."""
        if not answer.body:
            return ()
        work = self._onlooker.parsers.submit(feeds_of_page, answer.body, answer.url)
        try:
            return await asyncio.wrap_future(work)
        except Exception as error:  # noqa: BLE001
            # The edge of one page: killed, out of memory, or a fault in the parser of pages.
            vain.append((answer.url, f"the page cannot be read: {type(error).__name__}"))
            return ()

    async def _sitemaps(self, place: str) -> tuple[Candidate, ...]:
        robots = urljoin(place, "/robots.txt")
        answer = await self._onlooker.client.get(robots)
        self._onlooker.client.taken(robots)
        if not isinstance(answer, Response) or not answer.body:
            return ()
        return news_sitemaps(answer.body[: 512 * 1024].decode("utf-8", "replace"), robots)

    async def _try_all(self, candidates: Iterable[Candidate], vain: list[tuple[str, str]]) -> list[FoundFeed]:
        tried = tuple(candidates)[:CANDIDATES]
        looks = await asyncio.gather(*(self._look(each.url) for each in tried))
        vain += [(look.feed.url, _reason(look)) for look in looks if not isinstance(look.outcome, Fetched)]
        pairs = zip(looks, tried, strict=True)
        return [_found(look, each.source) for look, each in pairs if isinstance(look.outcome, Fetched)]

    async def _first_of(self, candidates: Iterable[Candidate]) -> list[FoundFeed]:
        for candidate in candidates:
            look = await self._look(candidate.url)
            if isinstance(look.outcome, Fetched):
                return [_found(look, candidate.source)]
        return []

    async def _look(self, url: str, *, keep_body: bool = False) -> Look:
        return await self._onlooker.look(FeedState(feed_id=0, url=url, name=url), keep_body=keep_body)


def spellings(typed: str) -> tuple[str, ...]:
    """What a person may mean by ``typed``: an address without scheme is tried with https, then http."""
    text = typed.strip()
    return (text,) if "://" in text else (f"https://{text}", f"http://{text}")


def _found(look: Look, source: Source) -> FoundFeed:
    outcome = look.outcome
    if not isinstance(outcome, Fetched):
        raise TypeError("only what was fetched is a feed")
    lasting = bool(outcome.hops) and all(status in _PERMANENT for status, _ in outcome.hops)
    return FoundFeed(url=outcome.final_url if lasting else look.feed.url, source=source, document=outcome)


def _told_apart(found: Sequence[FoundFeed]) -> tuple[FoundFeed, ...]:
    """Each address once; of feeds with the same entries (RSS beside Atom, say) the later ones say so."""
    once: dict[str, FoundFeed] = {}
    for feed in found:
        once.setdefault(canonical_link(feed.document.final_url), feed)
    kept: list[FoundFeed] = []
    for feed in once.values():
        links = _links(feed)
        same = next((place for place, other in enumerate(kept) if links and _links(other) == links), None)
        kept.append(replace(feed, same_as=same))
    return tuple(kept)


def _links(feed: FoundFeed) -> frozenset[str]:
    return frozenset(canonical_link(item.link) for item in feed.items if item.link)


def _reason(look: Look) -> str:
    if isinstance(look.outcome, Failed):
        return look.outcome.reason
    return f"{redacted(look.feed.url)} answered nothing new"
