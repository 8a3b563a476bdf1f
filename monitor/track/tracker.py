"""The tracker: items in stream order go in, decisions with their reasons come out.

score = points / threshold of the watch; an item is a hit at 1.0 where nothing that a person wrote
stands against it. The points are a sum of rows:

- *terms*: each term that counts adds its weight once an item. Terms that a person wrote, reviewed or
  accepted add it in full, so that they can reach the threshold by themselves in any language; a word
  that such a term has counted does not count in the profile again. Terms that were only proposed from
  the seed are the seed's own words, which the profile weighs better; they add ``SEED_TERM_SHARE`` of
  their weight, or ``FOREIGN_TERM_SHARE`` to an item in another language, where the seed's words say
  little and names are what is left.
- *profile*: the cosine of item and profile over the cosine that is worth the whole threshold
  (``surroundings``), split over the tokens that both have, each up to ``TOKEN_MOST``.

The tracker keeps no clock and draws no lots: the same watches, background and items in the same order
give the same decisions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import fsum
from operator import attrgetter
from types import MappingProxyType

from monitor.model import Decision, Learned, LearnedToken, Reason, SeenItem, Watch, WatchState
from monitor.track import gates, lessons
from monitor.track.background import Background
from monitor.track.constants import (
    EXPLAINED_SCORE,
    FIRST_LESSONS,
    KEEP_SCORE,
    LEARN_FROM,
    SHOWN_POINTS,
)
from monitor.track.matcher import Match, Matcher
from monitor.track.profile import Profiles
from monitor.track.reading import Reading, of_length_one, read, seed_vector
from monitor.track.reasons import SharedToken, profile_reasons, shared_tokens, term_reasons, words_of
from monitor.track.surroundings import Sample, Surroundings, discounted
from monitor.track.term_points import most_points, term_points


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What an item has of the terms of a watch."""

    matches: gates.Matches
    """Muted phrases and names without their context included."""
    terms: Mapping[int, Match]
    """Those that count, by number."""
    points: Mapping[int, float]


