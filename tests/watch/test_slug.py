"""Names for watch files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.watch.file import SLUG
from monitor.watch.slug import LONGEST, slug_of

CASES = {
    "empty words are left out": ("The fall of the House of Usher", "fall-house-usher"),
    "accents go": ("Élysée dément l’accord", "elysee-dement-laccord"),
    "it ends with a whole word": (
        "International negotiations about fisheries continue tomorrow",
        "international-negotiations-about",
    ),
    "no Latin letters": ("حزب الله", "story"),
    "nothing": ("", "story"),
}


@pytest.mark.parametrize(("title", "slug"), CASES.values(), ids=CASES.keys())
def test_slug(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text())
def test_every_title_gives_a_name_that_a_watch_file_may_have(title: str) -> None:
    slug = slug_of(title)
    assert SLUG.fullmatch(slug)
    assert len(slug) <= LONGEST
