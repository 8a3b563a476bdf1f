"""How common each token is in the news that passes by, and how rare therefore (idf)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import log

from monitor.track.constants import PRIOR_ITEMS, RARITY_GROWTH, UNSEEN_ITEMS
from monitor.track.prior import item_share


class Rarities(dict[str, float]):
    """Token → idf; asks once for each token and keeps the answer until it is cleared."""

    def __init__(self, idf: Callable[[str], float]) -> None:
        """Ask ``idf`` for what is not kept."""
        super().__init__()
        self._idf = idf

    def __missing__(self, token: str) -> float:
        rarity = self[token] = self._idf(token)
        return rarity


class Background:
    """Document frequencies counted from items, resting on shipped word frequencies while they are few."""

    def __init__(
        self,
        documents: int = 0,
        counts: Mapping[str, int] | None = None,
        *,
        prior: Callable[[str], float] = item_share,
    ) -> None:
        """Start from ``documents`` items counted, ``counts`` of which held each token."""
        self.documents = documents
        self._counts = Counter(counts)
        self._prior = prior
        self.rarities = Rarities(self.idf)
        """The idf of tokens as of when the counts had last grown by ``RARITY_GROWTH``: items are weighed by them."""
        self._kept_until = documents * RARITY_GROWTH

    def add(self, tokens: Iterable[str]) -> None:
        """Count one item that holds the distinct ``tokens``."""
        self.documents += 1
        self._counts.update(tokens)
        if self.documents > self._kept_until:
            self.rarities.clear()
            self._kept_until = self.documents * RARITY_GROWTH

    def share(self, token: str) -> float:
        """The share of items that hold ``token``, never 0.

        (counted + prior share x PRIOR_ITEMS) / (documents + PRIOR_ITEMS): the usual estimate with a
        prior of so many items; a floor keeps unseen tokens from growing without bound.
        """
        expected = self._counts.get(token, 0) + PRIOR_ITEMS * self._prior(token)
        share, floor = expected / (self.documents + PRIOR_ITEMS), 0.5 / (self.documents + UNSEEN_ITEMS)
        return share if share > floor else floor  # noqa: FURB136 - asked some forty times an item: max() takes longer

    def idf(self, token: str) -> float:
        """Inverse document frequency: minus the natural logarithm of the share."""
        return -log(self.share(token))
