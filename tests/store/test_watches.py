import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Form, Role, Term, Watch, WatchState
from monitor.store import watches
from monitor.store.connection import transaction
from monitor.store.watches import WatchesChanged

MakeWatch = Callable[..., Watch]


def _sync(db: Database, now: datetime, *loaded: Watch) -> WatchesChanged:
    with transaction(db):
        return watches.sync_watches(db, loaded, now)


def test_a_watch_is_kept_with_its_terms(db: Database, make_watch: MakeWatch, now: datetime) -> None:
    term = Term(
        name="Wagner",
        role=Role.ACTOR,
        weight=2.5,
        forms=(Form(text="Вагнер", language="ru"), Form(text="PMC Wagner", sure=True)),
        context=("Russia",),
        unless=("Richard Wagner",),
        exact_case=True,
        reason="named \ud800 three times",
    )
    watch = replace(make_watch(), terms=(term,), created=date(2026, 11, 1))
    assert _sync(db, now, watch).added == ("convoy",)
    (row,) = watches.watch_rows(db)
    assert (row.slug, row.title, row.state, row.threshold) == ("convoy", watch.title, WatchState.ACTIVE, 6.0)
    assert (row.revision, row.loaded_at, row.retired_at, row.hits) == ("aaaaaaaaaaaa", now, None, 0)
    (kept,) = db.table("terms").rows
    assert [form["text"] for form in json.loads(kept["forms"])] == ["Вагнер", "PMC Wagner"]
    assert (kept["role"], kept["weight"], kept["exact_case"]) == ("actor", 2.5, 1)
    assert (kept["context"], kept["unless"]) == ('["Russia"]', '["Richard Wagner"]')
    assert kept["reason"] == "named \ufffd three times"


def test_unchanged_files_write_nothing(db: Database, make_watch: MakeWatch, now: datetime) -> None:
    _sync(db, now, make_watch(), make_watch("port"))
    before = db.conn.total_changes
    assert _sync(db, now + timedelta(days=1), make_watch(), make_watch("port")) == WatchesChanged()
    assert db.conn.total_changes == before


def test_a_new_revision_replaces_the_terms_and_keeps_the_number(
    db: Database, make_watch: MakeWatch, now: datetime
) -> None:
    _sync(db, now, make_watch())
    number = watches.watch_id(db, "convoy")
    later = now + timedelta(hours=1)
    changed = replace(
        make_watch(revision="bbbbbbbbbbbb"), terms=(Term(name="port", role=Role.PLACE, weight=1.0, forms=()),)
    )
    assert _sync(db, later, changed).altered == ("convoy",)
    assert watches.watch_id(db, "convoy") == number
    assert [row["name"] for row in db.table("terms").rows] == ["port"]
    assert watches.watch_rows(db)[0].loaded_at == later


def test_a_paused_watch_is_altered(db: Database, make_watch: MakeWatch, now: datetime) -> None:
    _sync(db, now, make_watch())
    assert _sync(db, now, replace(make_watch(), state=WatchState.PAUSED)).altered == ("convoy",)
    assert watches.watch_rows(db)[0].state is WatchState.PAUSED


def test_a_watch_whose_file_went_retires_and_comes_back(
    db: Database, make_watch: MakeWatch, now: datetime
) -> None:
    _sync(db, now, make_watch())
    assert _sync(db, now).retired == ("convoy",)
    assert _sync(db, now) == WatchesChanged()
    assert watches.watch_rows(db)[0].retired_at == now
    assert _sync(db, now, make_watch()).altered == ("convoy",)
    assert watches.watch_rows(db)[0].retired_at is None


def test_an_unknown_watch_is_not_found(db: Database) -> None:
    with pytest.raises(NotFoundError, match="no watch 'convoi'"):
        watches.watch_id(db, "convoi")
