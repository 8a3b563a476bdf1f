"""Edit the list of feeds as a person would: what is added goes to its end, what is removed takes nothing with it.

Comments, order and spelling of everything else stay as they are. The text is changed in memory and read again: only
one that says exactly what it should is given back.
"""

from collections.abc import Sequence

import tomlkit

from monitor.errors import ConfigurationError, Mistake, NotFoundError
from monitor.feed_list import parse_feeds
from monitor.model import FeedSource
from monitor.text.links import canonical_link
from monitor.toml_lines import key_lines


def listed_as(sources: Sequence[FeedSource], url: str) -> FeedSource | None:
    """The feed of ``sources`` that has the address ``url``, however it is spelt; None where none has."""
    key = canonical_link(url) or url
    return next((one for one in sources if (canonical_link(one.url) or one.url) == key), None)


def find_feed(sources: Sequence[FeedSource], named: str) -> FeedSource:
    """The feed that a person means by an address or a name.

    Raises ``NotFoundError`` where none is meant, or more than one.
    """
    exact = [one for one in sources if one.url == named]
    if found := (exact[0] if exact else listed_as(sources, named)):
        return found
    called = [one for one in sources if one.name.casefold() == named.strip().casefold()]
    if len(called) == 1:
        return called[0]
    if called:
        addresses = ", ".join(one.url for one in called)
        raise NotFoundError(f"{len(called)} feeds are called {named!r}; name one by its address: {addresses}")
    raise NotFoundError(
        f"no feed has the address or name {named!r}; newswake feeds status lists those there are"
    )


def with_feeds(text: str, added: Sequence[FeedSource], *, file: str) -> str:
    """``text``, the content of ``file``, with ``added`` behind the last feed.

    Raises ``ConfigurationError`` where ``text`` has mistakes, or is written so that nothing can be added.
    """
    before = parse_feeds(text, file=file)
    if not added:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    start = text if not text or text.endswith("\n") else text + newline
    # Put behind the text instead of into tomlkit's tree, which would let comments at the end change places.
    blocks = "".join("\n" + tomlkit.dumps({"feed": [_table(source)]}) for source in added)
    changed = start + (blocks if start.strip() else blocks.lstrip("\n")).replace("\n", newline)
    return _checked(changed, (*before, *added), file=file)


def without_feed(text: str, url: str, *, file: str) -> str:
    """``text`` without the table of the feed with exactly this ``url``; comments around it stay.

    Raises as ``with_feeds``; ``NotFoundError`` where it is not there.
    """
    before = parse_feeds(text, file=file)
    place = next((place for place, one in enumerate(before) if one.url == url), None)
    if place is None:
        raise NotFoundError(f"{file} lists no feed {url!r}")
    lines = text.splitlines(keepends=True)
    start, end = _extent(text, lines, place)
    # With the blank lines behind it: those before it go on to part its neighbours.
    while end < len(lines) and not lines[end].strip():
        end += 1
    changed = "".join((*lines[:start], *lines[end:]))
    return _checked(changed, (*before[:place], *before[place + 1 :]), file=file)


def _table(source: FeedSource) -> dict[str, object]:
    table: dict[str, object] = {"url": source.url, "name": source.name}
    if source.group:
        table["group"] = source.group
    if source.tags:
        table["tags"] = list(source.tags)
    if source.language:
        table["language"] = source.language
    return table | {"checked": source.checked}


def _extent(text: str, lines: Sequence[str], place: int) -> tuple[int, int]:
    """The lines [start, end) of a feed's table, from its header to its last value."""
    known = key_lines(text).lines
    start = known.get(("feed", place), 0) - 1
    headers = sorted(line for path, line in known.items() if isinstance(path[-1], int))
    end = next((line - 1 for line in headers if line - 1 > start), len(lines))
    # What stands between the last value and the next header is said of what comes, or of nothing.
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return start, end


def _checked(changed: str, wanted: Sequence[FeedSource], *, file: str) -> str:
    try:
        found = parse_feeds(changed, file=file)
    except ConfigurationError as error:
        raise _unchangeable(file) from error
    if found != tuple(wanted):
        raise _unchangeable(file)
    return changed


def _unchangeable(file: str) -> ConfigurationError:
    problem = "it is written in a way that can't be changed safely; change it by hand, one [[feed]] a source"
    return ConfigurationError((Mistake(file=file, line=0, key="feed", problem=problem),))
