"""A replay of a tiny made-up stream, end to end."""

import json
import lzma
from pathlib import Path

import pytest

from monitor.errors import ConfigurationError
from monitor.evaluate.labels import read_labels
from monitor.evaluate.report import speed_row, story_rows, summary_rows
from monitor.evaluate.run import Evaluation, evaluate_files
from monitor.evaluate.stream import UNDATED, read_stream

SEED = (
    "Ferry Aurelia runs aground off Kintarra",
    "The ferry Aurelia ran aground on the Kintarra reef on Sunday.",
)
FOLLOW_UP = ("Coastguard pulls ferry Aurelia off Kintarra reef", "The ferry Aurelia is afloat again.")
UNRELATED = ("Central bank leaves interest rates alone", "Economists had expected the decision.")
ROWS = (
    ("early", "en", FOLLOW_UP),
    ("seed", "en", SEED),
    ("u1", "en", UNRELATED),
    ("f1", "en-GB", FOLLOW_UP),
    ("f1", "en-GB", FOLLOW_UP),
    ("skip", "en", FOLLOW_UP),
    ("odd", "en", ("Ferry Aurelia of Kintarra wins a prize", "Aurelia, a ferry, runs to Kintarra reef.")),
    ("miss", "en", UNRELATED),
    ("pl", "pl", ("Prom Aurelia na rafie Kintarra", "Prom Aurelia koło Kintarra.")),
)
LABELS = {"S1": {"seed": "seed", "positives": ["early", "f1", "miss", "pl", "gone"], "ignore": ["skip"]}}


def line(key: str, lang: str, title: str, summary: str) -> str:
    row = {
        "key": key,
        "date": "2023-11-01T00:00:00+00:00",
        "lang": lang,
        "source": "https://example.org/feed",
    }
    return json.dumps({**row, "title": title, "summary": summary, "link": f"https://example.org/{key}"})


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    path = tmp_path / "stream.jsonl"
    path.write_text("\n".join(line(key, lang, *texts) for key, lang, texts in ROWS), encoding="utf-8")
    return path


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.json"
    path.write_text(json.dumps(LABELS), encoding="utf-8")
    return path


@pytest.fixture
def evaluation(stream: Path, labels: Path) -> Evaluation:
    return evaluate_files(stream, labels, None, None)


def test_only_items_after_the_seed_are_candidates_and_each_key_once(evaluation: Evaluation) -> None:
    english, other = evaluation.results
    assert (english.group, other.group) == ("English", "other")
    assert (english.scored.positives, english.scored.others) == (2, 2)
    assert (english.scored.hits, english.scored.alarms) == (1, 1)
    assert other.scored.positives == 1
    assert evaluation.absent == 2
    assert evaluation.items == len(ROWS)


def test_predictions_hold_each_candidate_that_scores(stream: Path, labels: Path, tmp_path: Path) -> None:
    target = tmp_path / "predictions.jsonl"
    evaluate_files(stream, labels, None, target)
    rows = [json.loads(text) for text in target.read_text(encoding="utf-8").splitlines()]
    assert {row["key"] for row in rows} >= {"f1", "skip", "odd"}
    assert not {row["key"] for row in rows} & {"early", "seed", "u1", "miss"}
    assert len(rows) == len({row["key"] for row in rows})
    assert all(set(row) == {"story", "key", "score", "hit"} and row["score"] >= 0.4 for row in rows)
    assert all(row["hit"] == (row["score"] >= 1) for row in rows)


def test_labels_change_no_decision(stream: Path, tmp_path: Path) -> None:
    def predictions(content: object) -> str:
        (tmp_path / "l.json").write_text(json.dumps(content), encoding="utf-8")
        evaluate_files(stream, tmp_path / "l.json", None, tmp_path / "p.jsonl")
        return (tmp_path / "p.jsonl").read_text(encoding="utf-8")

    assert predictions(LABELS) == predictions({"S1": {"seed": "seed"}}) != ""


def test_without_positives_nothing_is_scored(stream: Path, tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(json.dumps({"S1": {"seed": "seed"}}), encoding="utf-8")
    evaluation = evaluate_files(stream, path, None, None)
    assert story_rows(evaluation) == []
    assert summary_rows(evaluation) == []


def test_background_and_compressed_streams_are_read(stream: Path, labels: Path, tmp_path: Path) -> None:
    packed = tmp_path / "background.jsonl.xz"
    with lzma.open(packed, "wt", encoding="utf-8") as file:
        file.write("\n".join(line(f"b{n}", "en", *UNRELATED) for n in range(30)))
    evaluation = evaluate_files(stream, labels, packed, None)
    assert evaluation.background == 30
    assert evaluation.results[0].scored.hits == 1


def test_the_report_has_a_row_for_each_story_and_language(evaluation: Evaluation) -> None:
    assert [(row["story"], row["language"]) for row in story_rows(evaluation)] == [
        ("S1", "English"),
        ("S1", "other"),
    ]
    english = summary_rows(evaluation)[0]
    assert english["stories"] == 1
    assert english["P"] == pytest.approx(0.5)
    assert english["R"] == pytest.approx(0.5)
    assert english["Cdet"] == pytest.approx(0.5 + 4.9 * 0.5)
    assert speed_row(evaluation)["items"] == len(ROWS)


MALFORMED = {
    "a seed that never comes by": ({"S1": {"seed": "nowhere"}}, "seed nowhere is not in the stream"),
    "a story without a seed": ({"S1": {"positives": []}}, "a story needs “seed”"),
    "positives that are no list": ({"S1": {"seed": "seed", "positives": "f1"}}, "“positives” must be a list"),
    "no story at all": ({}, "an object of stories"),
}


@pytest.mark.parametrize(("content", "words"), MALFORMED.values(), ids=MALFORMED.keys())
def test_mistakes_in_labels_are_named(stream: Path, tmp_path: Path, content: object, words: str) -> None:
    path = tmp_path / "labels.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=words) as caught:
        evaluate_files(stream, path, None, None)
    assert caught.value.mistakes[0].file == str(path)


def test_labels_that_are_no_json_are_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        read_labels(path)


BAD_LINES = {
    "no JSON": "{",
    "no object": "[]",
    "no key": "{}",
    "a title that is no text": '{"key": "a", "title": 1}',
}


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_of_a_stream_is_named(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "stream.jsonl"
    path.write_text(line("a", "en", *SEED) + "\n\n" + bad, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        list(read_stream(path))
    assert caught.value.mistakes[0].line == 3


def test_a_file_that_is_not_compressed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "stream.jsonl.xz"
    path.write_text("plain", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"stream\.jsonl\.xz"):
        list(read_stream(path))


def test_an_unreadable_date_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "stream.jsonl"
    path.write_text(
        '{"key": "a", "date": "yesterday"}\n{"key": "b", "date": "2023-11-01T00:00:00"}', encoding="utf-8"
    )
    first, second = read_stream(path)
    assert first.date == UNDATED
    assert second.date.isoformat() == "2023-11-01T00:00:00+00:00"
