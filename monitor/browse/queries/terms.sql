-- title: Terms that fire most, and those that never do
-- description: The work each term does: in how many hits it fired, what share of the watch's hits that is, the points it brings and the spellings met. Terms with no hits are listed too; words the watch has learned are marked.
-- order: 5
-- watch: Short name of a watch; empty for all
-- since: First day seen, such as 2026-11-23; empty for all
with fired as (
    select
        h.watch_id,
        r.term,
        r.hit_id,
        r.points,
        r.field,
        r.role,
        r.origin,
        lower(r.surface) as surface,
        h.first_seen
    from hit_reasons as r
    join hits as h on h.id = r.hit_id
    join watches as w on w.id = h.watch_id
    where (:watch = '' or w.slug = :watch)
      and (:since = '' or h.first_seen >= :since)
),
totals as (
    select watch_id, count(distinct hit_id) as hits from fired group by watch_id
),
work as (
    select
        watch_id,
        term,
        min(role) as role,
        min(origin) as origin,
        count(distinct hit_id) as hits,
        count(distinct case when field = 'title' then hit_id end) as in_headline,
        sum(points) as points,
        substr(replace(group_concat(distinct surface), ',', ', '), 1, 200) as spellings,
        max(first_seen) as latest
    from fired
    group by watch_id, term
),
known as (
    select t.watch_id, t.name as term, t.role, t.weight, t.origin
    from terms as t
    join watches as w on w.id = t.watch_id
    where :watch = '' or w.slug = :watch
    union all
    select k.watch_id, k.term, k.role, null, k.origin
    from work as k
    where not exists (
        select 1 from terms as t where t.watch_id = k.watch_id and t.name = k.term
    )
)
select
    w.slug as watch,
    k.term,
    k.role,
    coalesce(x.hits, 0) as hits,
    cast(round(100.0 * coalesce(x.hits, 0) / max(coalesce(o.hits, 0), 1)) as integer) as percent_of_hits,
    coalesce(x.in_headline, 0) as in_headline,
    round(x.points / x.hits, 2) as points_a_hit,
    k.weight,
    k.origin,
    x.spellings,
    x.latest
from known as k
join watches as w on w.id = k.watch_id
left join work as x on x.watch_id = k.watch_id and x.term = k.term
left join totals as o on o.watch_id = k.watch_id
order by w.slug, coalesce(x.hits, 0) desc, k.weight desc, k.term
limit 500
