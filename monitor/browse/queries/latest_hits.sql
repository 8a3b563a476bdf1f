-- title: Latest hits, and why
-- description: What is new in a story, newest first: each hit with its score (1 is the threshold) and the terms that fired. Hits that a person took back are left out.
-- order: 1
-- watch: Short name of a watch; empty for all
-- since: First day seen, such as 2026-11-23; empty for all
-- least: Lowest score, such as 1.5; empty for all
with chosen as (
    select r.hit_id, r.item_id, r.watch_id, r.feed_id, r.score, r.first_seen
    from watches as w
    cross join reports as r on r.watch_id = w.id
    where (:watch = '' or w.slug = :watch)
      and r.first_seen >= :since
      and (:least = '' or r.score >= cast(:least as real))
    order by r.first_seen desc, r.hit_id desc
    limit 300
),
told as (
    select
        chosen.*,
        (
            select group_concat(fired.words, '; ')
            from (
                select
                    r.surface
                    || case when lower(r.surface) = lower(r.term) then '' else ' = ' || r.term end
                    || ' (' || case when r.origin = 'learned' then 'learned, ' else '' end
                    || case when r.field = '' then '' else r.field || ', ' end
                    || printf('%+.1f', r.points) || ')' as words
                from hit_reasons as r
                where r.hit_id = chosen.hit_id
                order by r.points desc, r.position
                limit 12
            ) as fired
        ) as reasons
    from chosen
)
select
    t.first_seen as seen,
    w.slug as watch,
    round(t.score, 2) as score,
    i.title as headline,
    coalesce(nullif(f.name, ''), f.url) as source,
    i.language,
    t.reasons,
    i.link,
    t.hit_id as hit,
    t.item_id as item,
    'tag:newswake.invalid,2026:hit/' || t.hit_id as atom_id,
    replace(replace(i.title, char(65534), ''), char(65535), '') as atom_title,
    t.first_seen as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link,
    replace(replace(
        w.title || ', score ' || round(t.score, 2) || ': ' || coalesce(t.reasons, ''), char(65534), ''
    ), char(65535), '') as atom_content
from told as t
join items as i on i.id = t.item_id
join feeds as f on f.id = t.feed_id
join watches as w on w.id = t.watch_id
order by t.first_seen desc, t.hit_id desc
