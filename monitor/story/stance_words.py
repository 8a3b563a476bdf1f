"""What a list of the words of denials and corrections is made of.

Patterns are folded before use, so they are written as the language is written, without upper-case escapes.
``{gap}`` stands for a few words of the same clause, ``{short}`` for fewer, ``{claim}`` and ``{told}`` for the nouns.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceWords:
    """One language. Every entry is a regular expression."""

    claims: str
    """Nouns of what can be denied: claim, report, accusation."""
    told: str
    """Nouns of what can be taken back: statement, article, figures."""
    denies: tuple[str, ...]
    """What denies whoever says it."""
    denies_claims: tuple[str, ...] = ()
    """What denies, unless one of ``deciders`` stands before it: a court that rejects a claim decides."""
    denies_things: tuple[str, ...] = ()
    """What denies, unless one of ``deciders`` stands before it or ``decided`` follows."""
    corrects: tuple[str, ...]
    deciders: str = ""
    """Who decides and does not deny."""
    decided: str = ""
    """What is refused and not denied: bail, a visa, an appeal."""
    undone_before: str = ""
    """What takes the meaning away just before the cue: negation, condition, background."""
    undone_after: str = ""
    """The same, just after it."""
    not_in_lead: str = ""
    """Cues that count in a headline only: in running text they are mostly about something else."""
    hints: str = ""
    """What every cue has some of: a sentence without any is not looked at further. Empty where all are."""
    asks: str = ""
    """How a sentence begins that asks or explains."""
