-- title: What changed since
-- description: For who was away: the new steps of the stories, and the headlines and texts that publishers changed in meaning, newest first.
-- order: 3
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; the last seven days where left empty
with asked as (
    select coalesce(nullif(:since, ''), strftime('%Y-%m-%d', 'now', '-7 days')) as since
),
opened as (
    select
        d.first_seen as at,
        'new development' as what,
        d.watch_id,
        d.title as headline,
        '' as before,
        d.reports || case d.reports when 1 then ' report' else ' reports' end as said,
        d.title_hit as hit_id,
        'development/' || d.id as name
    from asked
    cross join watches as w
    join developments as d on d.watch_id = w.id and d.first_seen >= asked.since
    where (:watch = '' or w.slug = :watch)
      and d.merged_into is null
      and d.reports > 0
    order by d.first_seen desc
    limit 300
),
edited as (
    select
        e.seen_at as at,
        case when later.title = earlier.title then 'text changed' else 'headline changed' end as what,
        r.watch_id,
        later.title as headline,
        case when later.title = earlier.title then '' else earlier.title end as before,
        trim(
            coalesce('added: ' || (select group_concat(a.value, ', ') from json_each(e.added) as a), '') || ' '
            || coalesce('removed: ' || (select group_concat(g.value, ', ') from json_each(e.removed) as g), '')
        ) as said,
        e.hit_id,
        'edit/' || e.id as name
    from asked
    cross join hit_edits as e on e.seen_at >= asked.since
    join reports as r on r.hit_id = e.hit_id
    join watches as w on w.id = r.watch_id
    join item_versions as later on later.item_id = r.item_id and later.version = e.version
    join item_versions as earlier on earlier.item_id = r.item_id and earlier.version = e.version - 1
    where e.news = 1
      and (:watch = '' or w.slug = :watch)
    order by e.seen_at desc
    limit 300
),
both as (
    select * from opened
    union all
    select * from edited
)
select
    b.at as seen,
    b.what,
    w.slug as watch,
    b.headline,
    b.before,
    b.said,
    coalesce(nullif(f.name, ''), f.url) as source,
    i.link,
    b.hit_id as hit,
    h.item_id as item,
    'tag:newswake.invalid,2026:' || b.name as atom_id,
    replace(replace(b.what || ': ' || b.headline, char(65534), ''), char(65535), '') as atom_title,
    b.at as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link,
    replace(replace(w.title || ': ' || b.before || ' ' || b.said, char(65534), ''), char(65535), '') as atom_content
from both as b
join hits as h on h.id = b.hit_id
join items as i on i.id = h.item_id
join feeds as f on f.id = i.feed_id
join watches as w on w.id = b.watch_id
order by b.at desc, b.name
limit 300
