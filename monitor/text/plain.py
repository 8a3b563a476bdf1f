"""Plain text out of what feeds carry: without mark-up, entities, or characters that must not travel on.

The scanner treats broken mark-up much as a browser does: a comment or script that never ends swallows the
rest. So each pass is linear in its input, however hostile that is.
"""

import html
import html.entities
import re
from collections.abc import Iterator
from typing import Final

INPUT_CAP: Final = 64 * 1024
"""Characters of mark-up that are read; what lies behind is cut."""
TITLE_INPUT_CAP: Final = 4096

_ATTRIBUTES: Final = r"""(?:[^>=]|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+"""
_INLINE: Final = (
    "a|abbr|b|bdi|bdo|big|cite|del|dfn|em|font|i|ins|mark|q|s|small|span|strike|strong|sub|sup|tt|u"
)
_OPENING: Final = re.compile(r"<(?:[a-zA-Z!?]|/[a-zA-Z])")
_TAG: Final = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+){_ATTRIBUTES}>")
_TAG_OR_REST: Final = re.compile(rf"</?([a-zA-Z][^\s/>]*+){_ATTRIBUTES}>|<(?:[a-zA-Z!?]|/[a-zA-Z])(?s:.*)")
"""A tag, or from anything else that opens like one all that follows, so that each is looked at once only."""
_TITLE_TAG: Final = re.compile(
    rf"</?(?:{_INLINE})(?:[\s/]{_ATTRIBUTES})?>|<(br|p|wbr|img|hr)\b{_ATTRIBUTES}>|</p>", re.IGNORECASE
)
_MARKUP: Final = re.compile(
    rf"</(?:{_INLINE}|p|div|li|ul|ol|h[1-6]|table|td|pre)\s*+>|<(?:br|img|p|hr)[\s/>]", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BREAKING: Final = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "html", "img", "legend", "li", "main", "menu", "nav", "ol", "option"),
        *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr"),
        *("ul", "video", "audio"),
    ]
)
_UNSEEN: Final = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "textarea", "iframe", "noscript", "xmp", "noembed", "noframes")
}
"""Elements whose contents a reader of the page does not see, with what ends them."""
_UNWANTED: Final = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\u00ad\u200b\u2060\ufeff]"
)
"""Controls, surrogates, non-characters, and what only hints at where a line may break."""
_STORED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def plain_text(markup: str) -> str:
    """The text that a reader of ``markup`` (HTML) would see; block elements become line breaks.

    Reads the first ``INPUT_CAP`` characters. The result is text: ``&lt;b&gt;`` comes out as ``<b>``.
    """
    text = markup[:INPUT_CAP]
    if "<" in text:
        text = _simply_seen(text) or "".join(_seen(text))
    return _decoded(text)


def plain_title(markup: str) -> str:
    """The text of a headline of which nobody said whether it is HTML (RSS never says).

    Only tags that occur in headlines go (``<b>``, ``<i>``, ``<br>``, …); anything else between angle brackets
    is taken as written: "The <canvas> element", "List<String>", "A < B".
    """
    text = markup[:TITLE_INPUT_CAP]
    if "<" in text:
        text = _TITLE_TAG.sub(lambda tag: " " if tag[1] and tag[1].lower() != "wbr" else "", text)
    return _decoded(text)


def looks_like_markup(text: str) -> bool:
    """Whether a text that calls itself plain holds HTML tags all the same."""
    return _MARKUP.search(text[:INPUT_CAP]) is not None


def clean(text: str, limit: int) -> str:
    """``text`` on one line of at most ``limit``: controls, surrogates, soft hyphens out, blanks collapsed."""
    return " ".join(_UNWANTED.sub("", text).split())[:limit].rstrip()


def storable(text: str, limit: int) -> str:
    """``text`` with its line breaks and mark-up, without what a database or a mail cannot carry."""
    return _STORED.sub("", text[:limit])


def _decoded(text: str) -> str:
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for; a name that HTML does not know stays as written."""
    known = entity[0][1] == "#" or entity[0][1:] in html.entities.html5
    return html.unescape(entity[0]) if known else entity[0]


def _simply_seen(text: str) -> str:
    """What ``_seen`` gives, in less time, for mark-up that is nothing but tags whose contents are seen.

    Empty where there is anything else in it.
    """
    pieces: list[str | None] = _TAG_OR_REST.split(text)
    shown: dict[str | None, str] = {}
    for tag in set(pieces[1::2]):
        name = tag.lower() if tag else ""
        if not name or name in _UNSEEN:
            return ""
        shown[tag] = "\n" if name in _BREAKING else ""
    pieces[1::2] = [shown[tag] for tag in pieces[1::2]]
    return "".join(filter(None, pieces))


def _seen(text: str) -> Iterator[str]:
    """The pieces of ``text`` outside tags, comments and unseen elements."""
    position = 0
    while opening := _OPENING.search(text, position):
        start = opening.start()
        yield text[position:start]
        if text[start + 1] in "!?":
            shown, position = _declaration(text, start)
            yield shown
            continue
        tag = _TAG.match(text, start)
        if tag is None:
            # Cut off in the middle of a tag, or a "<" in running text.
            yield "" if "=" in text[start:] else text[start:]
            return
        name = tag[2].lower()
        yield "\n" if name in _BREAKING else ""
        position = tag.end()
        if name in _UNSEEN and not tag[1]:
            end = _UNSEEN[name].search(text, position)
            position = end.start() if end else len(text)
    yield text[position:]


def _declaration(text: str, start: int) -> tuple[str, int]:
    """What a comment, CDATA section or ``<!…>`` at ``start`` shows, and where it ends."""
    if text.startswith("<![CDATA[", start):
        end = text.find("]]>", start)
        return (text[start + 9 :], len(text)) if end < 0 else (text[start + 9 : end], end + 3)
    closing = "-->" if text.startswith("<!--", start) else ">"
    end = text.find(closing, start + 2)
    return "", len(text) if end < 0 else end + len(closing)
