import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.store.describe import describe, layout
from monitor.store.schema import table, tables

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "data.md"


def test_every_table_and_column_has_a_comment_and_no_other_has(db: Database) -> None:
    described = {each.name: list(each.columns) for each in tables()}
    assert described == {name: list(columns) for name, columns in layout(db).items()}


def test_comments_are_sentences() -> None:
    comments = [each.comment for each in tables()]
    comments += [comment for each in tables() for comment in each.columns.values()]
    assert [comment for comment in comments if not comment.strip().endswith(".")] == []


def test_a_column_may_be_null_where_its_comment_says_so(db: Database) -> None:
    for name in layout(db):
        nullable = {
            column.name
            for column in db.table(name).columns
            if not column.notnull and not column.is_pk and name not in {"items_fts", "items_pairs"}
        }
        said = {column for column, comment in table(name).columns.items() if re.search(r"\bnull\b", comment)}
        assert (name, nullable) == (name, said)


def test_the_page_about_the_data_is_current(db: Database) -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == describe(tables(), layout(db))


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        table("nothing")
