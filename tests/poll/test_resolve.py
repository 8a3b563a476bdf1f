"""Which stored item each entry is. The store is played by a list that keeps what each document brought."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from monitor.model import Item
from monitor.poll.naming import Entry, entry_of
from monitor.poll.resolve import Known, Resolution, StoredEntry, resolve
from monitor.text.links import canonical_link

OLD = "Two killed in strike on port"
EDITED = "Three killed in strike on port"
OTHER = "Parliament passes the budget"
A = Item(guid="a", link="https://x.example/1", title=OLD, text="Text", published_raw="Thu, 23 Nov 2023")
B = Item(guid="b", link="https://x.example/2", title=OTHER, text="Text", published_raw="Fri, 24 Nov 2023")


@dataclass
class Feed:
    """What the store does with documents, without a store."""

    rows: list[StoredEntry] = field(default_factory=list)
    inserted: dict[Entry, int] = field(default_factory=dict)
    links_tell: bool = False

    def poll(self, *items: Item, taken: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """The numbers of the items that the entries are."""
        entries = [entry_of(item) for item in items]
        found = self.resolve(entries, taken)
        self.links_tell = found.links_tell
        made: dict[str, int] = {}
        for item, entry, place in zip(items, entries, found.places, strict=True):
            if place.item_id is None:
                if place.identity not in made:
                    made[place.identity] = self._insert(entry, place.identity)
            else:
                self._replace(place.item_id, item)
        return tuple(made.get(p.identity, -1) if p.item_id is None else p.item_id for p in found.places)

    def resolve(self, entries: Sequence[Entry], taken: frozenset[int] = frozenset()) -> Resolution:
        prefixes = {prefix for entry in entries for prefix in entry.prefixes}
        shared = {prefix for prefix in prefixes if any(row.identity.startswith(prefix) for row in self.rows)}
        names = {name for entry in entries for name in entry.names}
        links = {entry.link for entry in entries} - {""}
        stored = [row for row in self.rows if row.identity in names or row.link in links]
        known = Known(stored=tuple(stored), shared=frozenset(shared))
        return resolve(entries, known, links_tell=self.links_tell, taken=taken)

    def identity(self, number: int) -> str:
        return self.rows[number].identity

    def _insert(self, entry: Entry, identity: str) -> int:
        number = len(self.rows)
        self.rows.append(
            StoredEntry(
                item_id=number,
                identity=identity,
                guid=entry.guid,
                link=entry.link,
                headline=entry.headline,
                entry_key=entry.key,
            )
        )
        self.inserted[entry] = number
        return number

    def _replace(self, number: int, item: Item) -> None:
        headline = entry_of(item).headline
        self.rows[number] = replace(self.rows[number], link=canonical_link(item.link), headline=headline)


def test_an_entry_seen_again_is_the_same_item() -> None:
    feed = Feed()
    assert feed.poll(A, B) == (0, 1)
    assert feed.poll(B, A) == (1, 0)
    assert [feed.identity(0), feed.identity(1)] == ["a", "b"]


SAME = [
    pytest.param(A, replace(A, title=EDITED), id="another headline"),
    pytest.param(A, replace(A, title=OTHER, text="New"), id="quite another headline at the same link"),
    pytest.param(A, replace(A, published_raw="Sat"), id="another date"),
    pytest.param(A, replace(A, link="http://www.x.example/1/?utm_source=rss"), id="a tracked link"),
    pytest.param(A, replace(A, link="https://x.example/new"), id="another link, the same headline"),
    pytest.param(A, replace(A, link="", title=EDITED), id="no link, a similar headline"),
    pytest.param(replace(A, link=""), replace(A, title=EDITED), id="a link at last"),
    pytest.param(
        replace(A, guid="http://x.example/?p=1"),
        replace(A, guid="https://www.x.example/?p=1"),
        id="the guid with another scheme",
    ),
    pytest.param(
        replace(A, guid="http://x.example/?p=1"),
        replace(A, guid="https://x.example/?p=1", link="https://x.example/new", title=EDITED),
        id="the guid with another scheme, another link, a similar headline",
    ),
    pytest.param(
        replace(A, guid="https://x.example/1#0"),
        replace(A, guid="https://x.example/1#1", title=OTHER, published_raw="Sat"),
        id="edits counted in the guid",
    ),
    pytest.param(A, replace(A, guid="z"), id="another guid; link, headline and date the same"),
    pytest.param(replace(A, guid=""), replace(A, guid="", title=EDITED), id="no guid, another headline"),
    pytest.param(replace(A, guid=""), replace(A, title=EDITED), id="a guid at last"),
    pytest.param(A, replace(A, guid="", title=EDITED), id="the guid is gone"),
    pytest.param(
        replace(A, guid="", link=""), replace(A, guid="", link="", text="Edited"), id="only title and date"
    ),
    pytest.param(
        replace(A, title="", text="Two killed at the port today"),
        replace(A, title="", text="Three killed at the port today", link="https://x.example/new"),
        id="no headline: the text is compared",
    ),
]


@pytest.mark.parametrize(("first", "later"), SAME)
def test_it_is_the_same_item_with(first: Item, later: Item) -> None:
    feed = Feed()
    feed.poll(first, B)
    assert feed.poll(later, B)[0] == 0
    assert feed.poll(B, later)[1] == 0
    assert feed.poll(B, first)[1] == 0


ANOTHER = [
    pytest.param(A, replace(A, guid="z", link="https://x.example/9"), id="another guid and link"),
    pytest.param(A, replace(A, guid="z", title=EDITED), id="another guid, link and headline much the same"),
    pytest.param(A, replace(A, link="https://x.example/9", title=OTHER), id="an old guid for a new story"),
    pytest.param(replace(A, guid=""), replace(A, guid="", link="https://x.example/9"), id="another link"),
    pytest.param(replace(A, guid="", link=""), replace(A, guid="", link="", title=OTHER), id="another title"),
    pytest.param(replace(A, guid=""), replace(A, title=OTHER), id="a guid, and another headline"),
    pytest.param(
        replace(A, guid="https://x.example/1#0"),
        replace(A, guid="https://x.example/1#1", link="https://x.example/9"),
        id="another fragment of the guid, and another link",
    ),
    pytest.param(
        replace(A, guid="http://x.example/?p=1"),
        replace(A, guid="http://y.example/?p=1", title=EDITED),
        id="a guid of another host",
    ),
]


@pytest.mark.parametrize(("first", "later"), ANOTHER)
def test_it_is_another_item_with(first: Item, later: Item) -> None:
    feed = Feed()
    feed.poll(first, B)
    assert feed.poll(later, B, replace(B, guid="c", link="https://x.example/3"))[0] == 2
    assert feed.poll(first, later, B)[:2] == (0, 2)


def test_a_guid_that_two_entries_share_is_told_apart_by_link() -> None:
    feed = Feed()
    feed.poll(A, replace(A, link="https://x.example/2"))
    assert [feed.identity(0), feed.identity(1)] == ["a|https://x.example/1", "a|https://x.example/2"]


def test_a_new_entry_is_called_by_its_guid_else_its_link_else_a_hash() -> None:
    feed = Feed()
    feed.poll(A, replace(B, guid=""), replace(B, guid="", link="", title="Neither"))
    assert feed.identity(0) == "a"
    assert feed.identity(1) == "https://x.example/2"
    assert feed.identity(2).startswith("sha256:")


def test_what_was_stored_alone_keeps_its_name_when_another_comes_with_its_guid() -> None:
    feed = Feed()
    feed.poll(A)
    second, third = replace(A, link="https://x.example/2"), replace(A, link="https://x.example/3")
    assert feed.poll(second, A) == (1, 0)
    assert [feed.identity(0), feed.identity(1)] == ["a", "a|https://x.example/2"]
    assert feed.poll(second) == (1,)
    assert feed.poll(third) == (2,)
    assert feed.poll(A) == (0,)


def test_an_edit_of_an_entry_whose_guid_others_share_is_no_new_item() -> None:
    feed = Feed()
    feed.poll(A, replace(A, link="https://x.example/2"))
    assert feed.poll(replace(A, title=OTHER)) == (0,)


def test_entries_that_share_guid_and_link_are_told_apart_by_title_and_date() -> None:
    feed = Feed()
    feed.poll(A, replace(A, title=OTHER))
    assert feed.poll(replace(A, title=OTHER)) == (1,)
    assert feed.poll(A) == (0,)
    assert feed.poll(replace(A, title="A third story of the day")) == (2,)


def test_entries_without_guid_that_share_a_link_are_told_apart_by_title() -> None:
    feed = Feed()
    first, second = replace(A, guid=""), replace(A, guid="", title=OTHER)
    feed.poll(first)
    assert feed.poll(second, first) == (1, 0)
    assert feed.poll(second) == (1,)
    assert feed.poll(first) == (0,)


def test_an_entry_recognised_beside_it_is_not_taken_for_its_earlier_state() -> None:
    feed = Feed()
    feed.poll(A)
    assert feed.poll(replace(A, title=EDITED), taken=frozenset({0})) == (1,)
    assert feed.poll(replace(A, link="https://x.example/2"), taken=frozenset({0})) == (2,)


def test_an_entry_listed_twice_is_one_item() -> None:
    feed = Feed()
    assert feed.poll(A, A) == (0, 0)
    assert feed.identity(0) == "a"


def renamed(item: Item, guid: str) -> Item:
    return replace(item, guid=guid, title=f"{item.title}, updated", published_raw="Sat")


def test_new_guids_for_half_of_the_links_turn_the_feed_to_links_for_ever() -> None:
    feed = Feed()
    feed.poll(A, B)
    assert feed.poll(renamed(A, "z"), replace(B, guid="c", link="https://x.example/3")) == (0, 2)
    assert feed.links_tell
    assert feed.poll(renamed(B, "y"), renamed(A, "x")) == (1, 0)
    assert [feed.identity(n) for n in range(3)] == ["a", "b", "https://x.example/3"]


NO_TURN = [
    pytest.param((renamed(A, "z"), B, B, replace(B, guid="c", link="https://x.example/3")), id="too few"),
    pytest.param((replace(A, guid="z", title=OTHER),), id="another story at the link"),
    pytest.param((renamed(A, "z"), replace(A, guid="y", title=EDITED)), id="a link that several have"),
    pytest.param((renamed(A, "z"), A), id="the old guid is there as well"),
    pytest.param((replace(A, guid="z", link="https://x.example/9"),), id="another link"),
]


@pytest.mark.parametrize("document", NO_TURN)
def test_guids_are_still_believed_with(document: tuple[Item, ...]) -> None:
    feed = Feed()
    feed.poll(A, B)
    feed.poll(*document)
    assert not feed.links_tell


def test_a_link_not_seen_for_long_does_not_speak_against_guids() -> None:
    feed = Feed()
    feed.poll(A)
    feed.rows[0] = replace(feed.rows[0], recent=False)
    assert feed.poll(renamed(A, "z")) == (1,)
    assert not feed.links_tell


def test_entries_known_by_their_bytes_count_for_the_guids() -> None:
    feed = Feed()
    feed.poll(A, B, replace(B, guid="c", link="https://x.example/3"))
    feed.poll(renamed(A, "z"), taken=frozenset({1, 2}))
    assert not feed.links_tell


def test_an_empty_document_turns_nothing() -> None:
    assert Feed().resolve([]) == Resolution(places=(), links_tell=False)
