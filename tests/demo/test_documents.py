"""The documents of every step are well formed, complete and in the promised encoding."""

from datetime import UTC, datetime
from html import escape
from xml.etree import ElementTree as ET

import pytest

from monitor.demo.documents import document, edition, without_ending
from monitor.demo.outlets import Edit, Format, Outlet, Report, load_outlets
from monitor.demo.timeline import STEPS, Step
from monitor.poll.parse import parse

OUTLETS = load_outlets()
MOMENTS = [(outlet, step) for outlet in OUTLETS for step in STEPS]
NAMES = [f"{outlet.path} {step.name}" for outlet, step in MOMENTS]


def hour(number: int) -> datetime:
    return datetime(2023, 11, 21, number, tzinfo=UTC)


def an_outlet(form: Format, *, markup: bool, reports: tuple[Report, ...], window: int = 9) -> Outlet:
    return Outlet(
        name="Awkward & Sons", title="A <b>old</b> paper", site="https://awkward.example", path="/a", format=form,
        language="en", group="", tags=(), window=window, reports=reports, markup=markup,
    )  # fmt: skip


@pytest.mark.parametrize(("outlet", "step"), MOMENTS, ids=NAMES)
def test_the_parser_reads_every_document_back_in_full(outlet: Outlet, step: Step) -> None:
    shown = edition(outlet, step.at)
    read = parse(document(shown), "http://127.0.0.1/feed", "", step.at)
    assert read.skipped == 0
    assert read.head.title == outlet.title
    assert [(item.link, item.title, item.text, item.published) for item in read.items] == [
        (outlet.link(report), report.title, report.text, report.at) for report in shown.reports
    ]
    assert len({item.guid for item in read.items}) == len(read.items)


@pytest.mark.parametrize("outlet", OUTLETS, ids=[outlet.path for outlet in OUTLETS])
def test_the_declared_encoding_is_the_real_one(outlet: Outlet) -> None:
    body = document(edition(outlet, STEPS[-1].at))
    if outlet.format is not Format.JSON:
        assert f"encoding='{outlet.encoding}'" in body.decode(outlet.encoding).splitlines()[0]
        ET.fromstring(body)  # noqa: S314 - our own document; raises where it is not well formed


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("markup", [True, False])
def test_awkward_characters_survive_every_format(form: Format, *, markup: bool) -> None:
    report = Report(key="a", at=hour(9), title='Tariffs & "terms": 3 > 2', text='He wrote a < b & "]]>" – ok')
    outlet = an_outlet(form, markup=markup, reports=(report,))
    read = parse(document(edition(outlet, hour(10))), "http://127.0.0.1/feed", "", hour(10))
    assert [(item.title, item.text) for item in read.items] == [(report.title, report.text)]
    assert not markup or escape(report.text, quote=False) in read.items[0].html


@pytest.mark.parametrize("form", [Format.RSS2, Format.ATOM, Format.RDF])
def test_a_document_cut_short_keeps_its_complete_items(form: Format) -> None:
    reports = tuple(
        Report(key=f"k{n}", at=hour(n), title=f"Title {n}", text=f"Text {n}") for n in range(1, 6)
    )
    outlet = an_outlet(form, markup=False, reports=reports)
    body = document(edition(outlet, hour(9)))
    with pytest.raises(ET.ParseError):
        ET.fromstring(without_ending(body))  # noqa: S314 - our own document
    read = parse(without_ending(body), "http://127.0.0.1/feed", "", hour(9))
    titled = [item.title for item in read.items if item.title]
    assert titled == ["Title 5", "Title 4", "Title 3", "Title 2"]


def test_an_edit_holds_from_its_own_time_on() -> None:
    report = Report(
        key="a", at=hour(8), title="Before", text="Same", edit=(Edit(at=hour(12), title="After"),)
    )
    outlet = an_outlet(Format.RSS2, markup=False, reports=(report,))
    before, after = edition(outlet, hour(11)), edition(outlet, hour(12))
    assert [(shown.reports[0].title, shown.reports[0].text, shown.changed) for shown in (before, after)] == [
        ("Before", "Same", hour(8)),
        ("After", "Same", hour(12)),
    ]


def test_the_window_keeps_the_newest() -> None:
    reports = tuple(Report(key=f"k{n}", at=hour(n), title="T", text="X") for n in (3, 1, 2))
    shown = edition(an_outlet(Format.RSS2, markup=False, reports=reports, window=2), hour(9))
    assert [report.key for report in shown.reports] == ["k3", "k2"]
    with pytest.raises(ValueError, match="published nothing"):
        edition(shown.outlet, hour(0))
