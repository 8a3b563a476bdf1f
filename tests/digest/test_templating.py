"""A person's own templates: used where they lie, told where they are wrong, never in the way of a mail."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.digest import values
from monitor.digest.figures import Figures
from monitor.digest.render import Renderer
from monitor.digest.sample import sample
from monitor.digest.templating import HTML, NAMES, TEXT, built_in, filters
from monitor.store.digest_material import HeldBack
from monitor.story.differences import Piece

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "mail.md").read_text(encoding="utf-8")
OURS = Renderer().render(sample())


def with_own(folder: Path, name: str, text: str) -> Renderer:
    (folder / name).write_text(text, encoding="utf-8")
    return Renderer(templates=folder)


def test_ones_own_template_is_used_and_the_other_stays_ours(tmp_path: Path) -> None:
    found = with_own(tmp_path, TEXT, "{{ digest.heading }}: {{ digest.sections | length }}\n").render(
        sample()
    )
    assert found.text == "Monday 23 November 2026: 1\n"
    assert found.html == OURS.html
    assert found.mistakes == ()


def test_what_it_prints_into_html_is_escaped(tmp_path: Path) -> None:
    page = "<html><body><p>{{ digest.summary }}{{ '<script>' }}</p></body></html>"
    assert "&lt;script&gt;" in with_own(tmp_path, HTML, page).render(sample()).html


def test_the_built_in_one_can_be_part_of_ones_own(tmp_path: Path) -> None:
    found = with_own(tmp_path, TEXT, "For the desk.\n{% include 'built-in/digest.txt' %}").render(sample())
    assert found.text == f"For the desk.\n{OURS.text}"


def test_a_template_is_filled_in_each_language(tmp_path: Path) -> None:
    renderer = with_own(tmp_path, TEXT, "{{ digest.heading }} {{ 1204 | whole }}")
    assert renderer.render(sample("de")).text == "Montag, 23. November 2026 1.204"
    assert renderer.render(sample("en")).text == "Monday 23 November 2026 1,204"


MISTAKES: dict[str, tuple[str, int, str]] = {
    "syntax": ("one\n{% for x in %}\n", 2, "Expected an expression"),
    "a name that is not there": ("one\ntwo\n{{ digset.heading }}", 3, "'digset' is undefined"),
    "a value that is not there": ("\n{{ digest.nope }}", 2, "Digest has no attribute 'nope'"),
    "a filter that is not there": ("{{ digest.heading | shout }}", 1, "No filter named 'shout'"),
    "a failure inside": ("\n\n{{ 1 / 0 }}", 3, "division by zero"),
    "a way out of the sandbox": ("{{ digest.__class__.__mro__ }}", 1, "unsafe"),
    "a call that changes a value": ("{{ digest.links.append(1) }}", 1, "append"),
    "too long a loop": ("{% for x in range(10000000) %}{% endfor %}", 1, "Range too big"),
    "nothing at all": ("  \n", 0, "it gives an empty mail"),
    "a file that is not there": ("{% include 'other.txt' %}", 1, "other.txt"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_the_mail_goes_out(case: str, name: str, tmp_path: Path) -> None:
    text, line, problem = MISTAKES[case]
    found = with_own(tmp_path, name, text).render(sample())
    (mistake,) = found.mistakes
    assert (mistake.file, mistake.line) == (f"{tmp_path.name}/{name}", line)
    assert problem in mistake.problem
    assert "Harbour" in found.text
    assert "Harbour" in found.html
    for part in (found.text, found.html):
        assert f"The template {tmp_path.name}/{name}" in re.sub(r"\s+", " ", part)


def test_mistakes_in_both_are_told(tmp_path: Path) -> None:
    (tmp_path / HTML).write_text("{{ x }}", encoding="utf-8")
    found = with_own(tmp_path, TEXT, "{{ y }}").render(sample())
    assert [mistake.file for mistake in found.mistakes] == [f"{tmp_path.name}/{name}" for name in NAMES]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / TEXT).write_bytes(b"\xff\xfe\xfa")
    (mistake,) = Renderer(templates=tmp_path).render(sample()).mistakes
    assert mistake.file == f"{tmp_path.name}/{TEXT}"


def test_the_built_in_ones_are_a_start(tmp_path: Path) -> None:
    for name, text in built_in().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert Renderer(templates=tmp_path).render(sample()) == OURS


def test_no_folder_is_fine(tmp_path: Path) -> None:
    assert Renderer(templates=tmp_path / "none").render(sample()) == OURS


# ── what docs/mail.md says ──────────────────────────────────────────────────────────────────

SHOWN = {
    **{
        kind.__name__: kind for kind in vars(values).values() if is_dataclass(kind) and isinstance(kind, type)
    },
    "HeldBack": HeldBack,
    "Piece": Piece,
}
INTERNAL = {"edits_to", "notices_to", "key", "made_at", "zone", "shown_count", "nothing_to_say", "hit_id"}
"""Of no use in a template."""


def documented(kind: str) -> set[str]:
    """The names in the table below the heading for ``kind``."""
    table = PAGE.partition(f"\n#### {kind}\n")[2].partition("\n####")[0].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize("kind", SHOWN)
def test_documented_values_are_those_there_are(kind: str) -> None:
    made = SHOWN[kind]
    properties = {name for name, value in vars(made).items() if isinstance(value, property)}
    there = ({field.name for field in fields(made)} | properties) - INTERNAL
    assert documented(kind) == there


def test_documented_filters_are_those_there_are() -> None:
    assert documented("Filters") == set(filters(Figures()))


def test_the_sample_leaves_nothing_out() -> None:
    empty = [
        f"{type(value).__name__}.{field.name}"
        for value in every_value(sample())
        for field in fields(value)
        if (found := getattr(value, field.name)) in ((), "", None) or (found == 0 and found is not False)
    ]
    assert sorted(set(empty)) == ["Why.place"]


def every_value(value: object) -> list[Any]:
    """``value`` and all values inside it."""
    if isinstance(value, tuple):
        return [inner for one in value for inner in every_value(one)]
    if not is_dataclass(value) or isinstance(value, type):
        return []
    return [value, *(inner for field in fields(value) for inner in every_value(getattr(value, field.name)))]
