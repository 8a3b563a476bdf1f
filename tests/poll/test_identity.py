from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Item
from monitor.poll.identity import (
    KEY_PART,
    content_hash,
    entry_key,
    identified,
    identities,
    same_link,
    same_words,
)

A = Item(guid="a", link="https://x.example/1", title="One", text="Text", published_raw="Thu, 23 Nov 2023")


def test_an_item_is_its_guid() -> None:
    assert identities((A, replace(A, guid="b"))) == ("a", "b")


def test_without_guid_it_is_its_link_whatever_brought_the_reader_there() -> None:
    item = replace(A, guid="")
    assert identities((item,)) == ("https://x.example/1",)
    assert identities((replace(item, link="http://www.x.example/1/?utm_source=rss"),)) == identities((item,))


def test_without_guid_and_link_it_is_its_title_and_date() -> None:
    item = replace(A, guid="", link="")
    (identity,) = identities((item,))
    assert identity.startswith("sha256:")
    assert identities((replace(item, text="Edited"),)) == (identity,)
    assert identities((replace(item, title="Two"),)) != (identity,)
    assert identities((replace(item, published_raw="Fri, 24 Nov 2023"),)) != (identity,)


def test_untitled_items_without_guid_and_link_differ_by_text() -> None:
    item = replace(A, guid="", link="", title="")
    first, second = identities((item, replace(item, text="Other")))
    assert first != second


def test_items_that_share_a_guid_are_told_apart_by_link() -> None:
    assert identities((A, replace(A, link="https://x.example/2"))) == (
        "a|https://x.example/1",
        "a|https://x.example/2",
    )


def test_items_that_share_guid_and_link_are_told_apart_by_title() -> None:
    first, second = identities((A, replace(A, title="Two")))
    assert first != second


def test_items_that_share_only_a_link_are_told_apart_by_title() -> None:
    item = replace(A, guid="")
    first, second = identities((item, replace(item, title="Two")))
    assert first != second


def test_an_entry_listed_twice_has_the_identity_it_has_alone() -> None:
    item = replace(A, guid="")
    assert set(identities((item, item))) == set(identities((item,)))
    assert identities((A, A)) == ("a", "a")


def test_of_an_entry_listed_twice_one_is_kept() -> None:
    other = replace(A, guid="b")
    assert identified((A, A, other)) == (("a", content_hash(A), A), ("b", content_hash(other), other))


def test_a_changed_title_or_text_changes_the_content_and_nothing_else_does() -> None:
    assert content_hash(replace(A, title="Two")) != content_hash(A)
    assert content_hash(replace(A, text="Edited")) != content_hash(A)
    assert content_hash(
        replace(A, title="One ", text="Te\u200axt".replace("\u200a", ""), link="", guid="")
    ) == content_hash(A)


def test_text_does_not_slip_from_title_to_body_unnoticed() -> None:
    assert content_hash(Item(title="a b", text="c")) != content_hash(Item(title="a", text="b c"))


def test_an_entry_key_says_in_which_part_entries_differ() -> None:
    key = entry_key(A)
    assert len(key) == 3 * KEY_PART
    assert entry_key(replace(A, guid="b", text="Edited", link="http://www.x.example/1?utm_source=rss")) == key
    redated, retitled = entry_key(replace(A, published_raw="Fri")), entry_key(replace(A, title="Two"))
    moved = entry_key(replace(A, link="https://x.example/2"))
    assert [same_words(key, other) for other in (redated, retitled, moved)] == [True, False, False]
    assert [same_link(key, other) for other in (redated, retitled, moved)] == [True, True, False]
    assert key not in {redated, retitled, moved}


def test_an_entry_without_headline_has_a_key_of_its_text() -> None:
    untitled = replace(A, title="", text="One")
    assert entry_key(untitled) != entry_key(replace(untitled, text="Two"))
    assert entry_key(untitled) != entry_key(replace(A, text=""))


ITEMS = st.lists(
    st.builds(
        Item,
        guid=st.sampled_from(["", "g", "h"]),
        link=st.sampled_from(["", "https://x.example/1", "https://x.example/2"]),
        title=st.sampled_from(["", "One", "Two"]),
        text=st.sampled_from(["", "Text"]),
        published_raw=st.sampled_from(["", "Thu"]),
    ),
    max_size=6,
).map(tuple)


@given(ITEMS)
def test_identities_do_not_depend_on_the_order_and_repetition_of_entries(items: tuple[Item, ...]) -> None:
    named = dict(zip(items, identities(items), strict=True))
    turned = tuple(reversed(items))
    assert dict(zip(turned, identities(turned), strict=True)) == named
    assert set(identities((*items, *items))) == set(identities(items))
