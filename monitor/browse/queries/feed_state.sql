-- title: Feeds: which answer, which are silent
-- description: Is it working? Each feed that is polled, those in trouble first: last answer, failures in a row, the last error, items of the last seven days and when the newest came.
-- order: 15
-- search: Part of a feed's name or address; empty for all
-- trouble: 1 for feeds in trouble only; empty for all
with seen as (
    select
        f.*,
        (select max(i.first_seen) from items as i where i.feed_id = f.id) as newest_item,
        (
            select count(*) from items as i
            where i.feed_id = f.id
              and i.first_seen >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-7 days')
        ) as items_in_7_days
    from feeds as f
    where f.kind = 'live'
      and f.retired_at is null
      and (:search = '' or instr(lower(f.name || ' ' || f.url), lower(:search)) > 0)
),
told as (
    select
        seen.*,
        case
            when same_as is not null then 'read with another'
            when last_polled is null then 'not polled yet'
            when last_success is null then 'never answered'
            when failures > 0 then 'failing'
            when newest_item < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-7 days') then 'silent for a week'
            else 'answers'
        end as state
    from seen
)
select
    state,
    coalesce(nullif(name, ''), url) as source,
    failures,
    last_success,
    newest_item,
    items_in_7_days,
    last_error,
    next_due,
    group_name as "group",
    language,
    url,
    id as feed,
    'tag:newswake.invalid,2026:feed/' || id || '/' || replace(state, ' ', '-') as atom_id,
    replace(replace(coalesce(nullif(name, ''), url) || ': ' || state, char(65534), ''), char(65535), '') as atom_title,
    coalesce(health_since, last_polled, added_at) as atom_updated,
    url as atom_link
from told
where :trouble = '' or state not in ('answers', 'not polled yet', 'read with another')
order by
    case state
        when 'never answered' then 0
        when 'failing' then 1
        when 'silent for a week' then 2
        when 'not polled yet' then 3
        when 'read with another' then 5
        else 4
    end,
    failures desc,
    source
limit 1000
