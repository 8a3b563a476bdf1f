"""An evaluation as rows for a table or as JSON."""

from monitor.evaluate.measures import Counts, best_cost, macro
from monitor.evaluate.replay import GROUPS, StoryResult
from monitor.evaluate.run import Evaluation

Row = dict[str, str | int | float]


def story_rows(evaluation: Evaluation) -> list[Row]:
    """A row for each story and language group, at the default threshold."""
    return [_story_row(result) for result in evaluation.results]


def summary_rows(evaluation: Evaluation) -> list[Row]:
    """A row of means over stories for each language group, with minCdet and the score it is reached at."""
    rows: list[Row] = []
    for group in GROUPS:
        chosen = [result.scored for result in evaluation.results if result.group == group]
        means = macro([scored.counts() for scored in chosen])
        if means is None:
            continue
        cost, at = best_cost(chosen)
        rows.append(
            {
                "language": group,
                "stories": means.stories,
                "P": means.precision,
                "R": means.recall,
                "F1": means.f1,
                "Pmiss": means.miss,
                "Pfa": means.false_alarm,
                "Cdet": means.cost,
                "minCdet": cost,
                "at score": at,
            }
        )
    return rows


def speed_row(evaluation: Evaluation) -> Row:
    """How much was read, and how fast."""
    return {
        "items": evaluation.items,
        "background items": evaluation.background,
        "seconds": evaluation.seconds,
        "items/s": evaluation.items_per_second,
        "positives without candidate": evaluation.absent,
    }


def _story_row(result: StoryResult) -> Row:
    counts: Counts = result.scored.counts()
    return {
        "story": result.story,
        "language": result.group,
        "positives": counts.positives,
        "hits": counts.hits,
        "false alarms": counts.alarms,
        "P": counts.precision,
        "R": counts.recall,
        "F1": counts.f1,
        "Pmiss": counts.miss,
        "Pfa": counts.false_alarm,
        "Cdet": counts.cost,
    }
