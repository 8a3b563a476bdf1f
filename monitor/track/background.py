"""How common each token is in the news that passes by, and how rare therefore (idf)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import log

from monitor.track.constants import PRIOR_ITEMS, UNSEEN_ITEMS
from monitor.track.prior import item_share


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

    def add(self, tokens: Iterable[str]) -> None:
        """Count one item that holds the distinct ``tokens``."""
        self.documents += 1
        self._counts.update(tokens)

    def share(self, token: str) -> float:
        """The share of items that hold ``token``, never 0.

        (counted + prior share x PRIOR_ITEMS) / (documents + PRIOR_ITEMS): the usual estimate with a
        prior of so many items; a floor keeps unseen tokens from growing without bound.
        """
        expected = self._counts.get(token, 0) + PRIOR_ITEMS * self._prior(token)
        return max(expected / (self.documents + PRIOR_ITEMS), 0.5 / (self.documents + UNSEEN_ITEMS))

    def idf(self, token: str) -> float:
        """Inverse document frequency: minus the natural logarithm of the share."""
        return -log(self.share(token))

    def idfs(self, tokens: Iterable[str]) -> list[float]:
        """As ``idf``, the very same numbers, for many tokens in one go: every word of every item passes here."""
        counted, prior = self._counts.get, self._prior
        total, least = self.documents + PRIOR_ITEMS, 0.5 / (self.documents + UNSEEN_ITEMS)
        shares = [(counted(token, 0) + PRIOR_ITEMS * prior(token)) / total for token in tokens]
        return [-log(share if share > least else least) for share in shares]  # noqa: FURB136 - a call for each word
