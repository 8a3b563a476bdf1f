"""Comments of the tables that hold the entries of the feeds."""

from types import MappingProxyType

COMMENTS = MappingProxyType(
    {
        "items": (
            "The entries of the feeds in their latest state, told apart by feed and identity.",
            {
                "id": "Number of the item.",
                "feed_id": "The feed it came in.",
                "identity": "What tells it from others of its feed: its guid, else its link, else a hash; "
                "with link or hash added where several share it. Given once, never changed.",
                "guid": "The guid or id that the feed gave when the item was first seen.",
                "link": "Address of the article, http or https; empty where there is none.",
                "canonical_link": "The link without tracking parameters, www and the like, to find copies.",
                "title": "Headline, plain text.",
                "text": "Plain text of summary or content, the longer of the two.",
                "html": "What the feed carried, uncleaned: never to be shown without cleaning.",
                "author": "Author as the feed gives it.",
                "categories": "Categories as the feed gives them, a JSON list.",
                "language": "Language of the item as a BCP 47 tag; empty where unknown.",
                "published_raw": "The publisher's date as written.",
                "published": "The publisher's date; null where missing or not to be believed.",
                "date_flag": "What ails the date: missing, unreadable, no-zone, future, ancient; or empty.",
                "first_seen": "When it was first seen: the only clock of digests and windows.",
                "last_seen": "When it last stood in the feed, to within six hours.",
                "content_hash": "Hash of the normalised title and text; another hash is another version.",
                "version": "Number of the present state, from 1.",
                "backlog": "1 where it came with the first document of its feed: old news.",
                "replayed": "1 where it came from an archive: never mailed.",
                "flood": "1 where it came with far more new entries at once than its feed ever brings: "
                "matched and shown, never mailed as news.",
                "entry_key": "Hashes of link, title and date as first seen, twelve digits each: what tells "
                "entries of one guid apart.",
                "effective": "For reading in order: the publisher's date where it is to be believed and "
                "earlier than the first sight, else the first sight.",
                "base_language": "The language without country or script, small letters: en for en-GB.",
            },
        ),
        "item_versions": (
            "The states of items whose text has changed, the first one included; others have no row here.",
            {
                "id": "Number of the row.",
                "item_id": "The item.",
                "version": "Number of the state, from 1.",
                "seen_at": "When this state was first seen.",
                "title": "Headline in this state.",
                "text": "Text in this state.",
                "content_hash": "Hash of the normalised title and text in this state.",
            },
        ),
        "items_fts": (
            "Full-text index over the items, kept current by triggers; folds English endings and accents.",
            {
                "title": "Headline, from items.",
                "text": "Text, from items.",
            },
        ),
        "items_pairs": (
            "Full-text index over the items in scripts that set no blanks between words, such as Chinese or Thai.",
            {
                "pairs": "Headline and text, each run of such characters cut into pairs, other words whole.",
            },
        ),
        "feed_documents": (
            "What stood in the last document of each feed: entries known from it are not parsed again.",
            {
                "feed_id": "The feed.",
                "marks": "Fingerprints of its entries, 16 hex digits each, parted by blanks.",
                "items": "Numbers of its items, a JSON list: first those of the marks, in their order, then "
                "those of entries without a mark.",
                "touched_at": "When last_seen of these items was last moved.",
            },
        ),
        "tombstones": (
            "Items deleted by retention: if one comes back it is not news. Kept as long again as items are.",
            {
                "feed_id": "The feed it came in.",
                "identity": "The identity it had.",
                "entry_key": "The entry_key it had.",
                "last_seen": "When it last stood in the feed, to within six hours.",
            },
        ),
    }
)
"""Table → (what it is for, column → what it holds)."""
