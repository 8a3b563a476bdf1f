"""What the user's own stream says of a term: in how many of its items the words stand.

A name that hundreds of stored items hold is the topic of the article, not a mark of its story.
"""

import math
from collections.abc import Sequence
from typing import Protocol

from monitor.text.tokens import tokens

TOPIC_SHARE = 0.004
"""Share of items (one in 250) from which on a name is only the topic. In a month of mixed news Iran, Musk and Trump
are above, Hezbollah, NATO and Serbia below."""
TRUSTED_ITEMS = 2000
"""Items below which a stream says too little to be asked; as many as the tracker's word lists are worth."""
DISTINCTIVE_SHARE = 0.001
_FEW = 0.0001
_TENTH = 0.1
_EACH_FURTHER_WORD = 0.1
"""Zipf: the words of a name together are a little rarer than the rarest of them."""


class Stream(Protocol):
    """Document frequencies of stored items, as ``monitor.track.background.Background`` counts them."""

    @property
    def documents(self) -> int:
        """How many items were counted."""

    def share(self, token: str) -> float:
        """The share of items that hold ``token``, above 0."""


def share_of(words: Sequence[str], stream: Stream) -> float | None:
    """The share of items that hold the rarest of ``words``; None where the stream counts none of them (US, who)."""
    return min((stream.share(token) for token in tokens(" ".join(words))), default=None)


def zipf_of(share: float, *, words: int, topic: float) -> float:
    """``share`` on the scale of word rarities, where a name of ``TOPIC_SHARE`` has the value ``topic``."""
    return topic + math.log10(share / TOPIC_SHARE) - _EACH_FURTHER_WORD * (words - 1)


def told(share: float, *, topic: bool, name: bool) -> str:
    """The share in words, and what follows from it: only names are ever distinctive."""
    verdict = ": distinctive" if name else ""
    if share < _FEW:
        return f"in fewer than 1 of 10,000 items of your feeds{verdict}"
    percent = f"{share * 100:.2g}" if share < _TENTH else f"{share * 100:.0f}"
    often = f"in {percent} % of the items of your feeds"
    if topic:
        return f"{often}: topic only"
    return often + verdict if share < DISTINCTIVE_SHARE else often
