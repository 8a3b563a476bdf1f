"""Kinds of values that settings have, each with an error that says how to write it."""

import difflib
import ipaddress
from typing import Final, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import localedata
from pydantic import BaseModel, ConfigDict

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Section(BaseModel):
    """A table of the settings: fixed once read, unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def network(value: str) -> str:
    """A network in CIDR notation."""
    ipaddress.ip_network(value, strict=True)
    return value


def zone(value: str) -> str:
    """An IANA time zone."""
    if value not in available_timezones():
        near = difflib.get_close_matches(value, available_timezones(), n=1)
        hint = f"; did you mean {near[0]}?" if near else "; use an IANA name such as Europe/Paris"
        raise ValueError(f"no zone is called {value!r}{hint}")
    return value


def time_of_day(value: str) -> str:
    """Hours and minutes, with two digits each."""
    hours, colon, minutes = value.partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60):  # noqa: PLR2004 - hours and minutes of a day
        raise ValueError(f"{value!r} is no time of day; write it as HH:MM, such as 07:00")
    return f"{int(hours):02}:{int(minutes):02}"


def mail_address(value: str) -> str:
    """A mail address without a name."""
    local, at, domain = value.rpartition("@")
    if not at or not local or not domain or any(mark in value for mark in "\r\n <>,;"):
        raise ValueError(f"{value!r} is no mail address; write it plainly, such as ann@example.org")
    return value


def locale(value: str) -> str:
    """A language that dates can be written in; ``pt-BR`` and ``PT_br`` are ``pt_BR``."""
    name = localedata.normalize_locale(value.replace("-", "_"))
    if name is None or name == "root":
        raise ValueError(f"no language is called {value!r}; write it as en, de or pt_BR")
    return name


def listening_place(value: str) -> str:
    """``host:port``, or empty."""
    host, colon, port = value.rpartition(":")
    fits = colon and host and port.isascii() and port.isdecimal() and int(port) < 65536  # noqa: PLR2004 - ports
    if value and not fits:
        raise ValueError(f"{value!r} is no place to listen at; write it as 127.0.0.1:8002")
    return value


def one_click_address(value: str) -> str:
    """An HTTPS address, or empty: RFC 8058 wants nothing else."""
    https = value.startswith("https://") and urlsplit(value).hostname
    if value and not (https and value.isascii() and _is_one_word(value)):
        raise ValueError(f"{value!r} is no HTTPS address; one click to leave needs one (RFC 8058)")
    return value


def _is_one_word(value: str) -> bool:
    """``urlsplit`` overlooks line breaks, and an address stands between angle brackets in a header."""
    return value.isprintable() and not any(mark in value for mark in ' <>"')


def web_address(value: str) -> str:
    """The address of a web server without its last slash, or empty."""
    parts = urlsplit(value)
    plain = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    if value and not (plain and not parts.query and not parts.fragment and _is_one_word(value)):
        raise ValueError(f"{value!r} is no address of a web server; write it as https://news.example.org")
    return value.rstrip("/")
