"""Hits one after another, as bytes: CSV that a spreadsheet does not run, and JSON lines. Nothing is held back."""

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator

from monitor.export.hit_shapes import COLUMNS, hit_object, hit_row
from monitor.store.export_reads import ExportedHit
from monitor.text.formulas import without_formula


def csv_lines(hits: Iterable[ExportedHit], *, bom: bool = False) -> Iterator[bytes]:
    """A header, then a record a hit (RFC 4180: CRLF, quotes doubled), UTF-8, with ``bom`` marked as such."""
    if bom:
        yield codecs.BOM_UTF8
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")

    def record(cells: Iterable[object]) -> bytes:
        written.seek(0)
        written.truncate()
        writer.writerow(cells)
        return written.getvalue().encode()

    yield record(COLUMNS)
    for hit in hits:
        cells = hit_row(hit).values()
        yield record([without_formula(cell) if isinstance(cell, str) else cell for cell in cells])


def json_lines(hits: Iterable[ExportedHit]) -> Iterator[bytes]:
    """An object a line, UTF-8."""
    for hit in hits:
        yield json.dumps(hit_object(hit), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
