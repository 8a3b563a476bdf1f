"""Writing watch files: whole or not at all, and what is written is read again."""

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import NewswakeError
from monitor.model import Form, Requirement, Role, Seed, Term, Watch, WatchState
from monitor.text.fold import fold
from monitor.watch.file import load, parse_watch, write
from monitor.watch.forms import in_order
from monitor.watch.written import watch_text


def parsed(text: str) -> Watch:
    return parse_watch(text, slug="bridge", file="bridge.toml")


def test_writing_never_overwrites_unless_told_to(tmp_path: Path, good: str) -> None:
    path = tmp_path / "watches" / "bridge.toml"
    write(parsed(good), path)
    before = path.read_bytes()
    with pytest.raises(NewswakeError, match=r"bridge\.toml: a watch file is there already; give .* --slug"):
        write(replace(parsed(good), title="Other"), path)
    assert path.read_bytes() == before
    write(replace(parsed(good), title="Other"), path, overwrite=True)
    assert load(path).title == "Other"
    assert [entry.name for entry in path.parent.iterdir()] == ["bridge.toml"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_folder_that_cannot_be_written_is_named_with_a_remedy(tmp_path: Path, good: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NewswakeError, match=r"cannot be written.*; choose a folder that can be written"):
        write(parsed(good), tmp_path / "file" / "bridge.toml")


def test_what_is_written_explains_itself(good: str) -> None:
    text = watch_text(parsed(good))
    assert text.startswith("# Bridge\n#\n# What this file is")
    assert "newswake watch check bridge" in text
    assert text.index("[term.Bridge]") < text.index("[[require]]") < text.index("[seed]")


line = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
word = line.filter(lambda text: text.strip() and sum(c.isalnum() for c in fold(text)) >= 2)
number = st.floats(min_value=0.1, max_value=100, allow_nan=False)
forms = st.lists(
    st.builds(
        Form,
        text=word,
        language=st.sampled_from(["any", "en", "ru", "zh-hant"]),
        sure=st.booleans(),
    )
    | st.builds(
        Form,
        text=st.sampled_from(["SA-22", "S-300", "С-300"]),
        code=st.sampled_from([True]),
        sure=st.booleans(),
    ),
    min_size=1,
    max_size=6,
).map(in_order)


@st.composite
def watches(draw: st.DrawFn) -> Watch:
    names = draw(
        st.lists(
            line.filter(lambda text: fold(text).strip()),
            max_size=4,
            unique_by=lambda n: " ".join(fold(n).split()),
        )
    )
    terms = tuple(
        Term(
            name=name,
            role=draw(st.sampled_from(Role)),
            weight=draw(number),
            forms=draw(forms),
            context=tuple(draw(st.sets(st.sampled_from(others))))
            if (others := [n for n in names if n != name])
            else (),
            unless=tuple(draw(st.lists(line.filter(str.strip), max_size=2))),
            exact_case=draw(st.booleans()),
            inflect=draw(st.booleans()),
            origin=draw(st.sampled_from(["seed", "person", "accepted"])),
            reason=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=20)),
        )
        for name in names
    )
    gates = st.builds(Requirement, name=word, all=st.just(tuple(names[:1])), any=st.just(tuple(names[1:])))
    return Watch(
        slug="story",
        title=draw(word),
        seed=Seed(
            origin=draw(line),
            title=draw(word),
            text=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=400)).strip("\n"),
            language=draw(st.sampled_from(["en", "pl"])),
            published=draw(st.none() | st.dates()),
            source=draw(line),
        ),
        terms=terms,
        threshold=draw(number),
        require=tuple(draw(st.lists(gates, max_size=2))) if names else (),
        mute=tuple(draw(st.lists(line.filter(str.strip), max_size=3))),
        sources_in=tuple(draw(st.lists(word, max_size=2))),
        sources_out=tuple(draw(st.lists(word, max_size=2))),
        learn=draw(st.booleans()),
        created=draw(st.none() | st.dates(min_value=date(1000, 1, 1))),
        state=draw(st.sampled_from(WatchState)),
    )


@given(watch=watches())
def test_what_is_written_is_read_again(watch: Watch) -> None:
    again = parse_watch(watch_text(watch), slug="story", file="story.toml")
    assert replace(again, revision="") == watch
