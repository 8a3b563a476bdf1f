"""A watch read back from its tables."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from monitor.errors import NotFoundError
from monitor.model import Form, Role, Term
from monitor.store.connection import open_store
from monitor.store.stored_watch import stored_watch
from tests.browse import varnhem


def test_terms_and_what_rows_keep_out(tmp_path: Path) -> None:
    rows = dict(varnhem.story())
    forms = json.dumps([{"text": "valve", "language": "en", "code": False, "sure": False}])
    rows["terms"] = [
        {"watch_id": 1, "name": "valve", "role": "object", "weight": 2.0, "forms": forms, "context": "[]"}
        | {"unless": "[]", "exact_case": 0, "inflect": 1, "origin": "seed", "reason": ""}
    ]
    change = {"watch_id": 1, "made_at": varnhem.moment(1), "made_by": "Ann"}
    rows["watch_changes"] = [
        change | {"kind": "mute", "text": "football"},
        change | {"kind": "mute", "text": "withdrawn one", "withdrawn_at": varnhem.moment(2)},
        change | {"kind": "veto", "text": "monday", "merged_at": varnhem.moment(2)},
    ]
    with closing(open_store(varnhem.written(tmp_path / "t.db", rows))) as db:
        found = stored_watch(db, "varnhem-leak")
        with pytest.raises(NotFoundError, match="nothing"):
            stored_watch(db, "nothing")
    valve = Term(name="valve", role=Role.OBJECT, weight=2.0, forms=(Form(text="valve", language="en"),))
    assert (found.terms, found.mute, found.veto) == ((valve,), ("football",), ("monday",))
