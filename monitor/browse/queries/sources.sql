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
        -- Of its day: cheaper than the functions for dates, and all that is compared is of one day.
        min(60 * substr(r.reported, 12, 2) + substr(r.reported, 15, 2)) as minute,
        count(*) as hits,
        sum(r.score) as score,
        count(r.copy_of) as copies,
        max(r.reported) as latest
    from watches as w
    cross join reports as r on r.watch_id = w.id
    where (:watch = '' or w.slug = :watch)
      and r.reported >= :since
    group by r.watch_id, day, r.feed_id
),
behind as (
    select
        feed_id,
        hits,
        score,
        copies,
        latest,
        minute - min(minute) over (partition by watch_id, day) as minutes
    from openings
),
numbers as (
    select
        feed_id,
        sum(hits) as hits,
        sum(score) / sum(hits) as mean_score,
        sum(copies) as copies,
        max(latest) as latest,
        count(*) as days,
        sum(minutes = 0) as days_first,
        median(minutes) as minutes_behind
    from behind
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
limit 300
