"""Ten invented feeds and what befalls them within five weeks: one for each state of health a feed can be in.

A pure function of the path and the time, so that a run is the same every time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus

from monitor.demo.answers import Answer

FIRST_DAY = datetime(2023, 11, 1, 10, tzinfo=UTC)
"""At ten in the morning; visits are then, and at ten in the evening, after the digest is due."""
LAST_DAY = 37
STEP = timedelta(hours=12)

_XML = (("Content-Type", "application/rss+xml; charset=utf-8"),)
_DAY = timedelta(days=1)
_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A feed and how its server answers ``day`` days after the first; ``health`` is where it ends."""

    path: str
    name: str
    health: str
    answer: Callable[[str, float], Answer]


def _feed(title: str, host: str, day: float, *, a_day: int = 1) -> Answer:
    """A feed with ``a_day`` entries for each day until now, of which the last ten are shown."""
    count = int(day * a_day) + 1
    items = "".join(
        f"<item><title>{title}: report {number}</title><guid isPermaLink='false'>{host}-{number}</guid>"
        f"<link>https://{host}/{number}</link><pubDate>{_date(number / a_day)}</pubDate>"
        f"<description>What the harbour office of {host} said on this day.</description></item>"
        for number in range(count, max(count - _SHOWN, 0), -1)
    )
    channel = f"<title>{title}</title><link>https://{host}/</link><description>{title}</description>"
    body = f"<rss version='2.0'><channel>{channel}{items}</channel></rss>"
    return Answer(status=HTTPStatus.OK, headers=_XML, body=body.encode())


def _date(day: float) -> str:
    return format_datetime(FIRST_DAY + (day - 1) * _DAY, usegmt=True)


def _until(
    day_of_change: float, before: str, after: Callable[[float], Answer]
) -> Callable[[str, float], Answer]:
    """A healthy feed titled ``before`` until the day of the change."""

    def answer(_path: str, day: float) -> Answer:
        return _feed(before, _host(before), day) if day < day_of_change else after(day)

    return answer


def _host(title: str) -> str:
    return f"{title.lower().replace(' ', '-')}.example"


def _status(status: HTTPStatus, *headers: tuple[str, str]) -> Callable[[float], Answer]:
    return lambda _day: Answer(status=status, headers=headers)


def _moved(path: str, day: float) -> Answer:
    if path.endswith("/old") and day >= 10:  # noqa: PLR2004 - the day of the move
        return Answer(status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", "/moved/new"),))
    return _feed("Ferry News", _host("Ferry News"), day)


PATIENTS = (
    Patient(
        path="/ok",
        name="Quay Gazette",
        health="ok",
        answer=_until(99, "Quay Gazette", _status(HTTPStatus.OK)),
    ),
    Patient(
        path="/busy",
        name="Harbour Wire",
        health="ok",
        answer=lambda _path, day: _feed("Harbour Wire", _host("Harbour Wire"), day, a_day=12),
    ),
    Patient(
        path="/degraded",
        name="Pier Post",
        health="degraded",
        answer=_until(35, "Pier Post", _status(HTTPStatus.BAD_GATEWAY)),
    ),
    Patient(
        path="/failing",
        name="Dock Daily",
        health="failing",
        answer=_until(20, "Dock Daily", _status(HTTPStatus.INTERNAL_SERVER_ERROR)),
    ),
    Patient(
        path="/blocked",
        name="Gate Courier",
        health="blocked",
        answer=_until(
            33,
            "Gate Courier",
            _status(HTTPStatus.FORBIDDEN, ("cf-mitigated", "challenge"), ("server", "edge")),
        ),
    ),
    Patient(
        path="/gone",
        name="Lighthouse Letter",
        health="gone",
        answer=_until(30, "Lighthouse Letter", _status(HTTPStatus.GONE)),
    ),
    Patient(
        path="/silent",
        name="Anchor Notes",
        health="silent",
        answer=lambda _path, day: _feed("Anchor Notes", _host("Anchor Notes"), min(day, 12.0)),
    ),
    Patient(path="/moved/old", name="Ferry News", health="moved", answer=_moved),
    Patient(
        path="/suspect",
        name="Crane Bulletin",
        health="suspect",
        answer=_until(34, "Crane Bulletin", lambda day: _feed("Best Casino Offers", "casino.example", day)),
    ),
)

NEWCOMER = Patient(
    path="/new",
    name="Slipway Sheet",
    health="new",
    answer=_until(99, "Slipway Sheet", _status(HTTPStatus.OK)),
)
"""Listed after the last visit."""


def answer_of(path: str, day: float) -> Answer:
    """What the server of ``path`` answers ``day`` days after the first."""
    for patient in (*PATIENTS, NEWCOMER):
        if path == patient.path or (path == "/moved/new" and patient.answer is _moved):
            return patient.answer(path, day)
    return Answer(status=HTTPStatus.NOT_FOUND)
