"""Watch files: read with every mistake told, written to be read by people.

The name of the file is the slug of the watch. ``revision`` is the first 12 hex digits of the SHA-256
of the file, so that a hit can say which state of the file decided it.
"""

import hashlib
import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from monitor.errors import ConfigurationError, Mistake, UnusableStoreError
from monitor.model import Requirement, Seed, Watch, WatchState
from monitor.toml_tables import Table, read_table, read_text
from monitor.watch.term_tables import read_terms, told_unknown
from monitor.watch.written import watch_text

SCHEMA = 1
DEFAULT_THRESHOLD = 6.0
HIGHEST_THRESHOLD = 1000.0
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REVISION_DIGITS = 12


def load(path: Path) -> Watch:
    """The watch in the file ``path``.

    Raises ``ConfigurationError`` with all mistakes of the file, each with line and key.
    """
    return parse_watch(read_text(path), slug=path.stem, file=str(path))


def load_all(folder: Path) -> tuple[Watch, ...]:
    """All watches (``*.toml``) of a folder, by slug; a folder that is not there holds none.

    Raises ``ConfigurationError`` with the mistakes of all files together.
    """
    watches: list[Watch] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            watches.append(load(path))
        except ConfigurationError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise ConfigurationError(tuple(mistakes))
    return tuple(watches)


def parse_watch(text: str, *, slug: str, file: str) -> Watch:
    """The watch that ``text`` describes; ``file`` is named in mistakes."""
    root = read_table(text, file=file)
    if not SLUG.fullmatch(slug):
        root.wrong("", f"the file name {slug!r} has to be small letters, digits and hyphens")
    _check_schema(root)
    terms = read_terms(root)
    names = tuple(term.name for term in terms)
    require = tuple(_requirement(table, names) for table in root.tables("require"))
    seed = _seed(root.table("seed", needed=True))
    watch = _watch(root.table("watch", needed=True), slug=slug, seed=seed)
    root.finish()
    root.mistakes.raise_any()
    revision = hashlib.sha256(text.encode()).hexdigest()[:_REVISION_DIGITS]
    return replace(watch, terms=terms, require=require, revision=revision)


def _check_schema(root: Table) -> None:
    if root.number("schema", SCHEMA, most=float("inf")) != SCHEMA:
        root.wrong("schema", f"this program reads schema {SCHEMA}; a newer one needs a newer program")


def write(watch: Watch, path: Path, *, overwrite: bool = False) -> None:
    """Write ``watch`` to ``path``, whole or not at all.

    Raises ``UnusableStoreError`` where the file is there already (and ``overwrite`` is not given)
    or the folder cannot be written.
    """
    text = watch_text(watch)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        _put(text, path, overwrite=overwrite)
    except FileExistsError as error:
        raise _there_already(path) from error
    except OSError as error:
        raise _not_written(path, error) from error


def refuse_to_overwrite(path: Path) -> None:
    """Raise ``UnusableStoreError`` where ``path`` is there already, before anything is worked out or asked."""
    if path.exists():
        raise _there_already(path)


def _there_already(path: Path) -> UnusableStoreError:
    remedy = "give the watch another name with --slug, or move the file away first"
    return UnusableStoreError(path, "a watch file is there already", remedy)


def _not_written(path: Path, error: OSError) -> UnusableStoreError:
    problem = f"the watch cannot be written: {error.strerror}"
    return UnusableStoreError(path, problem, "choose a folder that can be written")


def _put(text: str, path: Path, *, overwrite: bool) -> None:
    """Through a file of its own, so that nobody ever reads half a watch; linking refuses what exists."""
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
            beside.chmod(0o644)
            if overwrite:
                beside.replace(path)
            else:
                path.hardlink_to(beside)
        finally:
            beside.unlink(missing_ok=True)


def _requirement(table: Table, names: tuple[str, ...]) -> Requirement:
    found = Requirement(name=table.text("name", needed=True), all=table.texts("all"), any=table.texts("any"))
    for key, listed in (("all", found.all), ("any", found.any)):
        told_unknown(table, key, listed, names)
    if not table.has("all") and not table.has("any"):
        table.wrong("", "names no terms; give all = [...] or any = [...]")
    elif not found.all and not found.any:
        table.wrong("all" if table.has("all") else "any", "is empty; a gate needs at least one term")
    table.finish()
    return found


def _seed(table: Table) -> Seed:
    seed = Seed(
        origin=table.text("origin"),
        title=table.text("title"),
        text=table.text("text").strip("\n"),
        language=table.text("language", "en"),
        published=table.day("published"),
        source=table.text("source"),
    )
    if table.values and not seed.title.strip() and not seed.text.strip():
        table.wrong("", "has neither title nor text; the watch needs at least a headline")
    table.finish()
    return seed


def _watch(table: Table, *, slug: str, seed: Seed) -> Watch:
    watch = Watch(
        slug=slug,
        title=table.text("title", needed=bool(table.values)),
        seed=seed,
        terms=(),
        threshold=table.number("threshold", DEFAULT_THRESHOLD, most=HIGHEST_THRESHOLD),
        mute=table.texts("mute"),
        veto=table.texts("veto"),
        sources_in=table.texts("sources_in"),
        sources_out=table.texts("sources_out"),
        learn=table.flag("learn", default=True),
        created=table.day("created"),
        state=table.choice("state", WatchState.ACTIVE),
    )
    table.finish()
    return watch
