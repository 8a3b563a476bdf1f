"""What an outlet's feed document says at a moment: the window of its reports, in the outlet's format."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import assert_never
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from monitor.demo.outlets import Format, Outlet, Report

CONTENT_TYPES = {
    Format.RSS2: "application/rss+xml",
    Format.ATOM: "application/atom+xml",
    Format.RDF: "application/rdf+xml",
    Format.JSON: "application/feed+json",
}
_ATOM = "http://www.w3.org/2005/Atom"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS1 = "http://purl.org/rss/1.0/"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The reports an outlet shows at one moment, newest first, and when that last changed."""

    outlet: Outlet
    reports: tuple[Report, ...]
    changed: datetime


def edition(outlet: Outlet, now: datetime) -> Edition:
    """What ``outlet`` shows at ``now``. Raises ``ValueError`` before its first report."""
    out = sorted((report for report in outlet.reports if report.at <= now), key=lambda report: report.at)
    if not out:
        raise ValueError(f"{outlet.name} has published nothing by {now}")
    changes = [report.at for report in out]
    changes += [edit.at for report in out for edit in report.edit if edit.at <= now]
    shown = tuple(_as_of(report, now) for report in reversed(out[-outlet.window :]))
    return Edition(outlet=outlet, reports=shown, changed=max(changes))


def _as_of(report: Report, now: datetime) -> Report:
    for edit in report.edit:
        if edit.at <= now:
            report = replace(report, title=edit.title or report.title, text=edit.text or report.text)
    return report


def document(shown: Edition) -> bytes:
    """The feed document, in the outlet's format and encoding."""
    match shown.outlet.format:
        case Format.RSS2:
            return _xml(_rss2(shown), shown.outlet.encoding)
        case Format.ATOM:
            return _xml(_atom(shown), shown.outlet.encoding)
        case Format.RDF:
            return _xml(_rdf(shown), shown.outlet.encoding)
        case Format.JSON:
            return _json(shown)
        case _:
            assert_never(shown.outlet.format)


def without_ending(body: bytes) -> bytes:
    """The document as a broken connection leaves it: cut where the last item has just begun."""
    start = max(body.rfind(b"<item"), body.rfind(b"<entry"))
    return body[: start + len(b"<item>\n      <t")]


def _xml(root: ET.Element, encoding: str) -> bytes:
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding=encoding, xml_declaration=True)
    return written


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _body(outlet: Outlet, report: Report) -> str:
    """Feed texts are HTML by convention, so even a plain one is escaped once."""
    text = escape(report.text, quote=False)
    return f"<p>{text}</p>" if outlet.markup else text


def _identity(outlet: Outlet, report: Report) -> str:
    return f"tag:{urlsplit(outlet.site).hostname},{report.at.year}:{report.key}"


def _rss2(shown: Edition) -> ET.Element:
    outlet = shown.outlet
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", outlet.title)
    _add(channel, "link", outlet.site)
    _add(channel, "description", outlet.name)
    _add(channel, "language", outlet.language)
    _add(channel, "lastBuildDate", format_datetime(shown.changed, usegmt=True))
    for report in shown.reports:
        item = ET.SubElement(channel, "item")
        _add(item, "title", report.title)
        _add(item, "link", outlet.link(report))
        _add(item, "guid", _identity(outlet, report), isPermaLink="false")
        _add(item, "pubDate", format_datetime(report.at, usegmt=True))
        _add(item, "description", _body(outlet, report))
    return root


def _atom(shown: Edition) -> ET.Element:
    outlet = shown.outlet
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": outlet.language})
    _add(root, "title", outlet.title)
    _add(root, "id", f"{outlet.site}/")
    _add(root, "updated", shown.changed.isoformat())
    ET.SubElement(root, "link", {"rel": "alternate", "href": outlet.site})
    author = ET.SubElement(root, "author")
    _add(author, "name", outlet.name)
    for report in shown.reports:
        entry = ET.SubElement(root, "entry")
        _add(entry, "title", report.title)
        _add(entry, "id", _identity(outlet, report))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": outlet.link(report)})
        _add(entry, "published", report.at.isoformat())
        _add(entry, "updated", report.at.isoformat())
        _add(entry, "summary", _body(outlet, report), type="html")
    return root


def _rdf(shown: Edition) -> ET.Element:
    outlet = shown.outlet
    spaces = {"xmlns:rdf": _RDF, "xmlns": _RSS1, "xmlns:dc": _DUBLIN_CORE}
    root = ET.Element("rdf:RDF", spaces)
    channel = ET.SubElement(root, "channel", {"rdf:about": outlet.site})
    _add(channel, "title", outlet.title)
    _add(channel, "link", outlet.site)
    _add(channel, "description", outlet.name)
    _add(channel, "dc:language", outlet.language)
    contents = ET.SubElement(ET.SubElement(channel, "items"), "rdf:Seq")
    for report in shown.reports:
        ET.SubElement(contents, "rdf:li", {"rdf:resource": outlet.link(report)})
    for report in shown.reports:
        item = ET.SubElement(root, "item", {"rdf:about": outlet.link(report)})
        _add(item, "title", report.title)
        _add(item, "link", outlet.link(report))
        _add(item, "description", _body(outlet, report))
        _add(item, "dc:date", report.at.isoformat())
    return root


def _json(shown: Edition) -> bytes:
    outlet = shown.outlet
    content = "content_html" if outlet.markup else "content_text"
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.title,
        "home_page_url": outlet.site,
        "language": outlet.language,
        "items": [
            {
                "id": _identity(outlet, report),
                "url": outlet.link(report),
                "title": report.title,
                content: _body(outlet, report) if outlet.markup else report.text,
                "date_published": report.at.isoformat(),
            }
            for report in shown.reports
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode(outlet.encoding)
