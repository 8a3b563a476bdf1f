"""The headers of a delivery, with the proof that it comes from us and when."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

SIGNATURE = "X-Newswake-Signature"
TIMESTAMP = "X-Newswake-Timestamp"
DELIVERY = "X-Newswake-Delivery"
EVENT = "X-Newswake-Event"


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """``sha256=`` and the HMAC-SHA256, in hex digits, of ``timestamp.body`` under ``secret``."""
    signed = f"{timestamp}.".encode("ascii") + body
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def delivery_headers(
    secret: str, body: bytes, *, event: str, delivery_id: str, now: datetime
) -> Mapping[str, str]:
    """The headers of a delivery that is attempted at ``now``: a later attempt has another time, the same id."""
    timestamp = int(now.timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        EVENT: event,
        DELIVERY: delivery_id,
        TIMESTAMP: str(timestamp),
        SIGNATURE: signature(secret, timestamp, body),
    }


def delivery_id(token: str, event_key: str) -> str:
    """32 hex digits, the same for every attempt; ``token`` is the webhook's own and tells installations apart."""
    return hashlib.sha256(f"{token}|{event_key}".encode()).hexdigest()[:32]
