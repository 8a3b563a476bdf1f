"""Subject, preview text and the first sentence."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from monitor.digest.compose import compose
from monitor.digest.occasion import Occasion
from monitor.store.digest_material import DigestMaterial, ReportedHit, WatchTitle
from monitor.story.values import Stance

MakeHit = Callable[..., ReportedHit]

SUBJECTS: dict[str, tuple[tuple[str, ...], str]] = {
    "one watch is named, and what its title does not say": (
        ("wagner-pantsir",),
        "Wagner and the Pantsir: 5 new developments, top: Hezbollah (Mon 23 Nov)",
    ),
    "one development is one, and nothing is said twice": (
        ("strait",),
        "Tankers in the Strait: 1 new development (Mon 23 Nov)",
    ),
    "two watches are counted, the first is named": (
        ("wagner-pantsir", "strait"),
        "6 new developments in two stories, top: Wagner and the Pantsir (Mon 23 Nov)",
    ),
}


@pytest.mark.parametrize("case", SUBJECTS)
def test_the_subject_is_in_our_words(case: str, material: DigestMaterial, occasion: Occasion) -> None:
    slugs, expected = SUBJECTS[case]
    hits = tuple(hit for hit in material.hits if hit.watch in slugs)
    assert compose(replace(material, hits=hits, edits=()), occasion).subject == expected


def test_a_denial_at_the_top_is_named(
    material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    hits = (make_hit("Nobody denies Wagner", stance=Stance.DENIES),)
    assert "top: a denial (" in compose(replace(material, hits=hits), occasion).subject


def test_the_date_stays_however_long_the_rest_is(
    material: DigestMaterial, occasion: Occasion, make_hit: MakeHit
) -> None:
    title = WatchTitle(slug="wagner-pantsir", title="x" * 300, revision="1")
    reasons = tuple(
        replace(reason, term=f"{number} {'t' * 100}")
        for number, reason in enumerate(make_hit("Wagner, Pantsir, Hezbollah").reasons)
    )
    hits = (make_hit("Wagner", reasons=reasons),)
    subject = compose(replace(material, watches=(title,), hits=hits), occasion).subject
    assert subject.endswith("(Mon 23 Nov)")
    assert len(subject) <= 150


def test_the_subject_has_the_readers_day(material: DigestMaterial, occasion: Occasion) -> None:
    german = replace(occasion, recipient=occasion.recipient.model_copy(update={"language": "de"}))
    assert compose(material, german).subject.endswith("(Mo., 23. Nov.)")
    arabic = replace(occasion, recipient=occasion.recipient.model_copy(update={"language": "ar"}))
    assert compose(material, arabic).subject.endswith("(الاثنين، 23 نوفمبر)")


SUMMARIES: dict[str, tuple[tuple[str, ...], str]] = {
    "one story: all that its counts would say": (
        ("wagner-pantsir",),
        "Five new developments in 9 reports from 9 sources.",
    ),
    "more stories: each says the rest itself": (
        ("wagner-pantsir", "strait"),
        "Six new developments in 10 reports, across two stories.",
    ),
}


@pytest.mark.parametrize("case", SUMMARIES)
def test_the_first_sentence_counts(case: str, material: DigestMaterial, occasion: Occasion) -> None:
    slugs, expected = SUMMARIES[case]
    hits = tuple(hit for hit in material.hits if hit.watch in slugs)
    assert compose(replace(material, hits=hits), occasion).summary == expected


def test_where_nothing_is_new_the_first_sentence_says_what_there_is(
    material: DigestMaterial, occasion: Occasion
) -> None:
    hits = tuple(hit for hit in material.hits if hit.development == 640)
    told = compose(replace(material, hits=hits), occasion)
    assert told.summary == (
        "No new developments, 1 further report of what was told before, 1 report rewritten after publication."
    )
    assert told.subject == "Wagner and the Pantsir: further reports (Mon 23 Nov)"
    assert told.preview == "Convoy of nine lorries reaches Tartus, residents say"
