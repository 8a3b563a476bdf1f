"""The one try to find what fell into a possible gap: what an older page comes to (rule S3)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

BACK_DATED: Final = timedelta(hours=24)
"""An entry dated so long before the last visit was not missed since: it had left the feed before, or came before us.
Less is believed to be late in coming: drafts keep the date on which they were begun."""


class Brought(StrEnum):
    """What the try came to."""

    CLOSED = "closed"
    """The page reaches back to what was known: nothing is missing between."""
    PARTLY = "partly"
    """New entries, and none that was known: more may be missing."""
    NOTHING = "nothing"
    FAILED = "failed"
    """There was no page of use."""


def brought(*, new: int, reaches: bool) -> Brought:
    """What an older page with ``new`` entries comes to; ``reaches``: it has entries known from before the gap."""
    if reaches:
        return Brought.CLOSED
    return Brought.PARTLY if new else Brought.NOTHING


def is_old(published: datetime | None, since: datetime | None) -> bool:
    """Whether an entry of an older page is from long before the gap that began at ``since``: then it is no news."""
    return published is not None and since is not None and published < since - BACK_DATED


def told(result: Brought, *, new: int, reason: str = "") -> str:
    """The end of the line that tells of the gap: ``new`` entries are news, ``reason`` is that of a failure."""
    match result:
        case Brought.CLOSED if new:
            return f"; an older page brought what was missed, {new} more"
        case Brought.CLOSED:
            return "; an older page shows that none was missed"
        case Brought.PARTLY:
            return f"; an older page brought {new} more, perhaps not all"
        case Brought.NOTHING:
            return "; an older page brought none of them"
        case Brought.FAILED:
            return f"; an older page could not be read: {reason}"
