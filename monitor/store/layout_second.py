"""The second layout: what polling remembers of feeds and hosts, the history of both, and pushed feeds.

What each table and column is for stands in ``schema``; a test holds the two together.
"""

from sqlite_utils import Database
from sqlite_utils.db import ForeignKey

from monitor.store.feed_address import host_key_of

_MEMORY = (
    {"rate_week": float, "rate_hours": float, "peak_rate": float, "peak_at": str, "measured_at": str}
    | {"window": int, "gap_factor": float, "light": int, "last_new_at": str, "waits_h": str, "hours": str}
    | {"days": str, "fresh_s": float, "ttl_s": float, "skip_hours": str, "skip_days": str, "rush": int}
    | {"unmodified": int, "unmodified_since": str, "plain_until": str}
    | {"move_target": str, "move_since": str, "move_polls": int, "moved_at": str, "moved_failures": int}
    | {"refused_targets": str}
    | {"failing_since": str, "gone_at": str, "unresolved_since": str, "known_title": str}
    | {"known_hosts": str, "links_tell": int}
)
_NULLABLE = frozenset(
    {"peak_at", "measured_at", "last_new_at", "unmodified_since", "plain_until", "move_since", "moved_at"}
    | {"failing_since", "gone_at", "unresolved_since"}
)


def create_second_layout(db: Database) -> None:
    """Add columns to ``feeds``, the tables of this layout and their indexes; rows that stand are kept."""
    _extend_feeds(db)
    _create_memory(db)
    _create_hosts(db)
    _create_histories(db)
    _create_subscriptions(db)


def _extend_feeds(db: Database) -> None:
    # A column that refers to another table must be null at first, so no default is needed for any of them.
    db.execute("alter table feeds add column health_since text")
    db.execute("alter table feeds add column last_document_at text")
    db.execute("alter table feeds add column same_as integer references feeds(id)")
    db.execute(
        "update feeds set last_document_at ="
        " (select max(ended_at) from polls where feed_id = feeds.id and outcome = 'fetched')"
    )
    addresses = db.execute("select id, coalesce(effective_url, url) from feeds").fetchall()
    for feed_id, address in addresses:
        db.execute("update feeds set host = ? where id = ?", (host_key_of(address), feed_id))
    # Claims are counted for all hosts at once; the index by host served a look at each host alone.
    db.execute("drop index idx_feeds_host_lease_until")
    db.execute("create index idx_feeds_claimed on feeds(lease_until, host) where lease_until is not null")
    db.execute("create index idx_feeds_effective_url on feeds(effective_url) where effective_url is not null")
    db.execute("create index idx_feeds_same_as on feeds(same_as) where same_as is not null")


def _create_memory(db: Database) -> None:
    db.table("feed_memory").create(
        {"feed_id": int, **_MEMORY},
        pk="feed_id",
        foreign_keys=[ForeignKey("feed_memory", "feed_id", "feeds", "id")],
        not_null=[name for name in _MEMORY if name not in _NULLABLE],
        strict=True,
    )


def _create_hosts(db: Database) -> None:
    db.table("hosts").create(
        {"host": str, "gap_s": float, "blocked_until": str, "free_at": str, "clean_since": str, "busy": str},
        pk="host",
        not_null=["host", "gap_s", "busy"],
        strict=True,
    )


def _create_histories(db: Database) -> None:
    db.table("feed_health").create(
        {"id": int, "feed_id": int, "changed_at": str, "before": str, "after": str, "reason": str},
        pk="id",
        foreign_keys=[ForeignKey("feed_health", "feed_id", "feeds", "id")],
        not_null=["feed_id", "changed_at", "before", "after", "reason"],
        strict=True,
    )
    db.table("feed_health").create_index(["feed_id", "changed_at"])
    db.table("gaps").create(
        {"id": int, "feed_id": int, "since": str, "until": str, "entries": int, "found": int, "tried": str}
        | {"made_at": str},
        pk="id",
        foreign_keys=[ForeignKey("gaps", "feed_id", "feeds", "id")],
        not_null=["feed_id", "until", "entries", "found", "tried", "made_at"],
        defaults={"found": 0, "tried": ""},
        strict=True,
    )
    db.table("gaps").create_index(["feed_id", "made_at"])


def _create_subscriptions(db: Database) -> None:
    nullable = {"requested_at", "verified_at", "lease_until", "last_push_at"}
    columns = {
        "hub": str,
        "topic": str,
        "secret": str,
        "callback_id": str,
        "state": str,
        "requested_at": str,
    } | {"verified_at": str, "lease_until": str, "failures": int, "last_push_at": str, "last_error": str}
    db.table("subscriptions").create(
        {"feed_id": int, **columns},
        pk="feed_id",
        foreign_keys=[ForeignKey("subscriptions", "feed_id", "feeds", "id")],
        not_null=[name for name in columns if name not in nullable],
        strict=True,
    )
    db.table("subscriptions").create_index(["callback_id"], unique=True)
