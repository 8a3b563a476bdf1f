"""The server answers over real loopback HTTP as the outlets' files say."""

import gzip
import http.client
from collections.abc import Iterator
from email.utils import format_datetime

import pytest

from monitor.demo.documents import document, edition
from monitor.demo.outlets import IncidentKind, Outlet, load_outlets
from monitor.demo.server import Newsstand, Served, serving
from monitor.demo.timeline import STEPS, SimulatedClock

OUTLETS = load_outlets()


def with_incident(kind: IncidentKind) -> tuple[Outlet, int]:
    return next(
        (outlet, incident.step)
        for outlet in OUTLETS
        for incident in outlet.incidents
        if incident.kind is kind
    )


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


@pytest.fixture
def stand(clock: SimulatedClock) -> Iterator[Newsstand]:
    with serving(OUTLETS, clock) as running:
        yield running


def get(
    stand: Newsstand, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", stand.server_port, timeout=10)
    try:
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def test_every_outlet_is_served_as_its_document(stand: Newsstand) -> None:
    for outlet in OUTLETS:
        status, headers, body = get(stand, outlet.path)
        assert status == 200
        assert body == document(edition(outlet, STEPS[0].at))
        assert headers["Content-Type"].endswith(f"charset={outlet.encoding}")
    assert [served.status for served in stand.visits] == [200] * len(OUTLETS)


def test_an_unchanged_feed_answers_304_to_its_etag_and_200_once_it_has_news(
    stand: Newsstand, clock: SimulatedClock
) -> None:
    wire = next(outlet for outlet in OUTLETS if "etag" in outlet.validators)
    _, headers, _ = get(stand, wire.path)
    conditional = {"If-None-Match": headers["ETag"]}
    assert get(stand, wire.path, conditional)[::2] == (304, b"")
    clock.go_to(STEPS[1])
    assert get(stand, wire.path, conditional)[0] == 200


def test_a_feed_that_knows_dates_only_answers_304_to_its_last_modified(
    stand: Newsstand, clock: SimulatedClock
) -> None:
    weekly = next(outlet for outlet in OUTLETS if outlet.validators == ("last-modified",))
    _, headers, _ = get(stand, weekly.path)
    conditional = {"If-Modified-Since": headers["Last-Modified"], "If-None-Match": '"something else"'}
    assert "ETag" not in headers
    clock.go_to(STEPS[1])
    assert get(stand, weekly.path, conditional)[0] == 304
    clock.go_to(STEPS[2])
    assert get(stand, weekly.path, conditional)[0] == 200


def test_a_wrong_etag_counts_more_than_a_date_that_fits(stand: Newsstand) -> None:
    wire = next(outlet for outlet in OUTLETS if len(outlet.validators) == 2)
    later = format_datetime(STEPS[-1].at, usegmt=True)
    assert get(stand, wire.path, {"If-None-Match": '"old"', "If-Modified-Since": later})[0] == 200
    assert get(stand, wire.path, {"If-Modified-Since": later})[0] == 304


def test_gzip_is_sent_to_those_who_ask_for_it(stand: Newsstand) -> None:
    outlet = next(outlet for outlet in OUTLETS if outlet.gzip)
    _, plain_headers, plain = get(stand, outlet.path)
    _, headers, packed = get(stand, outlet.path, {"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain_headers
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == plain


def test_a_feed_that_moved_redirects_from_then_on(stand: Newsstand, clock: SimulatedClock) -> None:
    outlet, step = with_incident(IncidentKind.MOVED)
    target = next(incident.to for incident in outlet.incidents)
    assert get(stand, target)[0] == 404
    for later in STEPS[step - 1 :]:
        clock.go_to(later)
        status, headers, _ = get(stand, outlet.path)
        assert (status, headers["Location"]) == (301, target)
        assert get(stand, headers["Location"])[0] == 200


def test_a_busy_feed_asks_for_patience_at_one_step_only(stand: Newsstand, clock: SimulatedClock) -> None:
    outlet, step = with_incident(IncidentKind.THROTTLED)
    statuses = []
    for each in STEPS:
        clock.go_to(each)
        status, headers, _ = get(stand, outlet.path)
        statuses.append(status)
        assert ("Retry-After" in headers) == (each.number == step)
    assert statuses == [429 if each.number == step else 200 for each in STEPS]


def test_a_page_stands_where_the_feed_was(stand: Newsstand, clock: SimulatedClock) -> None:
    outlet, step = with_incident(IncidentKind.PAGE)
    clock.go_to(STEPS[step - 1])
    status, headers, body = get(stand, outlet.path)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body.startswith(b"<!doctype html>")


def test_a_broken_document_is_a_true_beginning_and_bears_no_validators(
    stand: Newsstand, clock: SimulatedClock
) -> None:
    outlet, step = with_incident(IncidentKind.TRUNCATED)
    clock.go_to(STEPS[step - 1])
    _, headers, body = get(stand, outlet.path)
    whole = document(edition(outlet, STEPS[step - 1].at))
    assert whole.startswith(body)
    assert len(body) < len(whole)
    assert not {"ETag", "Last-Modified"} & headers.keys()


def test_unknown_paths_are_404_and_every_request_is_remembered(stand: Newsstand) -> None:
    assert get(stand, "/nothing")[0] == 404
    assert stand.visits == (Served(step=STEPS[0], path="/nothing", status=404),)


def test_the_clock_does_not_go_back(clock: SimulatedClock) -> None:
    clock.go_to(STEPS[3])
    assert clock.now() == STEPS[3].at
    with pytest.raises(ValueError, match="cannot go back"):
        clock.go_to(STEPS[2])
