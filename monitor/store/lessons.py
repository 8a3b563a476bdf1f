"""What a watch learned, word by word, for a person to look over: from which hits, when, from how many witnesses."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.hits import WANTED
from monitor.store.rows import select
from monitor.store.storable import storable
from monitor.store.times import from_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """A hit that taught a word."""

    hit_id: int
    item_id: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedWord:
    """One word of a profile beyond the seed."""

    token: str
    weight: float
    """The sum of what its teachers added, at most one seed's worth times the rate of learning each."""
    first: datetime
    last: datetime
    teachers: tuple[Teacher, ...]
    """Heaviest first."""
    witnesses: int
    """Different feeds among the teachers; headlines that say the same have taught once."""


_WORDS = f"""
select token, sum(weight) as weight, min(learned_at) as first, max(learned_at) as last,
  count(distinct items.feed_id) as witnesses,
  json_group_array(json_array(weight, hits.id, items.id, items.title)) as teachers
from profile_tokens join hits on hits.id = profile_tokens.hit_id join items on items.id = hits.item_id
where profile_tokens.watch_id = (select id from watches where slug = ?) and weight > 0
  and {WANTED}
group by token order by sum(weight) desc, token limit ?
"""


def learned_words(db: Database, slug: str, limit: int | None = None) -> tuple[LearnedWord, ...]:
    """What a watch learned and still goes by, heaviest first; vetoed words are among it."""
    rows = select(db, _WORDS, (storable(slug), -1 if limit is None else limit))
    return tuple(
        LearnedWord(
            token=row["token"],
            weight=row["weight"],
            first=from_text(row["first"]),
            last=from_text(row["last"]),
            teachers=tuple(
                Teacher(hit_id=hit_id, item_id=item_id, title=title)
                for _, hit_id, item_id, title in sorted(
                    json.loads(row["teachers"]), key=lambda one: (-one[0], one[1])
                )
            ),
            witnesses=row["witnesses"],
        )
        for row in rows
    )


def ever_learned(db: Database, slug: str) -> frozenset[str]:
    """Every word that a hit ever taught a watch, those of hits taken back too."""
    sql = """select distinct token from profile_tokens
        where watch_id = (select id from watches where slug = ?) and weight > 0"""
    return frozenset(token for (token,) in db.conn.execute(sql, (storable(slug),)))
