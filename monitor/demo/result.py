"""What a demonstration showed, as values, and the lines that tell it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.demo.preparation import STORY, DemoFolder
from monitor.demo.timeline import Step
from monitor.demo.truth import Label, Verdict, judge, key_of
from monitor.store.hits import HitRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one look at all the feeds brought; ``notes`` tell what was out of the ordinary, one line each."""

    step: Step
    visited: int
    not_modified: int
    failed: int
    items_new: int
    items_changed: int
    hits_new: int
    notes: tuple[str, ...] = ()

    def line(self) -> str:
        """The round in one line."""
        return (
            f"{self.step.name}: {self.visited} feeds, {self.not_modified} unchanged, {self.failed} failed; "
            f"{self.items_new} new items, {self.items_changed} changed, {self.hits_new} new hits"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoHit:
    """One hit as the summary shows it; ``because`` lists the terms and how they are written in the item."""

    key: str
    title: str
    source: str
    language: str
    first_seen: datetime
    score: float
    because: tuple[str, ...]
    backlog: bool

    def as_row(self) -> dict[str, object]:
        """For a table; the score is a share of the threshold."""
        return {
            "seen": f"{self.first_seen:%d %b %H:%M}",
            "source": self.source,
            "title": self.title,
            "score": self.score,
            "because": ", ".join(self.because[:6]),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """All of it: rounds, hits in order of first sight, mails, and the comparison with the truth."""

    folder: DemoFolder
    rounds: tuple[Round, ...]
    hits: tuple[DemoHit, ...]
    digests: tuple[Path, ...]
    """The delivered mails, oldest first."""
    verdict: Verdict
    verdict_english: Verdict

    @property
    def as_promised(self) -> bool:
        """Every English follow-up found, and no near miss among the hits."""
        return not self.verdict_english.missed and not self.verdict.near_misses


def demo_hit(row: HitRow) -> DemoHit:
    """A stored hit with its terms, weightiest first; a learned word that only repeats a term is left out."""
    because: dict[str, str] = {}
    for reason in sorted(row.reasons, key=lambda reason: (reason.role == "profile", -reason.points)):
        same = reason.surface.casefold() == reason.term.casefold()
        if reason.surface:
            because.setdefault(
                reason.term.casefold(), reason.term if same else f"{reason.term} ({reason.surface})"
            )
    return DemoHit(
        key=key_of(row.link),
        title=row.title,
        source=row.source_name,
        language=row.language,
        first_seen=row.first_seen,
        score=row.score,
        because=tuple(because.values()),
        backlog=row.backlog,
    )


def verdicts(truth: Mapping[str, Label], hits: Sequence[DemoHit]) -> tuple[Verdict, Verdict]:
    """The comparison over all items, and over the English ones."""
    english = {key: label for key, label in truth.items() if label.language == "en"}
    keys = {hit.key for hit in hits}
    return judge(truth, STORY, keys), judge(english, STORY, keys & english.keys())


def closing_lines(
    result: DemoResult, languages: Collection[str], program: str = "newswake"
) -> tuple[str, ...]:
    """What a person should know at the end, one line each; ``languages`` are those of the feeds.

    ``program`` is how the person called us, so that the command can be copied.
    """
    verdict, english = result.verdict, result.verdict_english
    wanted = len(verdict.found) + len(verdict.missed)
    lines = [
        (
            f"{len(verdict.found)} of {wanted} follow-up reports found in {len(languages)} languages "
            f"({len(english.found)} of {len(english.found) + len(english.missed)} in English); "
            f"{len(verdict.false)} false hits, {len(verdict.near_misses)} of them near misses"
        ),
    ]
    lines += [f"missed: {key}" for key in verdict.missed]
    lines += [f"false: {key}" for key in verdict.false]
    lines += [f"digest: {path}" for path in result.digests]
    lines.append(f"look around: {program} --db {result.folder.database} serve")
    return tuple(lines)
