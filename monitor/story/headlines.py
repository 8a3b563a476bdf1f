"""What the wording of a headline shows of what kind of report it stands over."""

import re
from typing import Final

_EXPLAINS: Final = re.compile(
    r"^(?:why|how|what|who|when|where|is|are|can|could|will|would|should|does|do|did|inside|meet|analysis|opinion|"
    r"explain\w*|factbox|timeline|profile|editorial|comment|here's|podcast|the \w+ (?:who|behind|that)|"
    r"dlaczego|jak|kim|kto|czy|co wiemy|warum|wie|wer|was|pourquoi|comment|por que|quien|como|"
    r"почему|как|кто|что|чому|хто|що)\b"
    r"|\?(?:$|\s)|\bexplaine[dr]\b|what (?:we|to) know|at a glance|as it happened|newsletter|briefing|rundown"
    r"|podcast|round-?up|\blive\b|na zywo|relacja|list of|key events|history of|lessons|takeaways"
    r"|things to|everything (?:you|we)|so far\b"
    r"| \| [\w.-]+ [\w.-]+$| [|–-] (?:editorial|cartoon|opinion|letters?|podcast|video)$"
    r"|\bcartoon\b|\beditorial\b|\bview on\b"
)
"""An explainer, a question, a column, a round-up: words that are new in it tell no new step."""
_REFLECTS: Final = re.compile(
    r"\b(?:fears?|tensions?|questions?|lessons?|legacy|crisis|future|dream|era|reveals?|underlying|big deal|means|"
    r"meaning|impact|explain|history|rise and fall|insight|secrets?|shock(?:s|ed)?|shows?|renews?|exposes?|reignit\w+|"
    r"highlights?|underscor\w+|spotlight|tests?|worr\w+|looms?|at stake|could mean|reckoning|aftermath|anatomy|"
    r"struggl\w+|mystery|debate|dilemma)\b"
)
"""Words of those who look back or ahead."""
_FILM: Final = re.compile(
    r"\b(?:video|photos?|pictures|footage|moment|wideo|nagranie|zdjecia|видео)\b|^(?:watch|see)\b"
)
_EXPLAINS_ITSELF: Final = re.compile(
    r"\bhere(?:'s| is| are) (?:what|how|why)\b|need to know|also in today|\bexplain|\bwhy\b|\?(?:$|\s)|history of"
    r"|years ago|over the (?:past|last)|for (?:decades|years|centuries)"
)
"""The lead of one who looks back or explains."""
_STATES: Final = re.compile(
    r"\b(?:says?|said|claims?|tells?|calls?|warns?|vows?|urges?|announces?|confirms?|sees)\b"
    r"|[-:] ?(?:report|source|officials?|police|[a-z]{2,12})$"
)
"""Who speaks, by a verb or behind a dash."""
_SAYS: Final = re.compile(
    r"\b(?:said|says|announced|told|according|confirmed|poinformowal\w*|powiedzial\w*|сообщил\w*)\b"
)


def explains(folded_title: str) -> bool:
    """Whether it stands over an explainer, a question, a column or a round-up."""
    return bool(_EXPLAINS.search(folded_title))


def explains_itself(folded_lead: str) -> bool:
    """Whether the lead asks, explains or looks back over years."""
    return bool(_EXPLAINS_ITSELF.search(folded_lead))


def reflects(folded_title: str) -> bool:
    """Whether it speaks of fears, lessons, impact: of what the story means."""
    return bool(_REFLECTS.search(folded_title))


def films(folded_title: str) -> bool:
    """Whether it announces pictures or a live page."""
    return bool(_FILM.search(folded_title))


def says(folded: str) -> bool:
    """Whether the text gives its word to somebody."""
    return bool(_SAYS.search(folded))


def states(folded_title: str) -> bool:
    """Whether the headline gives its word to somebody."""
    return bool(_STATES.search(folded_title))
