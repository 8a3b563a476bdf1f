-- title: Search all items
-- description: Every item that has these words in headline or text, newest first, hits or not. All words must be there; "words in quotes" as they stand, -word leaves out, a OR b is either, word* begins so. Chinese, Japanese, Korean and Thai are found by any part of a word, Arabic and Hebrew with the articles written as one with it.
-- order: 12
-- search: Words to look for
-- watch: Short name of a watch, for its hits only; empty for all items
-- hits: yes for hits only, no for items that are none; empty for all
-- feed: Number of a feed, or part of its name or address; empty for all
-- language: Language, such as en or ar; empty for all
-- since: First day seen, such as 2026-11-23; empty for all
-- until: Last day seen, such as 2026-11-24; empty for all
with limits as (
    -- Items are numbered as they come, those of polls that overlap within hours: a day to spare is enough.
    select
        (
            select i.id from items as i
            where i.first_seen >= coalesce(date(nullif(:since, ''), '-1 day'), '')
            order by i.first_seen limit 1
        ) as low,
        (
            select i.id from items as i
            where i.first_seen < coalesce(date(nullif(:until, ''), '+2 days'), 'z')
            order by i.first_seen desc limit 1
        ) as high
),
-- Of few feeds all items are known at once; where there are many, it is quicker to look which one an item is of.
asked as (
    select s.id
    from feeds as s
    where s.id = cast(:feed as integer) or instr(lower(s.name || ' ' || s.url), lower(:feed)) > 0
),
chosen as (
    select f.rowid as id
    from items_fts as f
    where f.items_fts match words_match(:search)
      and f.rowid >= (select low from limits)
      and f.rowid <= (select high from limits)
      and (:watch = '' or f.rowid in (
          select r.item_id from watches as w join reports as r on r.watch_id = w.id where w.slug = :watch
      ))
      and (:hits <> 'yes' or f.rowid in (select r.item_id from reports as r where r.first_seen >= :since))
      and (:hits <> 'no' or f.rowid not in (select r.item_id from reports as r where r.first_seen >= :since))
      and (:feed = '' or case when (select count(*) from asked) <= 20
          then f.rowid in (select i.id from items as i where i.feed_id in (select a.id from asked as a))
          else (select i.feed_id from items as i where i.id = f.rowid) in (select a.id from asked as a)
      end)
      and (:language = '' or exists (
          select 1 from items as i indexed by idx_items_base_language
          where i.base_language = lower(:language) and i.id = f.rowid
      ))
      and (:until = '' or exists (
          select 1 from items as i where i.id = f.rowid and i.first_seen < date(:until, '+1 day')
      ))
    union
    select p.rowid as id
    from items_pairs as p
    where p.items_pairs match pairs_match(:search)
      and p.rowid >= (select low from limits)
      and p.rowid <= (select high from limits)
      and (:watch = '' or p.rowid in (
          select r.item_id from watches as w join reports as r on r.watch_id = w.id where w.slug = :watch
      ))
      and (:hits <> 'yes' or p.rowid in (select r.item_id from reports as r where r.first_seen >= :since))
      and (:hits <> 'no' or p.rowid not in (select r.item_id from reports as r where r.first_seen >= :since))
      and (:feed = '' or case when (select count(*) from asked) <= 20
          then p.rowid in (select i.id from items as i where i.feed_id in (select a.id from asked as a))
          else (select i.feed_id from items as i where i.id = p.rowid) in (select a.id from asked as a)
      end)
      and (:language = '' or exists (
          select 1 from items as i indexed by idx_items_base_language
          where i.base_language = lower(:language) and i.id = p.rowid
      ))
      and (:until = '' or exists (
          select 1 from items as i where i.id = p.rowid and i.first_seen < date(:until, '+1 day')
      ))
    order by id desc
    limit 100
)
select
    i.first_seen as seen,
    i.title as headline,
    coalesce(
        (
            select snippet(items_fts, -1, char(10214), char(10215), ' … ', 24)
            from items_fts
            where items_fts match snippet_match(:search) and rowid = c.id
        ),
        found_excerpt(i.title || ' ' || i.text, :search)
    ) as excerpt,
    coalesce(nullif(f.name, ''), f.url) as source,
    i.language,
    (
        select group_concat(w.slug, ', ')
        from reports as r
        join watches as w on w.id = r.watch_id
        where r.item_id = c.id
    ) as hit_of,
    i.link,
    c.id as item,
    'tag:newswake.invalid,2026:item/' || c.id as atom_id,
    replace(replace(i.title, char(65534), ''), char(65535), '') as atom_title,
    i.first_seen as atom_updated,
    case when i.link like 'http://%' or i.link like 'https://%' then i.link else f.url end as atom_link
from chosen as c
join items as i on i.id = c.id
join feeds as f on f.id = i.feed_id
where i.first_seen >= :since
order by c.id desc
