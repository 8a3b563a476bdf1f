"""Any documents of a feed: an entry once stored is known for ever, and different entries stay different items."""

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from monitor.model import Item
from monitor.poll.naming import Entry, entry_of
from tests.poll.test_resolve import EDITED, OLD, OTHER, Feed

ADDRESSES = ["https://x.example/1", "http://www.x.example/1", "https://x.example/2"]
ITEMS = st.builds(
    Item,
    guid=st.sampled_from(["", "g", "h", "https://x.example/2#0", "https://x.example/2#1", *ADDRESSES]),
    link=st.sampled_from(["", *ADDRESSES]),
    title=st.sampled_from(["", OLD, EDITED, OTHER]),
    text=st.sampled_from(["", "Text", OLD]),
    published_raw=st.sampled_from(["", "Thu"]),
)
DOCUMENTS = st.lists(st.lists(ITEMS, max_size=5), max_size=8)

_LINK_ONLY = Item(link="https://x.example/1", title=OLD, published_raw="Thu")
_AS_LINK = Item(guid="https://x.example/1", link="https://x.example/1", title=OLD, published_raw="Thu")


@example([[_AS_LINK, _LINK_ONLY], [_LINK_ONLY, _AS_LINK]])
@given(DOCUMENTS)
def test_what_was_stored_is_known_for_ever_whatever_comes_beside_it(documents: list[list[Item]]) -> None:
    feed = Feed()
    for document in documents:
        numbers = feed.poll(*document)
        for item, number in zip(document, numbers, strict=True):
            entry = entry_of(item)
            assert number == feed.inserted.get(entry, number)
    identities = [row.identity for row in feed.rows]
    assert len(set(identities)) == len(identities)


_NAMED = Item(guid="https://x.example/1", link="https://x.example/1", text=OLD)
_RENAMED = Item(guid="http://www.x.example/1", link="https://x.example/1", text="Text")
_NAMELESS = Item(link="https://x.example/1", text=OLD)


@example([[_NAMED, _NAMELESS, Item(guid="https://x.example/1", text=OTHER)], [_RENAMED, _NAMELESS]])
@example(
    [
        [Item(link="https://x.example/1", text=OTHER)],
        [Item(guid="https://x.example/1", text=OLD)],
        [Item(guid="http://www.x.example/1", text=OLD), _NAMELESS],
    ]
)
@given(DOCUMENTS)
def test_different_entries_of_a_document_are_different_items(documents: list[list[Item]]) -> None:
    feed = Feed()
    for document in documents:
        numbers = feed.poll(*document)
        if feed.links_tell:
            return
        assert len(set(numbers)) == len({entry_of(item) for item in document})


@given(st.lists(ITEMS, max_size=6))
def test_names_do_not_depend_on_the_order_and_repetition_of_entries(items: list[Item]) -> None:
    def named(listed: Sequence[Item]) -> dict[Entry, str]:
        entries = [entry_of(item) for item in listed]
        return dict(zip(entries, (place.identity for place in Feed().resolve(entries).places), strict=True))

    assert named([*reversed(items)]) == named(items) == named([*items, *items])
