-- title: Who is copied most
-- description: Sources whose text or headline other outlets ran as their own: how often it was taken over, from how many texts, by how many other sources, and the text that went furthest.
-- order: 9
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; empty for all
with texts as (
    select
        r.copy_of,
        first.feed_id,
        first.item_id,
        count(*) as copies,
        max(r.first_seen) as latest
    from watches as w
    cross join reports as r on r.watch_id = w.id
    cross join reports as first on first.watch_id = r.watch_id and first.hit_id = r.copy_of
    where (:watch = '' or w.slug = :watch)
      and r.first_seen >= :since
      and r.feed_id <> first.feed_id
    group by r.copy_of
),
leaders as (
    select
        feed_id,
        sum(copies) as copies,
        count(*) as texts,
        max(latest) as latest,
        -- SQLite takes the other columns from the row of the greatest.
        max(copies * 1000000000 - copy_of) as furthest,
        copies as furthest_copies,
        copy_of,
        item_id
    from texts
    group by feed_id
    order by sum(copies) desc, feed_id
    limit 300
)
select
    coalesce(nullif(f.name, ''), f.url) as source,
    l.copies,
    l.texts,
    i.title as headline,
    l.furthest_copies as copies_of_it,
    l.latest,
    i.link,
    f.group_name as "group",
    f.language,
    l.copy_of as hit,
    l.item_id as item,
    f.id as feed,
    'tag:newswake.invalid,2026:copied/' || f.id || '/' || l.copy_of as atom_id,
    replace(replace(
        coalesce(nullif(f.name, ''), f.url) || ' was copied ' || l.copies || ' times: ' || i.title, char(65534), ''
    ), char(65535), '') as atom_title,
    l.latest as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link
from leaders as l
join feeds as f on f.id = l.feed_id
join items as i on i.id = l.item_id
order by l.copies desc, source
