"""The labelled developments as readings, for the benchmarks of the story."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor.evaluate.development_labels import ItemClass, LabelledStory, read_development_labels
from monitor.evaluate.stream import StreamItem, read_stream
from monitor.story.reading import Reading, read
from monitor.story.values import Report

HERE: Final = Path(__file__).resolve().parent
SHARED: Final = HERE.parents[1] / "shared" / "eval"
LABELS: Final = HERE / "labels" / "2023-11.developments.json"
STREAM: Final = "2023-11.jsonl.xz"
MONTHS: Final = ((HERE / "labels" / "2023-10.developments.json", "2023-10.jsonl.xz"), (LABELS, STREAM))
"""All labels there are, each with its stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledItem:
    """One item of a story; its hit number is its place, from 1."""

    key: str
    english: bool
    reading: Reading
    label: ItemClass
    """As labelled, but new where it is the first English item of a development in an English run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItems:
    """A story and its items in stream order."""

    story: LabelledStory
    items: tuple[LabelledItem, ...]
    firsts: dict[str, str]
    """Development → the item that must be flagged new. Without developments that no item here reports."""


def story_items(
    labels: Path, shared: Path, *, english_only: bool, stream: str = STREAM
) -> tuple[StoryItems, ...]:
    """All labelled stories; the stream is read once."""
    stories = read_development_labels(labels)
    wanted = {key for story in stories for key in story.classes}
    found = [item for item in read_stream(shared / stream) if item.key in wanted]
    return tuple(_story_items(story, found, english_only=english_only) for story in stories)


def _story_items(story: LabelledStory, found: list[StreamItem], *, english_only: bool) -> StoryItems:
    own = [item for item in found if item.key in story.classes and (not english_only or is_english(item))]
    here = {item.key for item in own}
    firsts = {
        development.name: first
        for development in story.developments
        if (first := (development.first_en if english_only else "") or development.first) in here
    }
    must = set(firsts.values())
    items = tuple(
        LabelledItem(
            key=item.key,
            english=is_english(item),
            reading=read(_report(number, item)),
            label=ItemClass.NEW if item.key in must else story.classes[item.key],
        )
        for number, item in enumerate(own, start=1)
    )
    return StoryItems(story=story, items=items, firsts=firsts)


def is_english(item: StreamItem) -> bool:
    """By the language of its feed."""
    return item.lang.lower().startswith("en")


def _report(number: int, item: StreamItem) -> Report:
    return Report(
        hit_id=number,
        title=item.title,
        text=item.summary,
        first_seen=item.date,
        source=item.source,
        link=item.link,
        language=item.lang,
    )
