-- title: The steps of a story
-- description: The timeline, newest first: each new fact with the headline it is best told by, who reported it first, how many reports and sources followed, in how many languages, and when it was last told.
-- order: 2
-- watch: Short name of a watch; empty for all
-- since: Told of since this day, such as 2026-11-23; empty for all
with chosen as (
    select d.id, d.watch_id, d.title, d.title_hit, d.first_seen, d.last_seen
    from watches as w
    cross join developments as d on d.watch_id = w.id
    where (:watch = '' or w.slug = :watch)
      and d.merged_into is null
      and d.reports > 0
      and d.last_seen >= :since
    order by d.first_seen desc, d.id desc
    limit 200
),
told as (
    select
        r.step,
        count(*) as reports,
        count(r.copy_of) as copies,
        count(distinct r.feed_id) as sources,
        count(distinct nullif(r.language, '')) as languages,
        -- SQLite takes the other columns from the row of the least.
        min(r.reported || ' ' || r.hit_id) as opening,
        r.hit_id as first_hit,
        r.feed_id as first_feed,
        r.reported as first_report
    from chosen
    cross join reports as r on r.step = chosen.id
    group by r.step
)
select
    c.first_seen as seen,
    w.slug as watch,
    c.title as headline,
    coalesce(nullif(f.name, ''), f.url) as first_source,
    t.first_report,
    t.reports,
    t.copies,
    t.sources,
    t.languages,
    c.last_seen as last_report,
    i.link,
    t.first_hit as hit,
    h.item_id as item,
    c.id as development,
    'tag:newswake.invalid,2026:development/' || c.id as atom_id,
    replace(replace(c.title, char(65534), ''), char(65535), '') as atom_title,
    c.first_seen as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link,
    replace(replace(
        w.title || ': first in ' || coalesce(nullif(f.name, ''), f.url) || ', ' || t.reports || ' reports from '
        || t.sources || ' sources', char(65534), ''
    ), char(65535), '') as atom_content
from chosen as c
join told as t on t.step = c.id
join watches as w on w.id = c.watch_id
join feeds as f on f.id = t.first_feed
join hits as h on h.id = c.title_hit
join items as i on i.id = h.item_id
order by c.first_seen desc, c.id desc
