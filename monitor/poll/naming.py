"""The names that an entry may be known by, from plain to exact (rule I1)."""

from dataclasses import dataclass, field

from monitor.model import Item
from monitor.poll.identity import digest, entry_key
from monitor.poll.sameness import COMPARED, other_spellings
from monitor.text.links import canonical_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a document with all that it may be known by; equal where guid and key are."""

    guid: str
    key: str
    """``identity.entry_key``: link, headline and date."""
    link: str = field(compare=False)
    """Canonical."""
    headline: str = field(compare=False)
    """Title, or the beginning of the text where there is none."""
    digest: str = field(compare=False)
    dated: bool = field(compare=False)
    """It has a date of some sort."""

    def ladder(self, *, links_tell: bool) -> tuple[str, ...]:
        """Its possible identities; where an earlier one is taken or shared, a later one serves."""
        if self.guid and not (links_tell and self.link):
            middle = (f"{self.guid}|{self.link}",) if self.link not in {"", self.guid} else ()
            return (self.guid, *middle, f"{(self.guid, *middle)[-1]}|{self.digest}")
        return (self.link, f"{self.link}|{self.digest}") if self.link else (self.digest,)

    @property
    def names(self) -> tuple[str, ...]:
        """Every identity that an item of this entry may have been given, and those of other spellings."""
        ladders = (*self.ladder(links_tell=False), *self.ladder(links_tell=True))
        exact = (f"{self.guid}|{self.digest}",) if self.guid else ()
        beyond = (self.beyond(links_tell=False), self.beyond(links_tell=True))
        return tuple(dict.fromkeys((*ladders, *exact, *beyond, *other_spellings(self.guid))))

    def beyond(self, *, links_tell: bool) -> str:
        """Its identity where even the last of its ladder is that of an item which another entry is.

        A guid that is a link, and that link without guid, lead to the same last name; nothing leads to this one.
        """
        return f"{self.ladder(links_tell=links_tell)[-1]}|{self.guid}|{self.key}"

    @property
    def prefixes(self) -> tuple[str, ...]:
        """What the identities of items begin with that are told apart below a name of this entry."""
        ladders = (*self.ladder(links_tell=False)[:-1], *self.ladder(links_tell=True)[:-1])
        exact = (self.told_by_words,) if self.guid else ()
        return tuple(dict.fromkeys((*(f"{name}|" for name in ladders), *exact)))

    @property
    def told_by_words(self) -> str:
        """What the identities of items begin with that share the guid and have the same link or none."""
        return f"{self.guid}|sha256:"


def entry_of(item: Item) -> Entry:
    """The names of ``item``."""
    link = canonical_link(item.link)
    return Entry(
        guid=item.guid.strip(),
        key=entry_key(item, link),
        link=link,
        headline=item.title.strip() or item.text[:COMPARED],
        digest=digest(item),
        dated=bool(item.published_raw.strip()),
    )
