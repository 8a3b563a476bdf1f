"""A new development that matches well, told at once: which ones, and how the mail reads. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.digest.compose import compose
from monitor.digest.occasion import Occasion
from monitor.digest.sections import opened, steps
from monitor.digest.values import Digest, Section
from monitor.digest.wording import clean_header
from monitor.store.digest_material import DigestMaterial, HeldBack, ReportedHit
from monitor.text.wording import cut


def urgent(material: DigestMaterial, least: float) -> tuple[ReportedHit, ...]:
    """All hits of the developments that were opened in the window and of which one reaches the score ``least``."""
    return tuple(
        hit
        for group in steps(material.hits)
        if opened(group, material.hits_from) and max(hit.score for hit in group) >= least
        for hit in group
    )


def alert(material: DigestMaterial, hits: Sequence[ReportedHit], occasion: Occasion) -> Digest:
    """The mail that tells of ``hits`` alone; what else there is waits for the digest."""
    slugs = {hit.watch for hit in hits}
    alone = replace(
        material,
        hits=tuple(hits),
        edits=(),
        troubles=(),
        notices=(),
        held_back=HeldBack(),
        watches=tuple(watch for watch in material.watches if watch.slug in slugs),
    )
    digest = compose(alone, occasion)
    new = occasion.figures.count(digest.development_count, "new development")
    return replace(
        digest,
        subject=clean_header(f"At once: {_about(digest.sections)}"),
        summary=f"{new} that your stories match well, told at once. All else waits for the digest.",
        sections=tuple(
            replace(one, rhythm=(), bars=(), sparkline="", suggested=()) for one in digest.sections
        ),
    )


def _about(sections: Sequence[Section]) -> str:
    """Titles of the watches and names of their terms: a person's words, no feed's."""
    parts = []
    for section in sections:
        terms = [term for story in section.developments for term in story.terms]
        named = f" ({', '.join(tuple(dict.fromkeys(terms))[:2])})" if terms else ""
        parts.append(f"{cut(section.title, 60)}{named}")
    return ", ".join(parts)
