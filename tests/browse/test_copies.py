"""Datasette opens what ``export`` copies."""

from pathlib import Path

import pytest

from monitor.app import reading
from monitor.store.copy_out import copy_out
from tests.browse.conftest import _asking
from tests.handed import make_story


@pytest.mark.parametrize("watch", [None, "air-defence"])
def test_the_pages_work_on_a_copy(tmp_path: Path, watch: str | None) -> None:
    with reading(make_story(tmp_path / "story.db")) as db:
        copy_out(db, tmp_path / "copy.db", watch=watch)
    asking = _asking(tmp_path / "copy.db")
    ask = next(asking)
    for address in (
        "/",
        "/copy",
        "/copy/hits",
        "/copy/items?_search=hezbollah",
        "/copy/latest_hits?watch=air-defence",
    ):
        assert ask(address).status_code == 200, address
    assert len(ask("/copy/hits.json?_shape=array").json()) == (3 if watch else 4)
    next(asking, None)