class Tracker:
    """All active watches together: one pass over an item decides for each of them."""

    def __init__(
        self,
        watches: Iterable[Watch],
        *,
        learned: Mapping[str, Sequence[LearnedToken]],
        background: Background,
        before: Iterable[SeenItem] = (),
        around: Mapping[str, Surroundings] = MappingProxyType({}),
        sampling: bool = False,
    ) -> None:
        """Start from the ``watches`` and the rows they have learned; only active ones decide.

        ``around`` says what was measured around the seed of a watch; where it says nothing of one, that is measured
        now, among the items ``before``. With ``sampling`` they stay in memory and those that are counted join them,
        for seeds that come later; without, such a seed is taken to have nothing around it.
        """
        self._background = background
        self._sample = Sample()
        for item in before:
            self._sample.add(self.read(item).vector)
        self._around = dict(around)
        self._profiles = Profiles()
        self._taught = lessons.TaughtTitles()
        self._watches: dict[str, Watch] = {}
        self._slugs: list[str] = []
        self._places: dict[str, int] = {}
        for watch in watches:
            self._start(watch)
            self._take_in(watch.slug, learned.get(watch.slug, ()))
        self._matcher = Matcher(self._watches.values())
        self._sampling = sampling
        if not sampling:
            self._sample = Sample()

    @property
    def watches(self) -> tuple[Watch, ...]:
        """The watches being followed, in the order they came."""
        return tuple(self._watches.values())

    def add(self, watch: Watch, learned: Sequence[LearnedToken] = ()) -> None:
        """Follow one more watch from the next item on; it replaces one with the same slug, and what that learned."""
        followed = self._watches.get(watch.slug)
        if followed is not None and followed.seed != watch.seed:
            del self._around[watch.slug]
        self._start(watch)
        self._take_in(watch.slug, learned)
        self._matcher = Matcher(self._watches.values())

    def around(self, slug: str) -> Surroundings:
        """What was measured around the seed of a watch that is followed."""
        return self._around[slug]

    def read(self, item: SeenItem) -> Reading:
        """Fold and weigh ``item`` once, for all that follows."""
        return read(item, self._background)

    def decide(self, reading: Reading) -> tuple[Decision, ...]:
        """The verdicts of the watches whose score is at least 0.4, in the order of the watches.

        Below ``EXPLAINED_SCORE`` a verdict has its points and no reasons; ``explain`` gives them at any score.
        """
        matches = self._matcher.find(reading)
        shares = self._profiles.shares(reading.vector)
        near = {self._slugs[number] for number in self._profiles.at_least(KEEP_SCORE, shares)}
        found: list[Decision] = []
        for slug in sorted(near.union(matches), key=self._places.__getitem__):
            watch, share = self._watches[slug], shares[self._places[slug]]
            if watch.state is not WatchState.ACTIVE:
                continue
            matched = matches.get(slug, {})
            # An upper bound: terms may lack their context, and words that they count are still in the share.
            if share + most_points(watch, reading.item, matched) / watch.threshold < KEEP_SCORE:
                continue
            decision = self._verdict(watch, reading, _found(watch, reading.item, matched))
            if decision.score >= KEEP_SCORE:
                found.append(decision)
        return tuple(found)

    def explain(self, reading: Reading, slug: str) -> Decision:
        """The verdict of one watch at any score; KeyError where no such watch is followed."""
        watch = self._watches[slug]
        matches = self._matcher.find(reading).get(slug, {})
        found = _found(watch, reading.item, matches)
        return self._explained(watch, reading, found, self._shared(watch, reading, found))

    def lesson(self, reading: Reading, slug: str) -> Learned | None:
        """What ``reading`` would teach a watch if it were a hit; None where the watch learns nothing of it."""
        return self._lesson(self._watches[slug], reading)

    def learn(self, decision: Decision, hit_id: int, now: datetime) -> None:
        """Teach the watch what ``decision`` says is to be learned; the same rows are the store's to keep."""
        if decision.learned is not None:
            self._take_in(
                decision.watch,
                [
                    LearnedToken(token=token, weight=weight, hit_id=hit_id, learned_at=now)
                    for token, weight in decision.learned.tokens
                ],
            )

    def count(self, reading: Reading) -> tuple[str, ...]:
        """Count the item as part of the background from now on; returns its distinct tokens for the store."""
        seen: tuple[str, ...] = next(zip(*reading.vector, strict=True), ())
        self._background.add(seen)
        if self._sampling:
            self._sample.add(reading.vector)
        return seen

    def _start(self, watch: Watch) -> None:
        weights = seed_vector(watch.seed, self._background)
        around = self._around.get(watch.slug) or self._sample.around(weights)
        self._around[watch.slug] = around
        seed_profile = of_length_one(discounted(weights, dict(around.topic)))
        number = self._profiles.add(watch.slug, seed_profile, around.cosine_at_threshold)
        if number == len(self._slugs):
            self._slugs.append(watch.slug)
            self._places[watch.slug] = number
        self._taught.start(watch.slug, watch.seed.title)
        self._watches[watch.slug] = watch

    def _take_in(self, slug: str, rows: Sequence[LearnedToken]) -> None:
        vetoed = lessons.vetoed(self._watches[slug])
        for row in rows:
            if lessons.is_title(row.token):
                self._taught.add(slug, row.token)
        wanted = (row for row in rows if not lessons.is_title(row.token) and row.token not in vetoed)
        for hit_id, taught in groupby(wanted, key=attrgetter("hit_id")):
            self._profiles.learn(slug, hit_id, [(row.token, row.weight) for row in taught])

    def _verdict(self, watch: Watch, reading: Reading, found: _Found) -> Decision:
        """The decision, with its reasons only where somebody may want to see them."""
        shared = self._shared(watch, reading, found)
        total = fsum((*found.points.values(), *(row.share * watch.threshold for row in shared)))
        if total >= EXPLAINED_SCORE * watch.threshold:
            return self._explained(watch, reading, found, shared)
        return Decision(
            watch=watch.slug,
            revision=watch.revision,
            points=total,
            threshold=watch.threshold,
            hit=False,
            reasons=(),
            missing=_short_of(watch, total),
        )

    def _explained(
        self, watch: Watch, reading: Reading, found: _Found, shared: Sequence[SharedToken]
    ) -> Decision:
        reasons = [
            *term_reasons(watch, reading, found.points, found.terms),
            *profile_reasons(shared, reading, scale=watch.threshold),
        ]
        reasons.sort(key=_heaviest_first)
        total = fsum(reason.points for reason in reasons)
        against = gates.objections(
            watch, reading, found.matches, {watch.terms[number].name for number in found.terms}
        )
        hit = total >= watch.threshold and not against
        missing = () if hit else (*against, *self._lacking(watch, reading, found, total))
        return Decision(
            watch=watch.slug,
            revision=watch.revision,
            points=total,
            threshold=watch.threshold,
            hit=hit,
            reasons=tuple(reasons),
            missing=missing,
            learned=self._lesson(watch, reading) if hit and self._teaches(watch, total) else None,
        )

    def _shared(self, watch: Watch, reading: Reading, found: _Found) -> list[SharedToken]:
        """What item and profile share, but for the words that a person's terms have counted already."""
        said = words_of(
            reading, (match for n, match in found.terms.items() if watch.terms[n].origin != "seed")
        )
        return shared_tokens(self._profiles, watch.slug, reading, without=said)

    def _lacking(self, watch: Watch, reading: Reading, found: _Found, points: float) -> tuple[str, ...]:
        """What would have given more points, in words, where they are too few."""
        short = _short_of(watch, points)
        return (
            *short,
            *gates.without_context(watch, found.matches, found.terms),
            *(gates.without_vetoed(watch, reading, self._profiles) if short else ()),
        )

    def _teaches(self, watch: Watch, points: float) -> bool:
        return points >= LEARN_FROM * watch.threshold or self._taught.count(watch.slug) < FIRST_LESSONS

    def _lesson(self, watch: Watch, reading: Reading) -> Learned | None:
        title = lessons.title_mark(reading.item.title)
        if not watch.learn or self._taught.has(watch.slug, title):
            return None
        return lessons.lesson(discounted(reading.vector, dict(self._around[watch.slug].topic)), title)


def _found(watch: Watch, item: SeenItem, matches: gates.Matches) -> _Found:
    terms = gates.counted(watch, matches)
    return _Found(matches=matches, terms=terms, points=term_points(watch, item, terms))


def _short_of(watch: Watch, points: float) -> tuple[str, ...]:
    lacking = watch.threshold - points
    if lacking <= 0:
        return ()
    much = f"{lacking:.1f}" if lacking >= SHOWN_POINTS else f"less than {SHOWN_POINTS}"
    return (f"{much} points short of the threshold of {watch.threshold:g}",)


def _heaviest_first(reason: Reason) -> tuple[bool, float]:
    return (not reason.field, -reason.points)
