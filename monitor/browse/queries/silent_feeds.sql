-- title: Feeds gone silent
-- description: Feeds that answer and still bring nothing new: how long each has been silent, how much it brought in the thirty days before, the usual hours between items then, and how many times that the silence lasts. A watch that goes quiet may only have lost its source.
-- order: 13
-- days: Silent for at least so many days; 3 where left empty
with asked as (
    select strftime(
        '%Y-%m-%dT%H:%M:%fZ', 'now', printf('%+.3f days', -cast(coalesce(nullif(:days, ''), 3) as real))
    ) as before
),
newest as (
    select
        f.*,
        (select max(i.first_seen) from items as i where i.feed_id = f.id) as newest_item
    from feeds as f
    where f.kind = 'live' and f.retired_at is null and f.same_as is null
),
silent as (
    select
        n.*,
        julianday('now') - julianday(n.newest_item) as days,
        (
            select count(*)
            from items as i
            where i.feed_id = n.id
              and i.first_seen >= strftime('%Y-%m-%dT%H:%M:%fZ', n.newest_item, '-30 days')
        ) as items_before
    from newest as n
    cross join asked
    where n.newest_item <= asked.before
)
select
    coalesce(nullif(s.name, ''), s.url) as source,
    round(s.days, 1) as days_silent,
    s.newest_item,
    s.items_before as items_in_30_days_before,
    round(720.0 / s.items_before, 1) as usual_hours_between,
    cast(round(s.days * 24 / (720.0 / s.items_before)) as integer) as times_the_usual,
    s.health,
    s.last_success,
    s.last_error,
    s.group_name as "group",
    s.language,
    s.url,
    s.id as feed,
    'tag:newswake.invalid,2026:silent/' || s.id || '/' || s.newest_item as atom_id,
    replace(replace(
        coalesce(nullif(s.name, ''), s.url) || ' has been silent since ' || substr(s.newest_item, 1, 10),
        char(65534), ''
    ), char(65535), '') as atom_title,
    s.newest_item as atom_updated,
    s.url as atom_link
from silent as s
order by s.days * s.items_before desc, source
limit 500
