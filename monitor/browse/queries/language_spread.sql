-- title: Languages, and when a story reached them
-- description: In which languages a story is told: hits and their share, sources, the first report in each with its headline, and how many hours that was after the first report in any.
-- order: 7
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; empty for all
with spread as (
    select
        r.watch_id,
        r.language,
        count(*) as hits,
        count(distinct r.feed_id) as sources,
        max(r.reported) as latest,
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
    group by r.watch_id, r.language
),
shown as (
    select
        spread.*,
        100.0 * hits / sum(hits) over (partition by watch_id) as share,
        24 * (julianday(first_report) - julianday(min(first_report) over (partition by watch_id))) as hours
    from spread
)
select
    w.slug as watch,
    coalesce(nullif(s.language, ''), 'unknown') as language,
    s.hits,
    round(s.share, 1) as percent_of_hits,
    s.sources,
    s.first_report,
    round(s.hours, 1) as hours_after_the_first,
    coalesce(nullif(f.name, ''), f.url) as first_source,
    i.title as first_headline,
    s.latest,
    i.link,
    s.hit_id as hit,
    s.item_id as item,
    'tag:newswake.invalid,2026:language/' || w.slug || '/' || s.language as atom_id,
    replace(replace(
        w.title || ' reached ' || coalesce(nullif(s.language, ''), 'unknown') || ': ' || i.title, char(65534), ''
    ), char(65535), '') as atom_title,
    s.first_report as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link
from shown as s
join watches as w on w.id = s.watch_id
join feeds as f on f.id = s.feed_id
join items as i on i.id = s.item_id
order by s.hits desc, w.slug, s.language
limit 300
