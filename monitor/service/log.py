"""The log: one JSON object a line on stderr, so that nothing from a feed can forge a second line."""

import json
import logging
import sys
from datetime import UTC, datetime

LONGEST_VALUE = 200
"""Characters of one value; feed text has no business to fill the log."""


class JsonLines(logging.Formatter):
    """``{"at": …, "level": …, "event": …, "where": …}`` and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; JSON escapes control characters."""
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "where": record.name,
            "event": record.getMessage()[:LONGEST_VALUE],
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields)


def start_log(level: int) -> None:
    """Send ``monitor``'s own events of ``level`` and above to stderr; libraries from WARNING on, if at all.

    httpx logs addresses with passwords at INFO, so it never speaks below WARNING.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING if level <= logging.WARNING else logging.CRITICAL)
    logging.getLogger("monitor").setLevel(level)
