-- title: Headlines that were changed
-- description: What publishers changed after an item was a hit, newest first: the headline before and after, and the words of meaning that came and went. Corrections and second thoughts show here.
-- order: 10
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; empty for all
with chosen as (
    select
        e.id,
        e.seen_at,
        e.hit_id,
        e.news,
        e.added,
        e.removed,
        r.watch_id,
        r.item_id,
        r.feed_id,
        earlier.title as before,
        later.title as after
    from hit_edits as e
    join reports as r on r.hit_id = e.hit_id
    join watches as w on w.id = r.watch_id
    join item_versions as later on later.item_id = r.item_id and later.version = e.version
    join item_versions as earlier on earlier.item_id = r.item_id and earlier.version = e.version - 1
    where e.seen_at >= :since
      and (:watch = '' or w.slug = :watch)
      and later.title <> earlier.title
    order by e.seen_at desc, e.id desc
    limit 300
)
select
    c.seen_at as seen,
    w.slug as watch,
    coalesce(nullif(f.name, ''), f.url) as source,
    c.before,
    c.after as headline,
    case c.news when 1 then 'meaning' else 'wording' end as changed,
    (select group_concat(a.value, ', ') from json_each(c.added) as a) as added,
    (select group_concat(g.value, ', ') from json_each(c.removed) as g) as removed,
    i.link,
    c.hit_id as hit,
    c.item_id as item,
    'tag:newswake.invalid,2026:edit/' || c.id as atom_id,
    replace(replace(c.after, char(65534), ''), char(65535), '') as atom_title,
    c.seen_at as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link,
    replace(replace(w.title || ': before: ' || c.before, char(65534), ''), char(65535), '') as atom_content
from chosen as c
join items as i on i.id = c.item_id
join feeds as f on f.id = c.feed_id
join watches as w on w.id = c.watch_id
order by c.seen_at desc, c.id desc
