from dataclasses import replace

from monitor.model import Item
from monitor.poll.identity import (
    KEY_PART,
    content_hash,
    digest,
    entry_key,
    same_link,
    same_words,
)

A = Item(guid="a", link="https://x.example/1", title="One", text="Text", published_raw="Thu, 23 Nov 2023")


def test_a_digest_is_of_title_and_date_alone() -> None:
    assert digest(A).startswith("sha256:")
    assert digest(replace(A, guid="b", link="", text="Edited")) == digest(A)
    assert digest(replace(A, title="Two")) != digest(A)
    assert digest(replace(A, published_raw="Fri, 24 Nov 2023")) != digest(A)


def test_untitled_entries_differ_by_text() -> None:
    assert digest(replace(A, title="")) != digest(replace(A, title="", text="Other"))


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
