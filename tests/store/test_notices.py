from datetime import datetime

from sqlite_utils import Database

from monitor.store.connection import transaction
from monitor.store.notices import Notice, add_notice, mark_told, untold


def test_a_notice_is_told_once(db: Database, feed_id: int, now: datetime) -> None:
    with transaction(db):
        gap = add_notice(db, "gap", "Wire may have dropped \ud800 items", now, feed_id=feed_id)
        other = add_notice(db, "disk", "The disk is nearly full", now)
    assert untold(db)[0] == Notice(
        notice_id=gap, made_at=now, kind="gap", text="Wire may have dropped \ufffd items", feed_id=feed_id
    )
    with transaction(db):
        mark_told(db, [gap], "2026-11-23/UTC")
    assert [notice.notice_id for notice in untold(db)] == [other]
    assert db.table("notices").get(gap)["digest_key"] == "2026-11-23/UTC"
