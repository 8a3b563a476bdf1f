from collections.abc import Callable

import pytest
from sqlite_utils import Database

from monitor.store.items import StoredItem

Keep = Callable[..., StoredItem]

FOUND = {
    "an English word in another form": ("The militants were shelling the port", "shelled"),
    "a Russian word, whatever its capitals": ("ВАГНЕР ушёл из Бахмута", "вагнер"),
    "an Arabic word": ("حزب الله يعلن مسؤوليته", "يعلن"),
    "a Hebrew word": ("חיזבאללה ירה טילים", "טילים"),
    "a Polish word without its accents": ("Żołnierze opuścili Łódź", "zołnierze"),
    "a French word without its accents": ("Événements au Liban", "evenements"),
    "a model number": ("Russia to supply SA-22 systems", '"SA-22"'),
}


def _titles(db: Database, query: str) -> list[str]:
    return [row["title"] for row in db.table("items").search(query, quote='"' not in query)]


@pytest.mark.parametrize("name", FOUND)
def test_full_text_finds(name: str, db: Database, keep: Keep) -> None:
    title, query = FOUND[name]
    keep("one", title=title)
    keep("two", title="Something else altogether")
    assert _titles(db, query) == [title]


def test_an_edit_is_found_by_its_new_words_only(db: Database, keep: Keep) -> None:
    keep("one", "hash-1", title="Explosion in Beirut")
    keep("one", "hash-2", title="Explosion in Damascus")
    assert _titles(db, "beirut") == []
    assert _titles(db, "damascus") == ["Explosion in Damascus"]


def test_a_deleted_item_is_found_no_more_and_the_index_is_sound(db: Database, keep: Keep) -> None:
    keep("one", "hash-1", title="Explosion in Beirut")
    keep("one", "hash-2", title="Explosion in Damascus")
    keep("two", title="Another explosion")
    db.table("items").delete(1)
    assert _titles(db, "explosion") == ["Another explosion"]
    db.conn.execute("insert into items_fts (items_fts, rank) values ('integrity-check', 1)")
