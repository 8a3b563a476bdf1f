"""Colours, roles and languages of the HTML part, as far as they can be reckoned."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from monitor.digest.render import Renderer
from monitor.digest.sample import sample
from monitor.digest.templating import HTML, built_in

TEMPLATE = built_in()[HTML]
DARK = TEMPLATE.partition("(prefers-color-scheme: dark)")[2].partition("</style>")[0]
LIGHT = TEMPLATE.partition("<style>")[2].partition("@media")[0]
HIDDEN = {"preheader"}
TEXT, GRAPHIC = 4.5, 3.0
"""WCAG 2.2, AA: contrast of small text (1.4.3) and of what is drawn (1.4.11)."""


def rules(sheet: str) -> dict[str, dict[str, str]]:
    """Colours by class."""
    found: dict[str, dict[str, str]] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        colours = dict(re.findall(r"(?<![-\w])(color|background): (#\w{6})", body))
        for selector in selectors.split(","):
            found.setdefault(selector.strip().removeprefix("."), {}).update(colours)
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheet", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(sheet: str) -> None:
    found = rules(sheet)
    paper = found["paper"]["background"]
    inks = {name: colours for name, colours in found.items() if "color" in colours and name not in HIDDEN}
    weak = {
        name: round(contrast(colours["color"], colours.get("background", paper)), 2)
        for name, colours in inks.items()
        if name != "body" and contrast(colours["color"], colours.get("background", paper)) < TEXT
    }
    assert len(inks) > 12
    assert weak == {}


def test_marked_words_can_be_read_in_either_text() -> None:
    found = rules(LIGHT)
    for name in ("headline", "snippet"):
        assert contrast(found[name]["color"], found["mark"]["background"]) >= TEXT


def test_what_is_coloured_in_light_is_coloured_in_dark() -> None:
    light, dark = rules(LIGHT), rules(DARK)
    assert {name for name in light if "color" in light[name]} - set(dark) == set()


def test_bars_can_be_seen() -> None:
    dark = rules(DARK)
    light_bars = re.findall(r'"(#\w{6})" if bar.spike else "(#\w{6})"', TEMPLATE)
    assert all(contrast(bar, rules(LIGHT)["paper"]["background"]) >= GRAPHIC for bar in light_bars[0])
    for name in ("bar", "peak"):
        assert contrast(dark[name]["background"], dark["paper"]["background"]) >= GRAPHIC


class Reader(HTMLParser):
    """Notes what a screen reader goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict[str, str | None]] = []
        self.headings: list[str] = []
        self.languages: list[str | None] = []
        self._inside_image = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "table":
            self._inside_image += bool(self._inside_image) or values.get("role") == "img"
            if self._inside_image < 2:
                self.tables.append(values)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if "lang" in values:
            self.languages.append(values["lang"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._inside_image:
            self._inside_image -= 1


def test_tables_are_layout_or_a_named_picture() -> None:
    reader = Reader()
    reader.feed(Renderer().render(sample()).html)
    roles = [values.get("role") for values in reader.tables]
    assert set(roles) == {"presentation", "img"}
    (chart,) = (values for values in reader.tables if values.get("role") == "img")
    assert chart["aria-label"] == "texts a day, Mon 23 Nov to Mon 23 Nov; most on Mon 23 Nov: 9"
    assert reader.headings == ["h1", "h2", "h3"]


def test_languages_are_named() -> None:
    page = sample()
    section = page.sections[0]
    arabic = replace(section.developments[0], language="ar")
    reader = Reader()
    section = replace(section, developments=(arabic,))
    reader.feed(Renderer().render(replace(page, sections=(section,))).html)
    assert reader.languages[0] == "en"
    assert "ar" in reader.languages


def test_outlook_draws_the_chart() -> None:
    html = Renderer().render(sample()).html
    assert re.findall(r'<td class="(bar|peak)" height="(\d+)" bgcolor="(#\w+)" width="16"></td>', html) == [
        ("bar", "3", "#6d8f95"),
        ("peak", "24", "#b3541e"),
    ]
