-- title: Sources, by number and speed
-- description: Which sources carry a story: hits, the days on which a source was first, and how many minutes it is usually (median) behind the first report of the day. Times as in the hits by day.
-- order: 4
-- watch: Short name of a watch; empty for all
-- since: First day, such as 2026-11-23; empty for all
with reports as (
    select
        h.watch_id,
        i.feed_id,
        h.score,
        case
            when i.date_flag = '' and i.published < h.first_seen then i.published
            else h.first_seen
        end as reported
    from hits as h
    join watches as w on w.id = h.watch_id
    join items as i on i.id = h.item_id
    where (:watch = '' or w.slug = :watch)
),
openings as (
    select watch_id, feed_id, substr(reported, 1, 10) as day, min(reported) as opening
    from reports
    where :since = '' or reported >= :since
    group by watch_id, feed_id, day
),
behind as (
    select
        feed_id,
        round(1440 * (
            julianday(opening) - julianday(min(opening) over (partition by watch_id, day))
        )) as minutes
    from openings
),
ranked as (
    select
        feed_id,
        minutes,
        row_number() over (partition by feed_id order by minutes) as place,
        count(*) over (partition by feed_id) as days
    from behind
),
speed as (
    select
        feed_id,
        max(days) as days,
        sum(minutes = 0) as days_first,
        avg(case when place in ((days + 1) / 2, (days + 2) / 2) then minutes end) as minutes_behind
    from ranked
    group by feed_id
),
numbers as (
    select feed_id, count(*) as hits, avg(score) as mean_score, max(reported) as latest
    from reports
    where :since = '' or reported >= :since
    group by feed_id
)
select
    coalesce(nullif(f.name, ''), f.url) as source,
    n.hits,
    s.days,
    s.days_first,
    cast(round(s.minutes_behind) as integer) as minutes_behind,
    round(n.mean_score, 2) as mean_score,
    n.latest,
    f.group_name as "group",
    f.language,
    f.id as feed
from numbers as n
join speed as s on s.feed_id = n.feed_id
join feeds as f on f.id = n.feed_id
order by n.hits desc, s.days_first desc, source
limit 500
