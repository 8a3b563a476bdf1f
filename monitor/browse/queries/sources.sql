-- title: Sources, by share and speed
-- description: Which sources carry a story: hits and their share, how many were copies of others, the days on which a source was first, and how many minutes it is usually (median) behind the first report of the day. Times as in the hits by day.
-- order: 6
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; empty for all
with openings as (
    select
        r.watch_id,
        r.feed_id,
        substr(r.reported, 1, 10) as day,
        min(r.reported) as opening,
        count(*) as hits,
        sum(r.score) as score,
        sum(n.novelty = 'copy') as copies,
        max(r.reported) as latest
    from watches as w
    join reports as r on r.watch_id = w.id and r.first_seen >= :since
    left join hit_novelty as n on n.hit_id = r.hit_id
    where (:watch = '' or w.slug = :watch)
      and r.reported >= :since
    group by r.watch_id, r.feed_id, day
),
behind as (
    select
        openings.*,
        round(1440 * (
            julianday(opening) - julianday(min(opening) over (partition by watch_id, day))
        )) as minutes
    from openings
),
ranked as (
    select
        behind.*,
        row_number() over (partition by feed_id order by minutes) as place,
        count(*) over (partition by feed_id) as days
    from behind
),
numbers as (
    select
        feed_id,
        sum(hits) as hits,
        sum(score) / sum(hits) as mean_score,
        sum(copies) as copies,
        max(latest) as latest,
        max(days) as days,
        sum(minutes = 0) as days_first,
        avg(case when place in ((days + 1) / 2, (days + 2) / 2) then minutes end) as minutes_behind
    from ranked
    group by feed_id
)
select
    coalesce(nullif(f.name, ''), f.url) as source,
    n.hits,
    round(100.0 * n.hits / sum(n.hits) over (), 1) as percent_of_hits,
    n.copies,
    n.days,
    n.days_first,
    cast(round(n.minutes_behind) as integer) as minutes_behind,
    round(n.mean_score, 2) as mean_score,
    n.latest,
    f.group_name as "group",
    f.language,
    f.id as feed,
    'tag:newswake.invalid,2026:source/' || f.id as atom_id,
    replace(replace(
        coalesce(nullif(f.name, ''), f.url) || ': ' || n.hits || ' hits', char(65534), ''
    ), char(65535), '') as atom_title,
    n.latest as atom_updated,
    f.url as atom_link
from numbers as n
join feeds as f on f.id = n.feed_id
order by n.hits desc, n.days_first desc, source
limit 500
