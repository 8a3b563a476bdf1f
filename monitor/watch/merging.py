"""Fold rows that are laid over a watch into its file, as a person would: comments and order stay.

The text is changed in memory, read again, and only written where it says exactly what was in force before.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import tomlkit
from tomlkit.items import Array, Table

from monitor.errors import ConfigurationError, Mistake
from monitor.model import Term, Watch
from monitor.toml_tables import read_text, write_text
from monitor.watch.changes import WatchChange, in_force
from monitor.watch.file import parse_watch
from monitor.watch.toml_text import array
from monitor.watch.written import term_text

_TERM_HEADER = re.compile(r"^\s*\[\s*term\s*\.", re.MULTILINE)
_HEADER = re.compile(r"^\s*\[", re.MULTILINE)
_WATCH_HEADER = re.compile(r"^\s*\[\s*watch\s*\][^\n]*\n", re.MULTILINE)


def merge(path: Path, changes: Sequence[WatchChange]) -> Watch:
    """Write the mutes, vetoes and accepted terms among ``changes`` that count into ``path``; returns the new watch.

    Raises ``ConfigurationError`` for a file with mistakes, or written so that nothing can be added (it is left as it
    is), ``UnusableStoreError`` where it can't be written.
    """
    text = read_text(path)
    changed = merged_text(text, changes, slug=path.stem, file=str(path))
    if changed != text:
        write_text(path, changed)
    return parse_watch(changed, slug=path.stem, file=str(path))


def merged_text(text: str, changes: Sequence[WatchChange], *, slug: str, file: str) -> str:
    """``text``, the content of ``file``, with ``changes`` in it. Raises ``ConfigurationError`` as ``merge``."""
    before = parse_watch(text, slug=slug, file=file)
    wanted = in_force(before, changes)
    if wanted is before:
        return text
    changed = _with_list(text, "mute", before.mute, wanted.mute)
    changed = _with_list(changed, "veto", before.veto, wanted.veto)
    added = wanted.terms[len(before.terms) :]
    for candidate in (_beside_terms(changed, added), _at_end(changed, added)):
        if _says(candidate, wanted, slug=slug, file=file):
            return candidate
    problem = "this file is written so that nothing can be added to it; write the rows of watch show into it yourself"
    raise ConfigurationError((Mistake(file=file, line=0, key="", problem=problem),))


def _says(text: str, wanted: Watch, *, slug: str, file: str) -> bool:
    try:
        found = parse_watch(text, slug=slug, file=file)
    except ConfigurationError:
        return False
    return replace(found, revision="", terms=()) == replace(wanted, revision="", terms=()) and set(
        found.terms
    ) == set(wanted.terms)


def _with_list(text: str, name: str, before: Sequence[str], wanted: Sequence[str]) -> str:
    added = wanted[len(before) :]
    if not added:
        return text
    document = tomlkit.parse(text)
    table = document["watch"]
    listed = table.get(name) if isinstance(table, Table) else None
    if isinstance(listed, Array):
        listed.extend(added)
        return tomlkit.dumps(document)
    # A new key at the end of the table would land behind the comments of what follows it.
    return _WATCH_HEADER.sub(lambda header: f"{header.group()}{name} = {array(added)}\n", text, count=1)


def _beside_terms(text: str, terms: Sequence[Term]) -> str:
    """Behind the last term, in front of the comments of what follows it."""
    headers = list(_TERM_HEADER.finditer(text))
    following = _HEADER.search(text, headers[-1].end()) if headers else None
    if following is None:
        return _at_end(text, terms)
    lines = text[: following.start()].split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    head = "\n".join(lines) + "\n"
    return head + _blocks(terms) + text[len(head) :]


def _at_end(text: str, terms: Sequence[Term]) -> str:
    return (text if not text or text.endswith("\n") else text + "\n") + _blocks(terms)


def _blocks(terms: Sequence[Term]) -> str:
    return "".join(f"\n{term_text(term)}\n" for term in terms)
