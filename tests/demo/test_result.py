"""What the end of a demonstration says is what was stored."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from monitor.demo.preparation import DemoFolder
from monitor.demo.result import DemoHit, DemoResult, closing_lines, demo_hit, verdicts
from monitor.demo.truth import Standing, Verdict, load_truth
from monitor.model import Reason
from monitor.store.hits import HitRow

SEEN = datetime(2023, 11, 21, 22, tzinfo=UTC)
STORY = "wagner-air-defence"


def reason(term: str, surface: str, points: float, role: str = "actor") -> Reason:
    return Reason(
        term=term, surface=surface, field="title", start=0, end=1, points=points, origin="person", role=role
    )


def hit(key: str) -> DemoHit:
    return DemoHit(
        key=key, title="T", source="S", language="en", first_seen=SEEN, score=1.5,
        because=("Wagner", "Pantsir (SA-22)"), backlog=False,
    )  # fmt: skip


def result(verdict: Verdict, english: Verdict) -> DemoResult:
    return DemoResult(
        folder=DemoFolder(root=Path("/demo")), rounds=(), hits=(), digests=(Path("/demo/mail/new/1"),),
        verdict=verdict, verdict_english=english,
    )  # fmt: skip


NOTHING = Verdict(found=(), missed=(), false=(), near_misses=())


def test_a_hit_gives_each_term_once_with_its_spelling_and_learned_words_last() -> None:
    row = HitRow(
        hit_id=1, watch=STORY, watch_title="W", item_id=2, item_version=1, title="T", source="http://x/feed",
        link="https://a.example/2023/11/21/a-01", source_name="A", language="en", published=None,
        first_seen=SEEN, decided_at=SEEN, points=9.0, threshold=6.0, score=1.5, revision="r", via_edit=False,
        backlog=True, replayed=False, rematched=False, feedback=None,
        reasons=(reason("wagner", "Wagner", 2.0), reason("pantsir", "SA-22", 4.0), reason("Wagner", "Wagner", 1.0),
                 reason("other words", "", 9.0, "profile"), reason("convoy", "convoys", 9.0, "profile"),
                 reason("wagner", "Wagner", 9.0, "profile")),
    )  # fmt: skip
    found = demo_hit(row)
    assert (found.key, found.source, found.backlog) == ("a-01", "A", True)
    assert found.because == ("pantsir (SA-22)", "wagner", "convoy (convoys)")


def test_a_row_for_the_table_says_when_where_and_why() -> None:
    assert hit("a").as_row() == {
        "seen": "21 Nov 22:00",
        "source": "S",
        "title": "T",
        "score": 1.5,
        "because": "Wagner, Pantsir (SA-22)",
    }


def test_all_follow_ups_and_nothing_else_is_a_clean_verdict() -> None:
    truth = load_truth()
    wanted = {key for key, label in truth.items() if label.standing(STORY) is Standing.FOLLOW_UP}
    verdict, english = verdicts(truth, [hit(key) for key in wanted])
    assert (set(verdict.found), verdict.missed, verdict.false) == (wanted, (), ())
    assert {truth[key].language for key in english.found} == {"en"}
    assert result(verdict, english).as_promised


def test_a_near_miss_or_a_missed_english_report_breaks_the_promise() -> None:
    assert not result(replace(NOTHING, near_misses=("a",)), NOTHING).as_promised
    assert not result(NOTHING, replace(NOTHING, missed=("a",))).as_promised
    assert result(replace(NOTHING, missed=("a",), false=("b",)), NOTHING).as_promised


def test_the_closing_lines_name_mistakes_mails_and_the_next_command() -> None:
    verdict = Verdict(found=("a", "b"), missed=("c",), false=("d",), near_misses=("d",))
    lines = closing_lines(result(verdict, replace(NOTHING, found=("a",))), {"en", "ar"})
    assert lines == (
        "2 of 3 follow-up reports found in 2 languages (1 of 1 in English); 1 false hits, 1 of them near misses",
        "missed: c",
        "false: d",
        f"digest: {Path('/demo/mail/new/1')}",
        f"look around: newswake --db {Path('/demo/data/newswake.db')} serve",
    )
