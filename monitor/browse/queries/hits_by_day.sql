-- title: Hits by day, and who was first
-- description: How a story moves: for each day and watch the number of hits and of sources, the new steps, who reported first and with which headline. The time of a report is the publisher's where it is believable, else when the item was first seen (UTC).
-- order: 4
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; empty for all
with days as (
    select
        substr(r.reported, 1, 10) as day,
        r.watch_id,
        count(*) as hits,
        count(distinct r.feed_id) as sources,
        -- SQLite takes the other columns from the row of the least.
        min(r.reported || ' ' || r.hit_id) as opening,
        r.reported as first_report,
        r.hit_id,
        r.item_id,
        r.feed_id
    from watches as w
    cross join reports as r on r.watch_id = w.id
    where (:watch = '' or w.slug = :watch)
      and r.reported >= :since
    group by r.watch_id, day
    order by day desc
    limit 300
)
select
    d.day,
    w.slug as watch,
    d.hits,
    d.sources,
    (
        select count(*)
        from developments as s
        where s.watch_id = d.watch_id
          and s.first_seen >= d.day
          and s.first_seen < d.day || 'U'
          and s.merged_into is null
          and s.reports > 0
    ) as new_steps,
    d.first_report,
    coalesce(nullif(f.name, ''), f.url) as first_source,
    i.title as first_headline,
    i.link,
    d.hit_id as hit,
    d.item_id as item,
    'tag:newswake.invalid,2026:day/' || d.day || '/' || w.slug as atom_id,
    replace(replace(d.day || ' ' || w.title || ': ' || d.hits || ' hits', char(65534), ''), char(65535), '')
    as atom_title,
    d.day || 'T00:00:00Z' as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link
from days as d
join watches as w on w.id = d.watch_id
join feeds as f on f.id = d.feed_id
join items as i on i.id = d.item_id
order by d.day desc, d.hits desc, w.slug
