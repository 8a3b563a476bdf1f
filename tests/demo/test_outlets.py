"""The bundled stream as data: enough of it, in order, every item once."""

from collections import Counter
from datetime import UTC

import pytest

from monitor.demo.documents import edition
from monitor.demo.outlets import Format, IncidentKind, Outlet, Report, load_outlets, read_outlet
from monitor.demo.timeline import STEPS

OUTLETS = load_outlets()
REPORTS = tuple((outlet, report) for outlet in OUTLETS for report in outlet.reports)
FAILING = (IncidentKind.THROTTLED, IncidentKind.PAGE)

HEAD = """
[outlet]
name = "A"
title = "A"
site = "https://a.example"
path = "/a"
format = "rss2"
language = "en"
group = "g"
tags = []
window = 1
"""
ITEM = '[[item]]\nkey = "a-1"\nat = 2023-11-20 10:00:00Z\ntitle = "T"\ntext = "X"\n'


def test_the_stream_is_as_large_and_as_mixed_as_promised() -> None:
    assert len(OUTLETS) >= 12
    assert len(REPORTS) >= 150
    assert {outlet.language.split("-")[0] for outlet in OUTLETS} == {"en", "ar", "ru", "fr", "he", "pl"}
    assert {outlet.format for outlet in OUTLETS} == set(Format)
    assert {"utf-8", "windows-1251"} <= {outlet.encoding for outlet in OUTLETS}
    assert {incident.kind for outlet in OUTLETS for incident in outlet.incidents} == set(IncidentKind)
    assert any(outlet.gzip for outlet in OUTLETS)


def test_keys_links_and_paths_occur_once() -> None:
    keys = Counter(report.key for _, report in REPORTS)
    links = Counter(outlet.link(report) for outlet, report in REPORTS)
    paths = Counter(outlet.path for outlet in OUTLETS)
    paths.update(incident.to for outlet in OUTLETS for incident in outlet.incidents if incident.to)
    assert [name for counted in (keys, links, paths) for name, count in counted.items() if count > 1] == []


def test_every_site_is_reserved_for_examples() -> None:
    assert [outlet.site for outlet in OUTLETS if not outlet.site.endswith(".example")] == []


@pytest.mark.parametrize(
    "report", [report for _, report in REPORTS], ids=[report.key for _, report in REPORTS]
)
def test_each_report_reads_like_a_feed_item(report: Report) -> None:
    assert report.at.tzinfo == UTC
    assert report.at <= STEPS[-1].at
    assert 0 < len(report.title) <= 110
    assert 20 <= len(report.text.split()) <= 60
    assert "  " not in report.title + report.text
    for edit in report.edit:
        assert report.at < edit.at <= STEPS[-1].at
        assert (edit.title or report.title, edit.text or report.text) != (report.title, report.text)


@pytest.mark.parametrize("outlet", OUTLETS, ids=[outlet.path for outlet in OUTLETS])
def test_no_report_leaves_the_window_before_a_step_at_which_it_can_be_read(outlet: Outlet) -> None:
    read = {
        report.key
        for step in STEPS
        if not any(outlet.incident(kind, step.number) for kind in FAILING)
        for report in edition(outlet, step.at).reports
    }
    assert read == {report.key for report in outlet.reports}


def test_every_outlet_has_published_something_before_the_first_step() -> None:
    assert all(edition(outlet, STEPS[0].at).reports for outlet in OUTLETS)


def test_wire_copies_appear_in_several_outlets() -> None:
    openings: dict[str, set[str]] = {}
    for outlet, report in REPORTS:
        openings.setdefault(" ".join(report.text.split()[:12]), set()).add(outlet.name)
    assert sum(len(names) > 1 for names in openings.values()) >= 3


def test_an_outlet_file_with_an_unknown_key_is_refused() -> None:
    assert read_outlet(HEAD + ITEM).reports[0].key == "a-1"
    with pytest.raises(TypeError, match="follow_up"):
        read_outlet(HEAD + ITEM + "follow_up = true\n")
    with pytest.raises(TypeError, match="unknown tables: label"):
        read_outlet(HEAD + ITEM + "[label]\na = 1\n")
