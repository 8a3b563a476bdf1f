import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from monitor.store.storable import storable, strings, to_json

ANY_TEXT = st.text(alphabet=st.characters(codec=None))


@given(ANY_TEXT)
def test_any_text_can_be_kept_and_reads_back_as_it_was_made_storable(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    kept, length = connection.execute("select ?1, length(?1)", (storable(text),)).fetchone()
    connection.close()
    assert kept == storable(text)
    assert length == len(text)


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    clean = text.replace("\x00", "")
    assert storable(clean) == clean


def test_lone_surrogates_and_nul_become_replacement_characters() -> None:
    assert storable("a\ud800b\x00c😀") == "a\ufffdb\ufffdc😀"


@given(st.lists(ANY_TEXT))
def test_lists_read_back(texts: list[str]) -> None:
    assert len(strings(to_json(texts))) == len(texts)


def test_lists_keep_letters_readable() -> None:
    assert to_json(["Вагнер", "حزب الله"]) == '["Вагнер", "حزب الله"]'
