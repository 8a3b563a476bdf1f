-- title: First to report
-- description: Which source had the steps of a story first: how many it opened, of how many it carried, how many minutes it was usually (median) ahead of the next source, and the last step it opened. Counted are steps that two sources or more reported.
-- order: 5
-- watch: Short name of a watch; empty for all
-- since: First seen since this day, such as 2026-11-23; empty for all
with steps as (
    select d.id as step
    from watches as w
    cross join developments as d on d.watch_id = w.id
    where (:watch = '' or w.slug = :watch)
      and d.merged_into is null
      and d.first_seen >= :since
),
opened as materialized (
    select
        r.step,
        -- SQLite takes the other columns from the row of the least.
        min(r.reported || ' ' || r.hit_id) as opening,
        r.reported,
        r.feed_id,
        r.hit_id
    from steps as s
    cross join reports as r on r.step = s.step
    group by r.step
),
followed as materialized (
    select o.step, o.feed_id, o.hit_id, o.reported, min(r.reported) as next_report
    from opened as o
    cross join reports as r on r.step = o.step and r.feed_id <> o.feed_id
    group by o.step
),
carried as materialized (
    select r.feed_id, count(distinct r.step) as steps
    from followed as o
    cross join reports as r on r.step = o.step
    group by r.feed_id
),
shown as (
    select
        o.feed_id,
        count(*) as first,
        median(1440 * (julianday(o.next_report) - julianday(o.reported))) as minutes,
        max(o.reported) as latest,
        o.hit_id
    from followed as o
    group by o.feed_id
    order by count(*) desc, o.feed_id
    limit 300
)
select
    coalesce(nullif(f.name, ''), f.url) as source,
    s.first,
    c.steps,
    cast(round(100.0 * s.first / c.steps) as integer) as percent_first,
    cast(round(s.minutes) as integer) as minutes_ahead,
    s.latest,
    i.title as headline,
    i.link,
    f.group_name as "group",
    f.language,
    s.hit_id as hit,
    f.id as feed,
    'tag:newswake.invalid,2026:first/' || f.id || '/' || s.hit_id as atom_id,
    replace(replace(
        coalesce(nullif(f.name, ''), f.url) || ' was first: ' || i.title, char(65534), ''
    ), char(65535), '') as atom_title,
    s.latest as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link
from shown as s
join carried as c on c.feed_id = s.feed_id
join feeds as f on f.id = s.feed_id
join hits as h on h.id = s.hit_id
join items as i on i.id = h.item_id
order by s.first desc, minutes_ahead desc, source
