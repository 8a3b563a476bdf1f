"""A later layout: a second full-text index, for items in scripts that set no blanks between words.

Its rows are written with the items by ``item_rows``: SQL cannot cut a text into pairs of characters.
"""

from sqlite_utils import Database

from monitor.text.pairs import is_unbroken, pairs

PAIRS_INDEX = "porter unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
"""Tokeniser of ``items_pairs``. Marks count as letters: Thai vowels are marks."""

_BATCH = 1000


def add_pairs(db: Database) -> None:
    """The table ``items_pairs``, filled from the items stored, and the trigger that follows deletions."""
    tokens = PAIRS_INDEX.replace("'", "''")
    db.execute(f"create virtual table items_pairs using fts5(pairs, tokenize = '{tokens}')")
    db.execute(
        "create trigger items_pairs_delete after delete on items"
        " begin delete from items_pairs where rowid = old.id; end"
    )
    rows = db.execute("select id, title, text from items")
    while some := rows.fetchmany(_BATCH):
        cut = [
            (number, pairs(f"{title}\n{text}")) for number, title, text in some if is_unbroken(title + text)
        ]
        db.conn.executemany("insert into items_pairs (rowid, pairs) values (?, ?)", cut)
