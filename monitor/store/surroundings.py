"""What was measured around the seed of each watch: kept, because once a story runs the stream is full of its words."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

from sqlite_utils import Database

from monitor.model import Seed, Watch
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import to_json
from monitor.store.times import to_text
from monitor.store.watches import watch_id
from monitor.track.surroundings import Surroundings

_WRITE = """
insert into surroundings (watch_id, seed, items, similarity, topic, measured_at) values (?,?,?,?,?,?)
on conflict (watch_id) do update set seed = excluded.seed, items = excluded.items,
  similarity = excluded.similarity, topic = excluded.topic, measured_at = excluded.measured_at
where seed is not excluded.seed or items < excluded.items
"""
_READ = f"""
select slug, seed, items, similarity, topic from surroundings
join watches on watches.id = surroundings.watch_id where slug in {AMONG}
"""


def known(db: Database, watches: Sequence[Watch]) -> dict[str, Surroundings]:
    """By slug, what was measured; nothing of a watch whose seed has become another one since."""
    seeds = {watch.slug: _mark(watch.seed) for watch in watches}
    return {
        row["slug"]: Surroundings(
            items=row["items"],
            similarity=row["similarity"],
            topic=tuple((token, share) for token, share in json.loads(row["topic"])),
        )
        for row in select(db, _READ, (among(seeds),))
        if row["seed"] == seeds[row["slug"]]
    }


def record(db: Database, watches: Sequence[Watch], found: Mapping[str, Surroundings], now: datetime) -> None:
    """Keep what was ``found`` for ``watches``, inside the caller's transaction; what rests on as many items stays."""
    for watch in watches:
        around = found[watch.slug]
        number = watch_id(db, watch.slug)
        row = (_mark(watch.seed), around.items, around.similarity, to_json(around.topic), to_text(now))
        db.conn.execute(_WRITE, (number, *row))


def _mark(seed: Seed) -> str:
    return blake2b(f"{seed.title}\n{seed.text}".encode("utf-8", "replace"), digest_size=8).hexdigest()
