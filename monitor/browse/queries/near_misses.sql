-- title: Near misses, and what was missing
-- description: Items that came just under the threshold in the last 30 days, the nearest first: what fired and what was missing. Read these to find out whether a watch is too strict.
-- order: 11
-- watch: Short name of a watch; empty for all
-- since: First day decided, such as 2026-11-23; empty for all
-- least: Lowest score, such as 0.9; 0.7 where left empty
with chosen as (
    select d.id, d.score
    from watches as w
    cross join decisions as d on d.watch_id = w.id
    where d.hit = 0
      and d.score >= cast(coalesce(nullif(:least, ''), 0.7) as real)
      and (:watch = '' or w.slug = :watch)
      and d.decided_at >= :since
    order by d.score desc, d.id desc
    limit 300
)
select
    i.first_seen as seen,
    w.slug as watch,
    round(d.score, 2) as score,
    i.title as headline,
    coalesce(nullif(f.name, ''), f.url) as source,
    i.language,
    (select group_concat(m.value, '; ') from json_each(d.missing) as m) as missing,
    (
        select group_concat(
            json_extract(r.value, '$.surface')
            || ' (' || printf('%+.1f', json_extract(r.value, '$.points')) || ')', '; '
        )
        from json_each(d.reasons) as r
    ) as reasons,
    i.link,
    d.item_id as item,
    'tag:newswake.invalid,2026:near/' || w.slug || '/' || d.item_id as atom_id,
    replace(replace(i.title, char(65534), ''), char(65535), '') as atom_title,
    d.decided_at as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link
from chosen as c
join decisions as d on d.id = c.id
join items as i on i.id = d.item_id
join feeds as f on f.id = i.feed_id
join watches as w on w.id = d.watch_id
order by c.score desc, c.id desc
