"""A made-up story for the tests of tracking, and ways to ask the tracker about it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from monitor.model import (
    Decision,
    Form,
    LearnedToken,
    Requirement,
    Role,
    Seed,
    SeenItem,
    Term,
    Watch,
    WatchState,
)
from monitor.track.background import Background
from monitor.track.tracker import Tracker

NOON = datetime(2023, 11, 21, 12, tzinfo=UTC)
SEED = Seed(
    origin="-",
    title="Ferry Aurelia runs aground off Kintarra",
    text="The ferry Aurelia ran aground on the Kintarra reef; the coastguard rescued all passengers.",
)
NO_SEED = Seed(origin="-", title="", text="")
FOLLOW_UP = "Coastguard tugs pull ferry Aurelia off the Kintarra reef"
UNRELATED = "Central bank leaves interest rates as they are"


def nothing_known(_token: str) -> float:
    return 0.0


def term(name: str, *texts: str, weight: float = 3.0, origin: str = "person", context: tuple[str, ...] = (),
         unless: tuple[str, ...] = (), sure: tuple[str, ...] = ()) -> Term:  # fmt: skip
    forms = (*(Form(text=text) for text in texts), *(Form(text=text, sure=True) for text in sure))
    return Term(
        name=name, role=Role.ACTOR, weight=weight, forms=forms, context=context, unless=unless, origin=origin
    )


WAGNER = term("wagner", "Wagner", "فاغنر")
HEZBOLLAH = term("hezbollah", "Hezbollah", "حزب الله")


def watch(
    *terms: Term,
    seed: Seed = NO_SEED,
    require: tuple[Requirement, ...] = (),
    mute: tuple[str, ...] = (),
    sources_in: tuple[str, ...] = (),
    sources_out: tuple[str, ...] = (),
    learn: bool = True,
    state: WatchState = WatchState.ACTIVE,
) -> Watch:
    return Watch(
        slug="w",
        title="w",
        seed=seed,
        terms=terms,
        require=require,
        mute=mute,
        sources_in=sources_in,
        sources_out=sources_out,
        learn=learn,
        state=state,
    )


def tracker_of(
    *watches: Watch,
    learned: Mapping[str, Sequence[LearnedToken]] | None = None,
    before: Sequence[SeenItem] = (),
    sampling: bool = False,
) -> Tracker:
    background = Background(prior=nothing_known)
    return Tracker(watches, learned=learned or {}, background=background, before=before, sampling=sampling)


def seen(
    title: str, text: str = "", *, source: str = "", language: str = "", tags: tuple[str, ...] = ()
) -> SeenItem:
    return SeenItem(title=title, text=text, first_seen=NOON, source=source, language=language, tags=tags)


def explain(one: Watch, item: SeenItem) -> Decision:
    tracker = tracker_of(one)
    return tracker.explain(tracker.read(item), "w")
