"""One digest round: who is meant, who is told to wait, and what a failure says."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor.app_mail import digest_desk
from monitor.digest.delivery import Delivery, Letter, Verdict
from monitor.digest.outbox import DigestDesk
from monitor.digest.render import Rendered, Renderer
from monitor.digest.values import Digest
from monitor.service.digest_round import Dispatch, digest_for_date, digest_round
from monitor.settings import RecipientSettings, Settings

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
READERS = tuple(RecipientSettings(address=f"{name}@example.org", empty="send") for name in ("ann", "bob"))


class Post:
    """Takes every mail and remembers for whom."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def __call__(self, letter: Letter, before_content: Callable[[], bool]) -> Delivery:
        assert before_content()
        self.taken.append(letter.recipient)
        return Delivery(verdict=Verdict.ACCEPTED, reply="250 fine")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DigestDesk]:
    with digest_desk(tmp_path / "n.db", Settings(recipient=READERS)) as found:
        yield found


def test_a_digest_goes_out_once(desk: DigestDesk) -> None:
    post = Post()
    first = digest_round(desk, READERS, Dispatch(deliver=post), NOW)
    again = digest_round(desk, READERS, Dispatch(deliver=post), NOW)
    assert post.taken == ["ann@example.org", "bob@example.org"]
    assert (len(first.made), again.made, again.attempts) == (2, (), ())


def test_only_the_named_reader_is_mailed(desk: DigestDesk) -> None:
    post = Post()
    dispatch = Dispatch(deliver=post, only=frozenset({"bob@example.org"}))
    digest_for_date(desk, READERS, dispatch, day=date(2026, 1, 5), now=NOW)
    assert post.taken == ["bob@example.org"]


def test_a_service_that_stops_begins_no_other_mail(desk: DigestDesk) -> None:
    post = Post()
    dispatch = Dispatch(deliver=post, stopping=lambda: bool(post.taken))
    digest_round(desk, READERS, dispatch, NOW)
    assert post.taken == ["ann@example.org"]
    digest_round(desk, READERS, Dispatch(deliver=post), NOW)
    assert post.taken == ["ann@example.org", "bob@example.org"]


def test_a_digest_that_cannot_be_made_is_told_and_holds_up_no_other(
    desk: DigestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, render = Post(), Renderer.render
    failures = iter([True])

    def once_broken(self: Renderer, digest: Digest) -> Rendered:
        if next(failures, False):
            raise ValueError("a template is broken")
        return render(self, digest)

    monkeypatch.setattr(Renderer, "render", once_broken)
    report = digest_for_date(desk, READERS, Dispatch(deliver=post), day=date(2026, 1, 5), now=NOW)
    assert [(one.recipient, one.problem) for one in report.failed] == [
        ("ann@example.org", "a template is broken")
    ]
    assert post.taken == ["bob@example.org"]
