-- title: Possible gaps
-- description: Times in which items may have been missed: a feed's document came in and not one entry in it was known. What was found afterwards in older pages stands beside it.
-- order: 14
-- since: First day, such as 2026-11-23; empty for all
-- search: Part of a feed's name or address; empty for all
with chosen as (
    select g.*, f.name, f.url, f.group_name, f.language
    from gaps as g
    join feeds as f on f.id = g.feed_id
    where g.made_at >= :since
      and (:search = '' or instr(lower(f.name || ' ' || f.url), lower(:search)) > 0)
    order by g.made_at desc, g.id desc
    limit 300
)
select
    c.made_at as seen,
    coalesce(nullif(c.name, ''), c.url) as source,
    c.since,
    c.until,
    round(24 * (julianday(c.until) - julianday(c.since)), 1) as hours,
    c.entries,
    c.found,
    case c.brought when '' then 'not tried' else c.brought end as filled,
    c.tried,
    c.group_name as "group",
    c.language,
    c.feed_id as feed,
    'tag:newswake.invalid,2026:gap/' || c.id as atom_id,
    replace(replace(
        coalesce(nullif(c.name, ''), c.url) || ': items possibly missed until ' || substr(c.until, 1, 16), char(65534), ''
    ), char(65535), '') as atom_title,
    c.made_at as atom_updated,
    c.url as atom_link
from chosen as c
order by c.made_at desc, c.id desc
