"""A composed digest as text and as HTML.

Everything from a feed reaches the HTML as escaped text; no HTML of a feed is shown. Same digest, same bytes.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

import css_inline

from monitor.digest.fitting import fitted
from monitor.digest.templating import HTML, TEXT, OwnTemplateError, Templates
from monitor.digest.values import Digest
from monitor.errors import Mistake

HTML_LIMIT = 80_000
"""Bytes; Gmail cuts a message off at about 102 KB, counted in ways that are not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Both parts, and the digest as it is shown: shortened where the HTML would have been too long."""

    digest: Digest
    text: str
    html: str
    mistakes: tuple[Mistake, ...] = ()
    """In a person's own templates, in whose place the built-in ones were used."""


class Renderer:
    """Holds the templates; built once, used for every digest."""

    def __init__(self, *, html_limit: int = HTML_LIMIT, templates: Path | None = None) -> None:
        """HTML longer than ``html_limit`` bytes is shortened; in ``templates`` a person's own may lie."""
        self._html_limit = html_limit
        self._templates = Templates(templates)
        self._inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

    def render(self, digest: Digest) -> Rendered:
        """Both parts of ``digest``, with as much as fits; a mistake in a person's template is told in the mail."""
        own = self._templates.own()
        mistakes: tuple[Mistake, ...] = ()
        while True:
            try:
                return replace(self._rendered(digest, own), mistakes=mistakes)
            except OwnTemplateError as error:
                own -= {error.name}
                mistakes = (*mistakes, error.mistake)
                digest = replace(digest, notices=(_notice(error.mistake), *digest.notices))

    def _rendered(self, digest: Digest, own: AbstractSet[str]) -> Rendered:
        def page(one: Digest) -> str:
            return self._templates.filled(HTML, one, own=HTML in own, then=self._inliner.inline)

        shown, html = fitted(digest, page, self._html_limit)
        return Rendered(digest=shown, text=self._templates.filled(TEXT, shown, own=TEXT in own), html=html)


def _notice(mistake: Mistake) -> str:
    return f"The template {mistake}; the built-in one was used in its place."
