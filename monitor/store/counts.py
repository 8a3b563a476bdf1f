"""How common each token is among all items seen: the background that tells a rare word from a common one."""

from collections.abc import Mapping

from sqlite_utils import Database

from monitor.store.storable import storable
from monitor.watch.surges import Stream

_ADD_ITEMS = (
    "insert into token_counts (token, items) values (?, ?)"
    " on conflict (token) do update set items = items + excluded.items"
)
_ADD_DOCUMENTS = (
    "insert into background (id, documents) values (1, ?)"
    " on conflict (id) do update set documents = documents + excluded.documents"
)


def add_counts(db: Database, documents: int, tokens: Mapping[str, int]) -> None:
    """Add ``documents`` items, in which each token occurred in as many items as ``tokens`` says."""
    if documents:
        db.conn.execute(_ADD_DOCUMENTS, (documents,))
    db.conn.executemany(_ADD_ITEMS, ((storable(token), tokens[token]) for token in sorted(tokens)))


def document_count(db: Database) -> int:
    """How many items were counted."""
    row = db.conn.execute("select documents from background").fetchone()
    return 0 if row is None else int(row[0])


def count_of(db: Database, token: str) -> int:
    """In how many items one token occurred; for who asks for few of them."""
    row = db.conn.execute("select items from token_counts where token = ?", (storable(token),)).fetchone()
    return 0 if row is None else int(row[0])


def stream(db: Database) -> Stream:
    """What is counted, looked up word by word: for who asks for few of them."""
    return Stream(items=document_count(db), count=lambda token: count_of(db, token))


def counts(db: Database) -> tuple[int, dict[str, int]]:
    """How many items were counted, and in how many each token occurred."""
    tokens = dict(db.conn.execute("select token, items from token_counts").fetchall())
    return document_count(db), tokens
