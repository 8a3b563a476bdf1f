from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.store.connection import transaction
from monitor.store.requests import Request, make_request, mark_applied, pending


def test_requests_wait_in_order_until_they_are_applied(db: Database, now: datetime) -> None:
    with transaction(db):
        first = make_request(db, "feedback", {"item": 7, "relevant": True}, "newswake feedback", now)
        second = make_request(db, "mute", {"phrase": "опера \ud800"}, "page", now + timedelta(seconds=1))
    assert pending(db) == (
        Request(
            request_id=first,
            made_at=now,
            made_by="newswake feedback",
            kind="feedback",
            payload={"item": 7, "relevant": True},
        ),
        Request(
            request_id=second,
            made_at=now + timedelta(seconds=1),
            made_by="page",
            kind="mute",
            payload={"phrase": "опера \ufffd"},
        ),
    )
    with transaction(db):
        mark_applied(db, first, "done", now)
    assert [request.request_id for request in pending(db)] == [second]
    assert db.table("requests").get(first)["result"] == "done"
