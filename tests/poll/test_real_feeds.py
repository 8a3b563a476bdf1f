"""236 real documents: nothing raises, next to nothing is lost."""

import csv
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.outcome import Document
from monitor.poll.naming import entry_of
from monitor.poll.parse import parse
from monitor.poll.resolve import Known, resolve

FEEDS = Path(__file__).resolve().parents[3] / "shared" / "feeds"
NOW = datetime(2026, 11, 24, tzinfo=UTC)

EXPLAINED = {
    "845fa42887_illegally-nested.xml": 10,  # it has ten items; the parser lists an empty entry beside each
    "1effd39f78_ep1_v4a.xml": 1,  # a synchronisation record alone, without title, text or link
    "5dda4ef6e7_ep2_v4a.xml": 1,
    "dc5a5d4193_v4.xml": 1,
    "069d59f41c_v6.xml": 1,
}
"""Entries left out, by file."""


def parse_file(path: Path) -> Document:
    return parse(path.read_bytes(), f"https://feeds.example/{path.name}", "", NOW)


@pytest.fixture(scope="module")
def documents() -> dict[str, tuple[int, Document]]:
    """By file name, how many items it is said to have, and what was read."""
    index = FEEDS / "INDEX.tsv"
    if not index.exists():
        pytest.skip(f"{index} is not here")
    with index.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    paths = [FEEDS / row["file"] for row in rows]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        read = list(pool.map(parse_file, paths, chunksize=8))
    return {row["file"]: (int(row["items"]), document) for row, document in zip(rows, read, strict=True)}


def test_nearly_every_item_is_kept_and_every_loss_explained(
    documents: dict[str, tuple[int, Document]],
) -> None:
    expected = sum(count for count, _ in documents.values())
    kept = sum(len(document.items) for _, document in documents.values())
    lost = {
        name: count - len(document.items)
        for name, (count, document) in documents.items()
        if len(document.items) != count
    }
    assert len(documents) == 236
    assert kept >= 0.99 * expected
    assert lost == EXPLAINED


def test_every_item_is_fit_to_store_and_show(documents: dict[str, tuple[int, Document]]) -> None:
    for name, (_, document) in documents.items():
        for item in document.items:
            assert item.title or item.text or item.link, name
            assert item.link == "" or item.link.startswith(("http://", "https://")), name
            assert item.title == " ".join(item.title.split()), name
            assert "\x00" not in item.text + item.html, name
            f"{item.title}{item.text}{item.html}".encode()


def test_no_date_is_left_unread(documents: dict[str, tuple[int, Document]]) -> None:
    unread = [
        (name, item.published_raw)
        for name, (_, document) in documents.items()
        for item in document.items
        if item.date_flag == "unreadable"
    ]
    assert unread == []


def test_only_entries_listed_twice_share_an_identity(
    documents: dict[str, tuple[int, Document]],
) -> None:
    for name, (_, document) in documents.items():
        distinct = {(item.guid, item.link, item.title) for item in document.items}
        entries = [entry_of(item) for item in document.items]
        places = resolve(entries, Known(), links_tell=False).places
        assert len(set(places)) >= len(distinct), name
