-- title: Terms that fire most, and those that never do
-- description: The work each term does: in how many hits it fired, what share of the watch's hits that is, the points it brings and when it last fired. Terms that did not fire are listed too; words the watch has learned are marked.
-- order: 8
-- watch: Short name of a watch; empty for all
-- since: First day seen, such as 2026-11-23; the 30 days up to the newest hit where left empty
-- silent: 1 for terms that did not fire only; empty for all
with asked as (
    select coalesce(nullif(:since, ''), date((select max(first_seen) from reports), '-30 days'), '') as since
),
totals as materialized (
    select h.watch_id, count(*) as hits
    from asked
    cross join watches as w
    cross join reports as h on h.watch_id = w.id and h.first_seen >= asked.since
    where (:watch = '' or w.slug = :watch)
    group by h.watch_id
),
work as materialized (
    select
        h.watch_id,
        r.term,
        min(r.role) as role,
        min(r.origin) as origin,
        count(distinct r.hit_id) as hits,
        count(distinct case when r.field = 'title' then r.hit_id end) as in_headline,
        sum(r.points) as points,
        max(h.first_seen) as latest
    from asked
    cross join watches as w
    cross join reports as h on h.watch_id = w.id and h.first_seen >= asked.since
    join hit_reasons as r on r.hit_id = h.hit_id
    where (:watch = '' or w.slug = :watch)
    group by h.watch_id, r.term
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
    x.latest,
    'tag:newswake.invalid,2026:term/' || w.slug || '/' || replace(k.term, ' ', '+') as atom_id,
    replace(replace(
        w.title || ': ' || k.term || ' fired in ' || coalesce(x.hits, 0) || ' hits', char(65534), ''
    ), char(65535), '') as atom_title,
    coalesce(x.latest, w.loaded_at) as atom_updated,
    replace(replace(
        k.role || ' ' || k.term || ', from ' || k.origin, char(65534), ''
    ), char(65535), '') as atom_content
from known as k
join watches as w on w.id = k.watch_id
left join work as x on x.watch_id = k.watch_id and x.term = k.term
left join totals as o on o.watch_id = k.watch_id
where :silent = '' or x.hits is null
order by coalesce(x.hits, 0) desc, w.slug, k.weight desc, k.term
limit 300
