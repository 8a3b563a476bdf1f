"""The two templates of a mail: the built-in ones, and a person's own in their place. Touches files.

A person's template sees values only (a sandbox), and what it prints into HTML is escaped. A mistake in it is told with
file and line, so that the mail can go out with the built-in one.
"""

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateSyntaxError,
    select_autoescape,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monitor.digest.figures import Figures
from monitor.digest.phrases import Phrases, rewritten_told, what_is_new
from monitor.digest.text_part import INDENT, numbered, underlined, wrapped
from monitor.digest.values import Digest
from monitor.errors import Mistake

HTML, TEXT = "digest.html", "digest.txt"
NAMES = (HTML, TEXT)
_FILLER = "\u00a0\u200c" * 60
"""After the preview text, so that mail programs do not fill the line with the first words of the body."""

_VALUE = re.compile(r"'monitor\.\S+\.(\w+) object'")
"""How Jinja names a value of ours; its class is enough."""


class OwnTemplateError(Exception):
    """A person's template cannot be used; raised and caught within this package."""

    def __init__(self, name: str, mistake: Mistake) -> None:
        """``name`` is one of ``NAMES``."""
        super().__init__(str(mistake))
        self.name = name
        self.mistake = mistake


class Templates:
    """Built once, used for every mail; holds one environment for each language."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder`` is where a person's own lie, there or not; None for nowhere."""
        self._folder = folder
        self._environments: dict[tuple[str, bool], ImmutableSandboxedEnvironment] = {}

    def own(self) -> frozenset[str]:
        """Names of the templates that a person has written."""
        if self._folder is None:
            return frozenset()
        return frozenset(name for name in NAMES if (self._folder / name).exists())

    def filled(
        self, name: str, digest: Digest, *, own: bool, then: Callable[[str], str] = lambda page: page
    ) -> str:
        """``digest`` in the template ``name``, and what ``then`` makes of that.

        Raises ``OwnTemplateError`` for any failure of a person's ``own`` template; the built-in ones have none.
        """
        if not own:
            return then(self._page(name, digest, own=False))
        try:
            page = self._page(name, digest, own=True)
            made = then(page)
        except Exception as error:
            raise OwnTemplateError(name, self._mistake(name, error)) from error
        if not page.strip():
            raise OwnTemplateError(name, self._told(name, 0, "it gives an empty mail"))
        return made

    def _page(self, name: str, digest: Digest, *, own: bool) -> str:
        template = self._environment(digest.language, own=own).get_template(name)
        return template.render(digest=digest, indent=INDENT, filler=_FILLER)

    def _environment(self, language: str, *, own: bool) -> ImmutableSandboxedEnvironment:
        key = (language, own)
        if key not in self._environments:
            self._environments[key] = _environment(self._loader(own=own), Figures(language=language))
        return self._environments[key]

    def _loader(self, *, own: bool) -> BaseLoader:
        built_in = PackageLoader("monitor.digest", "templates")
        if not own or self._folder is None:
            return built_in
        return ChoiceLoader([FileSystemLoader(self._folder), built_in, PrefixLoader({"built-in": built_in})])

    def _mistake(self, name: str, error: Exception) -> Mistake:
        told = _VALUE.sub(r"\1", " ".join(str(error).split()))
        problem = told or type(error).__name__
        if isinstance(error, TemplateSyntaxError):
            return self._told(error.name or name, error.lineno, problem)
        # Jinja puts the lines of templates into the traceback in place of those of its own code.
        frames = [frame for frame in extract_tb(error.__traceback__) if self._is_ours(frame.filename)]
        if frames:
            return self._told(Path(frames[-1].filename).name, frames[-1].lineno or 0, problem)
        return self._told(name, 0, problem)

    def _is_ours(self, file: str) -> bool:
        return self._folder is not None and Path(file).is_relative_to(self._folder)

    def _told(self, name: str, line: int, problem: str) -> Mistake:
        return Mistake(
            file=f"{(self._folder or Path('templates')).name}/{name}", line=line, key="", problem=problem
        )


def _environment(loader: BaseLoader, figures: Figures) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= filters(figures)
    return environment


def filters(figures: Figures) -> Mapping[str, Callable[..., Any]]:
    """What templates may say beside the values, by name."""
    phrases = Phrases(figures=figures)
    return {
        "also_how_many": phrases.also_how_many,
        "bars_told": phrases.bars_told,
        "byline": phrases.byline,
        "further_title": phrases.further_title,
        "further_told": phrases.further_told,
        "held_back": phrases.held_back,
        "more_titles": phrases.more_titles,
        "numbered": numbered,
        "one_place": figures.one_place,
        "points": phrases.points,
        "quiet_titles": phrases.quiet_titles,
        "rewritten_told": rewritten_told,
        "section_counts": phrases.section_counts,
        "trouble_title": phrases.trouble_title,
        "underlined": underlined,
        "what_is_new": what_is_new,
        "whole": figures.whole,
        "why_line": phrases.why_line,
        "wrapped": wrapped,
    }


def built_in() -> Mapping[str, str]:
    """The text of the built-in templates, by name."""
    folder = files("monitor.digest") / "templates"
    return {name: (folder / name).read_text(encoding="utf-8") for name in NAMES}
