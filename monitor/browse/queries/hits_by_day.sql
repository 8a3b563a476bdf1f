-- title: Hits by day, and who was first
-- description: How a story moves: for each day and watch the number of hits and of sources, who reported first and with which headline. The time of a report is the publisher's where it is believable, else when the item was first seen (UTC).
-- order: 2
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; empty for all
with reports as (
    select
        h.id,
        h.item_id,
        h.watch_id,
        i.feed_id,
        i.title,
        i.link,
        case
            when i.date_flag = '' and i.published < h.first_seen then i.published
            else h.first_seen
        end as reported
    from hits as h
    join watches as w on w.id = h.watch_id
    join items as i on i.id = h.item_id
    where (:watch = '' or w.slug = :watch)
),
placed as (
    select
        substr(reported, 1, 10) as day,
        reports.*,
        row_number() over (
            partition by substr(reported, 1, 10), watch_id order by reported, id
        ) as place
    from reports
),
days as (
    select day, watch_id, count(*) as hits, count(distinct feed_id) as sources
    from placed
    where :since = '' or day >= :since
    group by day, watch_id
    order by day desc
    limit 500
)
select
    d.day,
    w.slug as watch,
    d.hits,
    d.sources,
    p.reported as first_report,
    coalesce(nullif(f.name, ''), f.url) as first_source,
    p.title as first_headline,
    p.link,
    p.id as hit,
    p.item_id as item
from days as d
join placed as p on p.day = d.day and p.watch_id = d.watch_id and p.place = 1
join watches as w on w.id = d.watch_id
join feeds as f on f.id = p.feed_id
order by d.day desc, d.hits desc, w.slug
