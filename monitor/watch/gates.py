"""Gates that a person may want: an item has to name two things of the story, not one of them and its topic.

They are proposed in writing and never in force: follow-ups that name only one thing of the story are common
(a headline, an item in another language), and a gate that loses them does so without a trace.
"""

from collections.abc import Sequence

from monitor.model import Requirement, Role, Term

STRONG = 2.0
"""Points; a third of the threshold, which only names get that are rare and well placed in the article."""
_MOST_GATES = 2
_MOST_OTHERS = 6


def proposed_gates(terms: Sequence[Term]) -> tuple[Requirement, ...]:
    """For the two strongest names: that name, with one more; none where the article has not two strong ones."""
    telling = sorted((term for term in terms if term.role is not Role.CONTEXT), key=lambda term: -term.weight)
    strong = [term.name for term in telling if term.weight >= STRONG]
    if len(strong) < 2:  # noqa: PLR2004 - a pair
        return ()
    return tuple(
        Requirement(
            name=f"{name} and another",
            all=(name,),
            any=tuple(term.name for term in telling if term.name != name)[:_MOST_OTHERS],
        )
        for name in strong[:_MOST_GATES]
    )
