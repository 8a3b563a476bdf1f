-- title: Near misses, and what was missing
-- description: Items that scored at least 0.7 of the threshold in the last 30 days and are no hits: what fired and what was missing. Read these to find out whether a watch is too strict.
-- order: 3
-- watch: Short name of a watch; empty for all
-- since: First day seen, such as 2026-11-23; empty for all
-- least: Lowest score, such as 0.9; empty for all
with chosen as (
    select d.id, d.item_id, d.watch_id, d.score, d.reasons, d.missing, i.first_seen
    from decisions as d
    join watches as w on w.id = d.watch_id
    join items as i on i.id = d.item_id
    where not d.hit
      and (:watch = '' or w.slug = :watch)
      and (:since = '' or i.first_seen >= :since)
      and (:least = '' or d.score >= cast(:least as real))
    order by d.score desc, i.first_seen desc, d.id desc
    limit 300
)
select
    c.first_seen as seen,
    w.slug as watch,
    round(c.score, 2) as score,
    i.title as headline,
    coalesce(nullif(f.name, ''), f.url) as source,
    i.language,
    (select group_concat(m.value, '; ') from json_each(c.missing) as m) as missing,
    (
        select group_concat(
            json_extract(r.value, '$.surface')
            || ' (' || printf('%+.1f', json_extract(r.value, '$.points')) || ')', '; '
        )
        from json_each(c.reasons) as r
    ) as reasons,
    i.link,
    c.item_id as item
from chosen as c
join items as i on i.id = c.item_id
join feeds as f on f.id = i.feed_id
join watches as w on w.id = c.watch_id
order by c.score desc, c.first_seen desc, c.id desc
