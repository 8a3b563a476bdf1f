-- title: First to report
-- description: Which source had the steps of a story first: how many it opened, of how many it carried, how many minutes it was usually (median) ahead of the next source, and the last step it opened. Counted are steps that two sources or more reported.
-- order: 5
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; empty for all
with told as (
    select
        coalesce(d.merged_into, d.id) as step,
        r.feed_id,
        min(r.reported) as reported,
        r.hit_id
    from watches as w
    join reports as r on r.watch_id = w.id and r.first_seen >= :since
    join hit_novelty as n on n.hit_id = r.hit_id
    join developments as d on d.id = n.development_id
    where (:watch = '' or w.slug = :watch)
    group by step, r.feed_id
),
ordered as (
    select
        told.*,
        row_number() over (partition by step order by reported, hit_id) as place,
        lead(reported) over (partition by step order by reported, hit_id) as next_report
    from told
),
shared as (
    select step from told group by step having count(*) > 1
),
opened as (
    select
        feed_id,
        hit_id,
        reported,
        1440 * (julianday(next_report) - julianday(reported)) as minutes
    from ordered
    where place = 1 and next_report is not null
),
ranked as (
    select
        opened.*,
        row_number() over (partition by feed_id order by minutes) as place,
        count(*) over (partition by feed_id) as number
    from opened
),
firsts as (
    select
        feed_id,
        max(number) as first,
        avg(case when place in ((number + 1) / 2, (number + 2) / 2) then minutes end) as minutes,
        max(reported) as latest
    from ranked
    group by feed_id
),
carried as (
    select told.feed_id, count(*) as steps
    from told
    where told.step in (select step from shared)
    group by told.feed_id
),
shown as (
    select
        x.*,
        c.steps,
        (select max(o.hit_id) from opened as o where o.feed_id = x.feed_id and o.reported = x.latest) as hit_id
    from firsts as x
    join carried as c on c.feed_id = x.feed_id
    order by x.first desc, x.feed_id
    limit 300
)
select
    coalesce(nullif(f.name, ''), f.url) as source,
    s.first,
    s.steps,
    cast(round(100.0 * s.first / s.steps) as integer) as percent_first,
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
join feeds as f on f.id = s.feed_id
join hits as h on h.id = s.hit_id
join items as i on i.id = h.item_id
order by s.first desc, minutes_ahead desc, source
