"""``--since 7d``: a span back from now, or a date."""

import re
from datetime import UTC, datetime, timedelta

import click

from monitor.app import utc_now

_SPAN = re.compile(r"(\d{1,6})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


class Period(click.ParamType[datetime]):
    """``12h``, ``7d``, ``2w`` back from now, or a date or time in ISO form (UTC where no zone is given)."""

    name = "period"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment ``value`` names, in UTC; a usage error where it names none."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        try:
            if span := _SPAN.fullmatch(text):
                return utc_now() - int(span[1]) * _UNITS[span[2]]
            moment = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            self.fail(f"{text!r} is no time; write 12h, 7d, 2w or a date such as 2023-11-21", param, ctx)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


PERIOD = Period()
