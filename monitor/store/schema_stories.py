"""Comments of the tables that hold the stories followed and what was decided."""

from types import MappingProxyType

COMMENTS = MappingProxyType(
    {
        "watches": (
            "The stories being followed, as their files stood when they were last loaded.",
            {
                "id": "Number of the watch.",
                "slug": "Name of its file without the ending; the watch is known by it.",
                "title": "Its title.",
                "state": "active, paused or closed.",
                "threshold": "Points at which an item is a hit.",
                "revision": "First 12 hex digits of the SHA-256 of the file; hits keep it.",
                "seed_origin": "Where the seed article was read from.",
                "seed_title": "Headline of the seed article.",
                "created": "Date in the file; null where it gives none.",
                "loaded_at": "When this revision was first loaded.",
                "retired_at": "When the file was no longer found; null while it is there.",
            },
        ),
        "terms": (
            "What each watch looks for, in its present revision.",
            {
                "id": "Number of the row.",
                "watch_id": "The watch.",
                "name": "Canonical name of the term.",
                "role": "actor, object, place, event or context.",
                "weight": "Points that it gives.",
                "forms": "Its spellings with their languages, a JSON list.",
                "context": "Terms one of which must stand beside it, a JSON list; empty where none need.",
                "unless": "Phrases that a match must not be part of, a JSON list.",
                "exact_case": "1 where capitals matter.",
                "inflect": "1 where endings are added by rule.",
                "origin": "seed (proposed), person (written, reviewed) or accepted (from the profile).",
                "reason": "Why it was proposed.",
            },
        ),
        "decisions": (
            "The latest decision on each item that came to 0.7 of the threshold or more, for 30 days.",
            {
                "id": "Number of the row.",
                "item_id": "The item.",
                "version": "The version of the item that was read.",
                "watch_id": "The watch.",
                "revision": "The revision of the watch that decided.",
                "points": "Sum of the reasons.",
                "threshold": "Points that a hit needed.",
                "score": "Points as a share of the threshold; 1.0 is the threshold.",
                "hit": "1 where it was judged a hit.",
                "decided_at": "When it was decided.",
                "expires_at": "When this row may be dropped.",
                "reasons": "What added up to the points, a JSON list as in hit_reasons.",
                "missing": "Why it was no hit, in words, a JSON list.",
            },
        ),
        "hits": (
            "Items judged follow-up coverage of a watch, for ever: once each, and no edit takes one back.",
            {
                "id": "Number of the hit: ever rising, never given twice; digests remember ranges of it.",
                "item_id": "The item.",
                "watch_id": "The watch.",
                "points": "Sum of the reasons.",
                "threshold": "Points that a hit needed.",
                "score": "Points as a share of the threshold; 1.0 is the threshold.",
                "revision": "The revision of the watch that decided.",
                "decided_at": "When it was decided.",
                "first_seen": "When the item was first seen.",
                "item_version": "The version of the item that was read; the offsets of the reasons fit it.",
                "poll_id": "The poll that brought it; null where none did. Polls are dropped after 30 days.",
                "via_edit": "1 where only a later version of the item hit.",
                "backlog": "1 where the item came with the first document of its feed: told apart from news.",
                "replayed": "1 where the item came from an archive: never mailed.",
                "rematched": "1 where it was found by deciding again over stored items: never mailed.",
                "feedback": "relevant or irrelevant as a person said; withdrawn: a hit by hand, taken back; else null.",
            },
        ),
        "hit_reasons": (
            "Why each hit is one: the contributions to its score, with their places in the text.",
            {
                "id": "Number of the row.",
                "hit_id": "The hit.",
                "position": "Place among the reasons of the hit, from 0.",
                "term": "Name of the term, or the token of the profile.",
                "role": "Role of the term, or profile, or feedback (a person's word).",
                "surface": "The words as they stand in the text.",
                "field": "Column of items that they stand in: title or text; empty where no one place.",
                "start": "First character of the place, from 0.",
                "end": "Character after the place.",
                "points": "Points that it gave.",
                "origin": "seed, person, accepted or learned.",
                "learned_from": "The hit that taught the token; null where it was not learned.",
            },
        ),
        "profile_tokens": (
            "What accepted hits taught a watch: one row for each token and hit.",
            {
                "id": "Number of the row.",
                "watch_id": "The watch.",
                "token": "The token, folded and stemmed.",
                "weight": "Weight that the hit added.",
                "hit_id": "The hit that taught it.",
                "learned_at": "When.",
            },
        ),
        "surroundings": (
            "What was measured around the seed of each watch when it was first followed.",
            {
                "watch_id": "The watch.",
                "seed": "Digest of the seed's text; another seed is measured anew.",
                "items": "Items it rests on; measured anew when twice as many are stored, until it rests on 20,000.",
                "similarity": "Cosine that one in 2,000 unrelated items reaches with the seed.",
                "topic": "(token, share of the look-alikes that hold it), a JSON list: these words count less.",
                "measured_at": "When.",
            },
        ),
        "watch_changes": (
            "What is laid over the watch files: dated rows, shown by watch show, folded in by watch merge.",
            {
                "id": "Number of the row.",
                "watch_id": "The watch.",
                "kind": "veto, mute, term (an accepted name) or feedback.",
                "text": "The word, phrase or name of the term; of feedback: relevant or irrelevant.",
                "term": "An accepted term in full, a JSON object; null for the other kinds.",
                "item_id": "The item that feedback is about; null for the others.",
                "made_at": "When it was asked for.",
                "made_by": "Who asked for it, and with which command or page.",
                "withdrawn_at": "When it was taken back, from when on it does not count; null while it does.",
                "withdrawn_by": "Who took it back; null while it counts.",
                "merged_at": "When the watch file took it in; null before.",
            },
        ),
        "watch_drift": (
            "Watches of which more is learned than given: one row each, made when it was first looked at.",
            {
                "watch_id": "The watch.",
                "since": "Since when words that only hits brought in give most points; null while they do not.",
                "share": "Their share in the points of the hits of the last 7 days, as last reckoned.",
                "checked_at": "When it was last reckoned.",
            },
        ),
        "token_counts": (
            "In how many items each token occurred: how common a word is.",
            {
                "token": "The token, folded and stemmed.",
                "items": "Items that had it at least once.",
            },
        ),
        "background": (
            "One row: how many items the token counts were taken from.",
            {
                "id": "Always 1.",
                "documents": "Items counted.",
            },
        ),
    }
)
"""Table → (what it is for, column → what it holds)."""
