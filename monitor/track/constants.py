"""Every constant of the score, with the experiment that set it (``docs/tracking.md`` has the tables).

Set-up of the experiments: a month of 91,053 dated feed entries, 20 labelled stories, the month before
as background; "90 seeds" means that five different items of each story served as its seed in turn.
Each was picked in a random search over 90 seeds; the F1 given is over those, with the others as they are.
"""

from typing import Final

READ_CHARACTERS: Final = 4000
"""How much of an item's text is read; a feed's full text beyond it adds other subjects, and time."""

# ── the profile ─────────────────────────────────────────────────────────────────────────────

BASE_SIMILARITY: Final = 0.131
"""Cosine that an item must have whatever the background is like."""
BACKGROUND_SHARE: Final = 0.84
"""How much of the background's similarity is added."""
BACKGROUND_QUANTILE: Final = 5e-4
"""The background's similarity: what one in two thousand unrelated items reaches. A share and not a rank, so
that it means the same with any amount of background."""
BACKGROUND_SIMILARITY: Final = 0.15
"""What that similarity is taken to be without background items: the median of the stories (.10 to .23)."""
SIMILARITY_MOST: Final = 0.25
"""No more of that similarity is believed: where so much of the background is like the seed, the story was
running before, and a threshold above its own coverage would find nothing."""
BACKGROUND_TRUSTED: Final = 20_000
"""Background items from which on the measured similarity stands alone; below, the two are mixed. At
the quantile above it rests on ten items."""
BACKGROUND_MOST: Final = 100_000
"""Background items kept: about 40 tokens of 12 to 20 bytes each."""
TOPIC_DISCOUNT: Final = 0.5
"""How much of its weight a word loses that all look-alikes hold: it belongs to the topic (earthquake, outage,
ruling), not to this story."""
LOOK_ALIKES: Final = 300
"""Background items nearest to the seed, which show its topic."""
LOOK_ALIKE_SHARE: Final = 0.25
"""No more than this share of the background are taken for look-alikes."""
LOOK_ALIKE: Final = 0.05
"""Cosine with the seed that a look-alike has at least."""
LOOK_ALIKES_TRUSTED: Final = 50
"""Look-alikes from which on their words lose weight in full."""
TOKEN_MOST: Final = 0.8
"""No single word of the profile gives more than this share of the threshold: a name alone is no story."""
LEARNING_RATE: Final = 0.5
"""Weight of an accepted item in the profile, the seed's being 1. F1 .901; .895 at .25, .903 at 1."""
SEED_SHARE: Final = 0.3
"""The least share of the seed in the profile, so that it is not forgotten. F1 .901; .895 at 0, .898 at .5."""
LEARNED_TOKENS: Final = 30
"""Tokens that one item teaches at most, heaviest first; a headline with summary has about 40."""
LEARN_FROM: Final = 1.1
"""Score from which a hit teaches: what was only just taken for the story would lead to what is not."""
FIRST_LESSONS: Final = 3
"""So many of a watch's first hits teach whatever their score: a short seed would never get beyond itself."""
SEED_TITLE: Final = 2.0
"""How many times the weight the words of the seed's headline have: summaries begin with captions and asides."""

# ── rarity ──────────────────────────────────────────────────────────────────────────────────

PRIOR_ITEMS: Final = 2000
"""How many counted items the shipped word frequencies are worth."""
PRIOR_WORDS: Final = 40
"""Words of a typical item, which turns a word's frequency into the share of items that have it."""
UNSEEN_ITEMS: Final = 100_000
"""A token never seen counts as half an item in this many, or in as many more as were counted."""
RARITY_GROWTH: Final = 1.05
"""Rarities are reckoned anew whenever so many times as many items were counted. Meanwhile an idf is off by .05
at most, and reckoning it for every word of every item took a third of all the time."""

# ── the decision ────────────────────────────────────────────────────────────────────────────

SEED_TERM_SHARE: Final = 0.05
"""How much of their weight the terms add that were proposed from the seed and not yet reviewed, to an item
in the seed's language. F1 .910 at 0, .926 at .05, .923 at .1, .919 at .15, .908 at .2, .757 at 1."""
FOREIGN_TERM_SHARE: Final = 1.0
"""The same for an item in another language than the seed's.
F1 of the other languages .14 at .05, .35 at .7, .55 at 1."""
KEEP_SCORE: Final = 0.4
"""Decisions below this share of the threshold are not reported."""
EXPLAINED_SCORE: Final = 0.7
"""Decisions below this share of the threshold are reported without their reasons; nothing keeps them."""
SHOWN_POINTS: Final = 0.1
"""The least difference of points that is told as a number."""
SHOWN_TOKENS: Final = 8
"""Profile tokens named one by one in an explanation; the rest is summed."""
