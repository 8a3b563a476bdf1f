"""Markdown with front matter, as far as seeds need it: what it says of the article, and its plain text."""

import re
from dataclasses import dataclass, field

_FENCE = "---"
_FIELD = re.compile(r"(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*)")
# No rule looks further than a bounded stretch, a line or the next mark, so that no text makes it slow.
_RULES = (
    (re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[^\n]*$", re.MULTILINE | re.DOTALL), ""),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"^[ \t]{0,3}(?:#{1,6}|>+|[-*+]|\d+[.)])[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_`])(?=\S)([^\n]{1,300}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"</?[a-zA-Z][^<>\n]*>"), ""),
)
_HEADING = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+)\n?")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownDocument:
    """The fields of the front matter (keys in lower case), their lines, and the plain text."""

    text: str
    title: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read_markdown(text: str) -> MarkdownDocument:
    """Split off the front matter and take the marks out; never raises."""
    fields, lines, body = _front_matter(text.replace("\r\n", "\n"))
    title = fields.get("title", "")
    heading = _HEADING.match(body)
    if heading:
        body = body[heading.end() :] if not title or title == heading["title"].strip() else body
        title = title or heading["title"].strip()
    return MarkdownDocument(text=_plain(body), title=_plain(title), fields=fields, lines=lines)


def _front_matter(text: str) -> tuple[dict[str, str], dict[str, int], str]:
    rows = text.lstrip("\ufeff").split("\n")
    if rows[0].rstrip() != _FENCE:
        return {}, {}, text
    end = next((place for place, row in enumerate(rows[1:], 1) if row.rstrip() in {_FENCE, "..."}), 0)
    if not end:
        return {}, {}, text
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, row in enumerate(rows[1:end], 2):
        if match := _FIELD.fullmatch(row.strip()):
            key = match["key"].lower()
            fields[key] = _unquoted(match["value"].strip())
            lines[key] = number
    return fields, lines, "\n".join(rows[end + 1 :])


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace('\\"', '"') if value[0] == '"' else inner.replace("''", "'")
    return value


def _without_comments(text: str) -> str:
    while (start := text.find("<!--")) >= 0 and (end := text.find("-->", start)) >= 0:
        text = text[:start] + text[end + 3 :]
    return text


def _plain(body: str) -> str:
    body = _without_comments(body)
    for pattern, replacement in _RULES:
        body = pattern.sub(replacement, body)
    return paragraphs(body)


def paragraphs(text: str) -> str:
    """White space as an article has it: one blank within, an empty line between paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text) if part.strip())
