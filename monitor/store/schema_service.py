"""Comments of the tables that the service and its commands share."""

from types import MappingProxyType

COMMENTS = MappingProxyType(
    {
        "digests": (
            "The digests made: a copy, without addresses, of what the private file decides.",
            {
                "id": "Number of the row.",
                "digest_key": "What tells the digest from others; names no recipient.",
                "local_date": "The recipient's date it is for.",
                "zone": "The recipient's time zone.",
                "watches": "Watches that it covers, a JSON list.",
                "hits_from": "It covers hits with a number above this.",
                "hits_to": "It covers hits up to this number.",
                "hit_count": "Hits covered.",
                "shown_count": "Hits shown after copies were folded.",
                "subject": "Subject line.",
                "state": "pending, in_doubt, sent, parked or skipped.",
                "created_at": "When it was made.",
                "sent_at": "When it was accepted for delivery; null before.",
            },
        ),
        "notices": (
            "What the next digest is to say besides hits: a feed that fell ill or recovered, a possible gap.",
            {
                "id": "Number of the notice.",
                "made_at": "When it arose.",
                "kind": "What it is about, such as health or gap.",
                "feed_id": "The feed it is about; null where none.",
                "text": "The notice in one line.",
                "digest_key": "The digest that told it; null until one has.",
            },
        ),
        "requests": (
            "What commands and pages ask of the running service; it applies them before its next decision.",
            {
                "id": "Number of the request.",
                "made_at": "When it was made.",
                "made_by": "The command or page that made it.",
                "kind": "What is asked, such as feedback or mute.",
                "payload": "The particulars, a JSON object.",
                "applied_at": "When it was applied; null while it waits.",
                "result": "What came of it, in one line; empty while it waits.",
            },
        ),
    }
)
"""Table → (what it is for, column → what it holds)."""
