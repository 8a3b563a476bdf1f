"""A hit as its page shows it: the report with what matched marked, each reason, and its place in the story. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from monitor.browse.highlight import PROFILE, Stretch, highlighted
from monitor.browse.languages import direction, language_name, tag
from monitor.browse.story_steps import edited, words
from monitor.browse.story_values import Changed, Edited, Words
from monitor.model import Reason
from monitor.store.hit_reads import WholeHit
from monitor.text.links import safe_link
from monitor.text.wording import cut, shown

SHORT: Final = 80
_ORIGINS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "seed": "from the seed article",
        "person": "written or reviewed by a person",
        "accepted": "a suggestion that was taken over",
    }
)
_WORD_ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {"learned": "word learned from an earlier hit", "seed": "word of the seed article"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason."""

    term: str
    role: str
    found: str
    """As it stands in the text; empty where it is at no one place."""
    place: str
    points: float
    share: float
    """Of the points of the weightiest reason, 0 to 1."""
    origin: str
    learned_from: int | None
    lesson: str
    """Headline of the hit that taught it."""
    profile: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Another hit with this text."""

    hit: int
    source: str
    link: str
    headline: Words
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """All that is shown."""

    title: tuple[Stretch, ...]
    plain_title: Words
    text: tuple[Stretch, ...]
    text_direction: str
    lang: str
    link: str
    source: str
    author: str
    language: str
    flags: tuple[str, ...]
    """What is special about it, in sentences."""
    reasons: tuple[Why, ...]
    unplaced: bool
    """Whether the text was changed since, or cut, so that a place could not be marked."""
    novelty: str
    stance: str
    because: tuple[str, ...]
    changes: tuple[Changed, ...]
    development: Words | None
    copies: tuple[Same, ...]
    edits: tuple[Edited, ...]
    phrases: tuple[str, ...]
    """Phrases of the report that a person may want to mute."""


def hit_view(hit: WholeHit) -> HitView:
    """``hit`` cleaned, marked and in words."""
    title = highlighted(hit.title, hit.reasons, "title")
    text = highlighted(hit.text, hit.reasons, "text")
    placed = sum(1 for one in hit.reasons if one.field)
    told = hit.told
    return HitView(
        title=title or (Stretch(text="(no title)"),),
        plain_title=words(hit.title, hit.language),
        text=text,
        text_direction=direction(hit.language),
        lang=tag(hit.language),
        link=safe_link(hit.link),
        source=_short(hit.source) or "(no name)",
        author=_short(hit.author),
        language=language_name(hit.language),
        flags=_flags(hit),
        reasons=tuple(_why(one, hit) for one in sorted(hit.reasons, key=lambda one: -one.points)),
        unplaced=bool(placed) and not any(part.mark for part in (*title, *text)),
        novelty=told.novelty.value if told else "",
        stance=told.stance.value if told else "",
        because=tuple(dict.fromkeys(_short(one.text) for one in told.because)) if told else (),
        changes=_changes(hit),
        development=words(hit.development.title) if hit.development else None,
        copies=tuple(
            Same(
                hit=one.hit_id,
                source=_short(one.source) or "(no name)",
                link=safe_link(one.link),
                headline=words(one.title),
                seen=one.first_seen,
            )
            for one in hit.copies
        ),
        edits=tuple(edited(one) for one in reversed(hit.edits)),
        phrases=_phrases(hit),
    )


def _short(text: str) -> str:
    return cut(shown(text).strip(), SHORT)


def _why(reason: Reason, hit: WholeHit) -> Why:
    highest = max((one.points for one in hit.reasons), default=0.0)
    lesson = hit.teachers.get(reason.learned_from or 0, "")
    return Why(
        term=_short(reason.term) or "(no name)",
        role=_WORD_ROLES.get(reason.origin, "word") if reason.role == PROFILE else _short(reason.role),
        found=_short(reason.surface),
        place="headline" if reason.field == "title" else _short(reason.field),
        points=reason.points,
        share=max(reason.points, 0.0) / highest if highest > 0 else 0.0,
        origin="" if reason.role == PROFILE else _ORIGINS.get(reason.origin, _short(reason.origin)),
        learned_from=reason.learned_from,
        lesson=words(lesson).text if lesson else "",
        profile=reason.role == PROFILE,
    )


def _flags(hit: WholeHit) -> tuple[str, ...]:
    told = (
        (hit.via_edit, "Only a later version of the report was a hit."),
        (hit.backlog, "It came with the first document of its feed: not told as news."),
        (hit.replayed, "It came from an archive: never mailed."),
        (hit.rematched, "It was found by deciding again over stored items: never mailed."),
        (hit.feedback == "relevant", "A person said that it is relevant."),
        (hit.feedback == "irrelevant", "A person said that it is irrelevant: it is told nowhere."),
        (hit.feedback == "withdrawn", "A person made it a hit and took that back: it is told nowhere."),
        (hit.version_now > hit.version, "The report was changed since; it is shown as it was decided."),
        (hit.revision != hit.revision_now, "The watch has been changed since."),
    )
    return tuple(words for holds, words in told if holds)


def _changes(hit: WholeHit) -> tuple[Changed, ...]:
    found = hit.told.changes if hit.told else ()
    return tuple(
        Changed(before=_short(one.before), after=_short(one.after), what=_short(one.what), source="")
        for one in found
    )


def _phrases(hit: WholeHit) -> tuple[str, ...]:
    """What matched, as phrases on offer."""
    found = dict.fromkeys(_short(one.surface) for one in hit.reasons if one.role != PROFILE)
    return tuple(phrase for phrase in found if phrase)
