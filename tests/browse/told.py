"""What became of the hits of the small database: developments, a copy, an edit; and a gap."""

from sqlite_utils import Database

TOLD = (
    # hit, watch, novelty, copy of, development
    (1, 1, "new development", 1, 1),
    (2, 1, "copy", 1, 1),
    (3, 1, "new development", 3, 3),
    (4, 2, "new development", 4, 4),
)
BEFORE, AFTER = "Wagner may hand SA-22 to Hezbollah", "Wagner to hand SA-22 to Hezbollah"


def tell(db: Database) -> None:
    """Write it, past the store's own writers as the rest."""
    seen = dict(db.conn.execute("select id, first_seen from hits"))
    titles = dict(db.conn.execute("select hits.id, title from hits join items on items.id = item_id"))
    db.table("developments").insert_all(
        {
            "id": hit,
            "watch_id": watch,
            "title": titles[hit],
            "title_hit": hit,
            "first_seen": seen[hit],
            "last_seen": seen[hit + 1] if hit == 1 else seen[hit],
            "reports": 2 if hit == 1 else 1,
        }
        for hit, watch, novelty, _, _ in TOLD
        if novelty == "new development"
    )
    db.table("hit_novelty").insert_all(
        {"hit_id": hit, "watch_id": watch, "first_seen": seen[hit], "novelty": novelty, "copy_group": group}
        | {"development_id": development, "because": "[]", "stance": "", "stance_words": "", "changes": "[]"}
        for hit, watch, novelty, group, development in TOLD
    )
    db.table("item_versions").insert_all(
        {
            "item_id": 1,
            "version": version,
            "seen_at": seen[1],
            "title": title,
            "text": "T",
            "content_hash": "h",
        }
        for version, title in ((1, BEFORE), (2, AFTER))
    )
    edit = {"hit_id": 1, "version": 2, "seen_at": "2026-11-20T12:00:00.000Z", "news": 1}
    db.table("hit_edits").insert(edit | {"added": "[]", "removed": '["may"]', "changes": "[]"})
    gap = {"feed_id": 2, "since": "2026-11-21T06:00:00.000Z", "until": "2026-11-21T09:30:00.000Z"}
    db.table("gaps").insert(gap | {"entries": 20, "found": 3, "made_at": "2026-11-21T09:30:00.000Z"})
