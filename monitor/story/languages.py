"""Reports of other languages than the story's own: what of them can be compared with what was told.

A word in a language that the watch seldom reads is always new and says nothing. Steps, numbers and names compare
across languages, names by the table of known names and by cutting the endings of cases. Where the story's own
language is not English, whose endings ``tokens`` takes off, the beginning of a word stands for it.
"""

from dataclasses import replace
from typing import Final

from monitor.story.facts import ENGLISH, Facts, beginning, names_in
from monitor.story.memory import Memory
from monitor.story.steps import is_step
from monitor.text.fold import fold
from monitor.text.tokens import folded_tokens
from monitor.watch.aliases import known_names

_LONGEST_ENDING: Final = 3
_SHORTEST_NAME: Final = 4


def aligned(facts: Facts, memory: Memory) -> Facts:
    """``facts`` as they compare with ``memory``: whole where they are in its main language."""
    if facts.language == memory.language or not len(memory):
        return facts if facts.language in ENGLISH else _without_endings(facts)
    named = {token for name in names_in(facts) for word in name.words for token in folded_tokens(word)}
    title = _terms(facts.title, named, memory)
    lead = _terms(facts.lead, named, memory)
    told = set(title)
    return replace(facts, title=title, lead=tuple(term for term in lead if term not in told))


def _without_endings(facts: Facts) -> Facts:
    title = tuple(dict.fromkeys(map(beginning, facts.title)))
    lead = tuple(term for term in dict.fromkeys(map(beginning, facts.lead)) if term not in title)
    return replace(facts, title=title, lead=lead)


def _terms(terms: tuple[str, ...], named: set[str], memory: Memory) -> tuple[str, ...]:
    """Steps, names and what was told before; other words go."""
    found: dict[str, None] = {}
    for term in terms:
        if is_step(term) or term in memory.words:
            found[term] = None
        elif term in named:
            found.update(dict.fromkeys(_name(term, memory)))
    return tuple(found)


def _name(word: str, memory: Memory) -> list[str]:
    table = known_names()
    if known := table.find(table.basic(word)):
        return folded_tokens(fold(known.name))
    for cut in range(1, min(_LONGEST_ENDING, len(word) - _SHORTEST_NAME) + 1):
        if word[:-cut] in memory.words:
            return [word[:-cut]]
    return [word]
