import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.browse.functions import register
from monitor.browse.search import (
    NOTHING,
    found_excerpt,
    pairs_match,
    read,
    search_params,
    search_sql,
    snippet_match,
    words_match,
)
from monitor.store.connection import open_store
from monitor.store.layout_first import FULL_TEXT
from monitor.store.layout_pairs import PAIRS_INDEX
from monitor.text.pairs import pairs

TEXTS = {
    1: "Shelling of the port went on, SA-22 seen",
    2: "Russia's opera in Łódź opens",
    3: "苹果iPhone在中国发布，价格上涨",
    4: "東京でｱｲﾌｫﾝ発売",
    5: "조선은 미사일을 발사했다",
    6: "ประเทศไทยและจีน",
    7: "أعلن الحزب والجيش عن إطلاق صواريخ للحزب",
    8: "ובחיזבאללה אמרו כי הירי נמשך",
    9: "Вагнер ушёл из Бахмута",
    10: "a sentence about the port of opera houses",
}
FOUND = {
    "an English word in another form": ("shelled", [1]),
    "all words, in any order": ("opera port", [10]),
    "words in quotes, as they stand": ('"opera houses"', [10]),
    "curly quotes": ("“houses opera”", []),
    "a quote that is not closed": ('"opera houses', [10]),
    "a word left out": ("opera -houses", [2]),
    "a word left out by NOT": ("opera NOT houses", [2]),
    "either word": ("shelling OR houses", [1, 10]),
    "either word, and another": ("shelling OR houses opera", [10]),
    "a beginning": ("shel*", [1]),
    "a beginning of two letters is a whole word": ("sh*", []),
    "a model number": ("SA-22", [1]),
    "letters without their accents": ("lodz", []),
    "letters with them": ("łódź", [2]),
    "Cyrillic in capitals": ("ВАГНЕР", [9]),
    "two Chinese characters inside a run": ("中国", [3]),
    "one Chinese character, at the end of a run": ("涨", [3]),
    "one Chinese character that another follows": ("价", [3]),
    "a word across punctuation is none": ("布价", []),
    "a Latin word beside Chinese ones": ("iphone", [3]),
    "Chinese and Latin together": ("中国 iPhone", [3]),
    "Chinese and Latin written as one": ("苹果iPhone", [3]),
    "a Chinese word left out": ("iphone -中国", []),
    "Japanese in half-width letters": ("アイフォン", [4]),
    "Korean with its endings": ("미사일", [5]),
    "Thai in the middle of a sentence": ("ไทย", [6]),
    "Arabic under its article": ("حزب", [7]),
    "Arabic without the article of the search": ("الجيش", [7]),
    "Arabic with another alef": ("اطلاق", [7]),
    "Hebrew under and and in": ("חיזבאללה", [8]),
    "words that look like operators": ("port NEAR(", []),
    "a column that is none of the search": ("title:port", []),
    "brackets and stars": ("(port) *", [1, 10]),
    "signs only": ("* ( ) \" ' -- ^ +", []),
    "only what is not wanted": ("-port", []),
    "nothing": ("", []),
}


@pytest.fixture(scope="module")
def indexes() -> Iterator[sqlite3.Connection]:
    """Both indexes as the store makes them, over the texts above."""
    db = sqlite3.connect(":memory:")
    db.execute(f"create virtual table items_fts using fts5(title, text, tokenize = '{FULL_TEXT}')")
    quoted = PAIRS_INDEX.replace("'", "''")
    db.execute(f"create virtual table items_pairs using fts5(pairs, tokenize = '{quoted}')")
    for number, text in TEXTS.items():
        db.execute("insert into items_fts (rowid, title, text) values (?, ?, '')", (number, text))
        if number in {3, 4, 5, 6}:
            db.execute("insert into items_pairs (rowid, pairs) values (?, ?)", (number, pairs(text)))
    yield db
    db.close()


def found(db: sqlite3.Connection, search: str) -> list[int]:
    sql = """select rowid from items_fts where items_fts match ? union
        select rowid from items_pairs where items_pairs match ? order by 1"""
    return [number for (number,) in db.execute(sql, (words_match(search), pairs_match(search)))]


@pytest.mark.parametrize("name", FOUND)
def test_a_search_finds(indexes: sqlite3.Connection, name: str) -> None:
    search, numbers = FOUND[name]
    assert found(indexes, search) == numbers


WORDS = [
    "port",
    "中国",
    "حزب",
    "OR",
    "NOT",
    "AND",
    "NEAR",
    '"',
    "*",
    "-",
    "(",
    ")",
    ":",
    "^",
    "{",
    "}",
    "+",
    "'",
    "\x00",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from([*WORDS, " ", "a"])).map("".join)))
def test_no_search_is_an_error(indexes: sqlite3.Connection, search: str) -> None:
    found(indexes, search.encode(errors="replace").decode())
    indexes.execute(
        "select rowid from items_fts where items_fts match ?", (snippet_match(search),)
    ).fetchall()
    found_excerpt("The port of 中国", search)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=30))
def test_a_word_is_looked_for_whatever_its_letters(word: str) -> None:
    assert [one.text for one in read(f"  {word} ")] == ([word] if word not in {"OR", "AND", "NOT"} else [])


def test_a_long_search_is_cut() -> None:
    assert len(read("ab " * 1000)) == 24
    assert len(read("a" * 10_000)[0].text) == 400


def test_where_only_a_beginning_is_known_the_text_is_marked_without_the_index() -> None:
    assert snippet_match("port*") == NOTHING
    assert found_excerpt("The ports, and the airport", "port*") == "The ⟦ports⟧, and the airport"


def test_an_excerpt_begins_before_the_first_place() -> None:
    text = "前" * 100 + "中国" + "后" * 200
    assert found_excerpt(text, "中国") == "… " + "前" * 40 + "⟦中国⟧" + "后" * 118 + " …"
    assert found_excerpt("no such thing", "中国") == "no such thing"


def test_the_statement_runs_with_its_parameters(database: Path) -> None:
    db = open_store(database, read_only=True)
    register(db.conn)
    rows = db.conn.execute(search_sql(), dict(search_params("wagner", language="fr"))).fetchall()
    db.close()
    assert len(rows) == 1


def test_an_unknown_filter_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        search_params("wagner", colour="red")
