"""Watch files: what is written is read again, and every mistake is told with its line."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigurationError
from monitor.model import Form, Requirement, Role, Seed, Watch, WatchState
from monitor.watch.file import load, load_all, parse_watch


def parsed(text: str) -> Watch:
    return parse_watch(text, slug="bridge", file="bridge.toml")


def test_reads_what_a_person_wrote(good: str) -> None:
    watch = parsed(good)
    assert watch.title == "Bridge"
    assert (watch.threshold, watch.state, watch.learn) == (6.0, WatchState.ACTIVE, True)
    assert watch.seed == Seed(origin="", title="Bridge opens", text="It opened.")
    bridge, tay = watch.terms
    assert bridge.forms == (Form(text="bridge"),)
    assert (bridge.role, bridge.weight, bridge.origin) == (Role.OBJECT, 3.0, "person")
    assert tay.forms == (
        Form(text="Tay"),
        Form(text="A-90", code=True),
        Form(text="River Tay", sure=True),
    )
    assert (tay.context, tay.unless) == (("Bridge",), ("Tay Bridge disaster",))
    assert (tay.exact_case, tay.inflect) == (True, False)
    assert watch.require == (Requirement(name="both", all=("Bridge",), any=("River Tay",)),)
    assert len(watch.revision) == 12


def test_a_change_of_the_file_changes_the_revision(good: str) -> None:
    assert parsed(good).revision == parsed(good).revision != parsed(good + "\n# note\n").revision


def test_sure_marks_forms_that_are_listed_already(good: str) -> None:
    watch = parsed(good.replace('forms = ["Tay"]', 'forms.gd = ["River Tay"]\nforms.any = ["Tay"]'))
    assert Form(text="River Tay", language="gd", sure=True) in watch.terms[1].forms
    assert len(watch.terms[1].forms) == 3


UNREADABLE = {
    "a file that is not there": (None, "there is no such file"),
    "another encoding": ("title = 'Brücke'".encode("latin-1"), "this is no UTF-8 text"),
    "bytes": (b"\0\1\2", "this is no valid TOML"),
    "an empty file": (b"", "seed: is missing"),
}


@pytest.mark.parametrize("case", UNREADABLE, ids=str)
def test_unreadable(case: str, tmp_path: Path) -> None:
    content, problem = UNREADABLE[case]
    path = tmp_path / "bridge.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError) as refused:
        load(path)
    assert str(path) in str(refused.value)
    assert problem in str(refused.value)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path, good: str) -> None:
    path = tmp_path / "bridge.toml"
    path.write_bytes(b"\xef\xbb\xbf" + good.replace("\n", "\r\n").encode())
    assert replace(load(path), revision="") == replace(parsed(good), revision="")


def test_a_folder_gives_its_watches_by_slug_and_the_mistakes_of_all(tmp_path: Path, good: str) -> None:
    assert load_all(tmp_path / "missing") == ()
    for slug in ("b", "a"):
        (tmp_path / f"{slug}.toml").write_text(good, encoding="utf-8")
    assert [watch.slug for watch in load_all(tmp_path)] == ["a", "b"]
    for slug in ("c", "d"):
        (tmp_path / f"{slug}.toml").write_text("x = 1\n" + good, encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        load_all(tmp_path)
    assert [Path(mistake.file).name for mistake in refused.value.mistakes] == ["c.toml", "d.toml"]


@given(text=st.text(max_size=200))
def test_any_text_gives_a_watch_or_mistakes(text: str) -> None:
    try:
        watch = parse_watch(text, slug="story", file="story.toml")
    except ConfigurationError as error:
        told = [str(mistake) for mistake in error.mistakes]
    else:
        told = [watch.title]
    assert all(told)
    assert told
