"""The composition root of what looks and stores nothing: ``feeds add``, ``feeds check``, a dry run, seeds."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from sqlite_utils import Database

from monitor.app import Configuration, feed_reader, reading, utc_now, workshop
from monitor.errors import SeedError
from monitor.model import FeedSource, FeedState, Seed
from monitor.outcome import FetchFailed
from monitor.service.bounds import bounds_of
from monitor.service.finding import Finder, Search
from monitor.service.looking import Look, NotingClient, Onlooker
from monitor.service.loop import LoopThread
from monitor.service.previewing import Preview, Previewer, state_for
from monitor.service.tracking import build_tracker
from monitor.settings import FILE_NAME, Settings, load_settings
from monitor.store import feeds
from monitor.store.connection import open_store
from monitor.watch.article import kind_of, read_seed, seed_from_file

MANY = 100_000
"""More feeds than anybody follows: a round without a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookout:
    """Visits through the guarded client, one after another or many at once."""

    onlooker: Onlooker
    loop: LoopThread

    def find(self, urls: Sequence[str]) -> Search:
        """The feeds of a site; ``urls`` are spellings of its address."""
        return self.loop.submit(Finder(self.onlooker).find(urls)).result()

    def look(self, states: Sequence[FeedState]) -> Iterator[Look]:
        """Visit all at once, as manners allow; in the order given."""
        visits = [self.loop.submit(self.onlooker.look(state)) for state in states]
        for visit in visits:
            yield visit.result()


@contextmanager
def lookout(settings: Settings) -> Iterator[Lookout]:
    """What fetches and parses, with the loop it runs on; on the way out, what is under way is cancelled."""
    client = NotingClient(settings.network)
    with workshop(settings, client) as (parsers, loop):
        yield Lookout(onlooker=Onlooker(client=client, parsers=parsers, clock=utc_now), loop=loop)


@contextmanager
def reading_any(database: Path) -> Iterator[Database]:
    """The database for looking, fine while a service writes it; an empty one where there is none yet."""
    if database.exists():
        with reading(database) as db:
            yield db
        return
    with tempfile.TemporaryDirectory(prefix="newswake-") as folder:
        db = open_store(Path(folder) / "empty.db")
        try:
            yield db
        finally:
            db.close()


def preview_feeds(
    database: Path, configuration: Configuration, urls: Sequence[str], *, with_hits: bool = False
) -> Iterator[Preview]:
    """Visit the feeds at ``urls``, followed or not, and say of each all that the visit would change."""
    by_url = {source.url: source for source in configuration.sources}
    with reading_any(database) as db:
        states = [state_for(db, url, by_url.get(url)) for url in urls]
        yield from _previews(db, configuration, states, with_hits=with_hits)


def dry_run(database: Path, configuration: Configuration) -> Iterator[Preview]:
    """What a round would do now: those that are due, listed for the first time among them."""
    with reading_any(database) as db:
        listed = {source.url for source in configuration.sources}
        known = {one.url for one in feeds.status(db)}
        due = [one for one in feeds.due_unclaimed(db, utc_now(), MANY) if one.configured_url in listed]
        new = [state_for(db, one.url, one) for one in configuration.sources if one.url not in known]
        yield from _previews(db, configuration, (*due, *new), with_hits=True)


def _previews(
    db: Database, configuration: Configuration, states: Sequence[FeedState], *, with_hits: bool
) -> Iterator[Preview]:
    if not states:
        return
    settings = configuration.settings
    previewer = Previewer(
        db,
        bounds=bounds_of(settings.poll),
        tracker=build_tracker(db, configuration.watches) if with_hits else None,
    )
    by_url: dict[str, FeedSource] = {source.url: source for source in configuration.sources}
    with lookout(settings) as parts:
        for look in parts.look(states):
            yield previewer.preview(look, by_url.get(look.feed.configured_url))


def read_seeds(origins: Sequence[str], config: Path, standard_input: BinaryIO) -> tuple[Seed, ...]:
    """The seeds at ``origins``: files, ``-`` for standard input, or URLs (fetched through the one HTTP client).

    Raises ``SeedError`` for what is no article or can't be had.
    """
    return tuple(_read_seed(origin, config, standard_input) for origin in origins)


def _read_seed(origin: str, config: Path, standard_input: BinaryIO) -> Seed:
    if origin == "-":
        content = standard_input.read()
        return read_seed(origin, content, kind=kind_of(origin, content))
    if not origin.startswith(("http://", "https://")):
        return seed_from_file(Path(origin))
    settings = load_settings(config) if (config / FILE_NAME).exists() else Settings()
    with feed_reader(settings, utc_now) as (reader, loop):
        answer = loop.submit(reader.page(origin)).result()
    if isinstance(answer, FetchFailed):
        raise SeedError(origin, answer.reason)
    if answer.status != HTTPStatus.OK:
        raise SeedError(
            origin, f"the server answered {answer.status}; save the article and give the file instead"
        )
    return read_seed(origin, answer.body, kind=kind_of(origin, answer.body))
