"""The feed server and the story that these tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.store.connection import open_store
from tests.service.told import Told, ferry
from tests.stand import stand

__all__ = ["stand"]


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """The ferry's story, with nothing told yet."""
    db = open_store(tmp_path / "told.db")
    story = Told(db=db, watches=(ferry(),))
    story.follow()
    yield story
    db.close()
