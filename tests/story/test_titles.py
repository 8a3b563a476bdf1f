"""The title of a development: invented headlines."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.story.titles import Headline, best_title

START = datetime(2031, 5, 4, 8, tzinfo=UTC)


def headline(title: str, *, score: float = 1.0, hours: int = 0, language: str = "en") -> Headline:
    return Headline(
        title=title,
        score=score,
        source="https://a.example/feed",
        first_seen=START + timedelta(hours=hours),
        language=language,
    )


PLAIN = "Ferry with forty aboard sinks off Norrvik"
CASES = {
    "a report before an explainer": "Why the ferry with forty aboard sank off Norrvik",
    "a sentence before capitals": "FERRY WITH FORTY ABOARD SINKS OFF NORRVIK COAST",
    "a good length before a short one": "Ferry sinks",
    "a good length before a very long one": PLAIN + " as rescuers " + "search on and " * 12,
    "a report before a question": "Did forty people drown off the coast of Norrvik?",
    "a report before a shout": "BREAKING: ferry with forty aboard sinks off Norrvik",
    "a report before a live page": "Ferry with forty aboard sinks off Norrvik - live updates",
}


@pytest.mark.parametrize("other", CASES.values(), ids=CASES.keys())
def test_the_plain_headline_is_shown(other: str) -> None:
    assert best_title([headline(other, score=3.0), headline(PLAIN, hours=9)]) == PLAIN


def test_the_language_of_the_seed_comes_first_then_english() -> None:
    polish = headline("Prom z czterdziestoma osobami zatonął koło Norrvik", language="pl-PL")
    german = headline("Fähre mit vierzig Menschen vor Norrvik gesunken", language="de")
    assert best_title([headline(PLAIN), polish, german], "pl") == polish.title
    assert best_title([headline(PLAIN), german], "pl") == PLAIN
    assert best_title([german], "pl") == german.title


def test_the_higher_score_wins_among_equals_then_the_earlier() -> None:
    better = headline("Ferry with forty aboard sinks off Torsby", score=2.0, hours=5)
    assert best_title([headline(PLAIN), better]) == better.title
    later = headline("Ferry with forty aboard sinks off Torsby", hours=5)
    assert best_title([later, headline(PLAIN)]) == PLAIN


def test_without_a_title_there_is_none() -> None:
    assert best_title([]) == best_title([headline("  ")]) == ""
