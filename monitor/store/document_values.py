"""What a document was to the store, or would be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model import Item
from monitor.store.item_rows import StoredItem


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """What a document was to the store."""

    stored: tuple[StoredItem, ...]
    """The new and changed items, in the order of the document."""
    entries: int
    """Entries of the document, recognised ones included."""
    new: int
    changed: int
    known: int
    """Entries that were known before: changed, unchanged, recognised or deleted by retention."""
    overlap: int | None = None
    """Of the known ones, those that follow on from the last document (rule S3); None where all may."""
    buried: int = 0
    """Of the known ones, those that retention deleted: neither stored nor matched again."""
    flood: int = 0
    """Of the new items, those beyond what counts as news."""
    links_tell: bool = False
    """The feed's entries are told apart by their links from now on."""
    dates: tuple[datetime, ...] = ()
    """Believable dates of the entries that were parsed."""
    notes: tuple[str, ...] = ()
    """What was odd about the names of the entries, for people."""

    @property
    def shares_known(self) -> bool:
        """The document has something in common with what was stored of the feed before."""
        return self.known > 0


class Fate(StrEnum):
    """What becomes of one entry of a document."""

    NEW = "new"
    FLOOD = "new, beyond what counts as news"
    EDITED = "edited"
    KNOWN = "known"
    BURIED = "deleted long ago"
    """By retention; it does not come back."""
    REPEATED = "listed twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFate:
    """One entry that was parsed; ``item_id`` is None for what is not stored."""

    item: Item
    fate: Fate
    item_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPreview:
    """What a document would be to the store, in the order of the document; ``summary.stored`` is empty."""

    summary: StoredDocument
    entries: tuple[EntryFate, ...]
