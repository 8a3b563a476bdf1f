"""Whether the service does its work (rule E5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.service.health import STALE_AFTER
from monitor.store.numbers import Numbers

NO_SUCCESS = timedelta(hours=1)
FEEDS_DUE = 5
"""No feed answered for so long while so many are due: ill, whatever else turns."""


@dataclass(slots=True, kw_only=True)
class Pulse:
    """When the service began, and when the event loop, on which all visits run, last turned."""

    started_at: datetime
    looped_at: datetime


def problems(pulse: Pulse, numbers: Numbers, *, ticked_at: datetime | None, now: datetime) -> tuple[str, ...]:
    """What is wrong with the service at ``now``; nothing where it is well. ``ticked_at``: its last poll round."""
    turned = (("the ticker", ticked_at or pulse.started_at), ("the loop", pulse.looped_at))
    found = [
        f"{what} has not turned since {at:%Y-%m-%d %H:%M:%S} UTC"
        for what, at in turned
        if now - at > STALE_AFTER
    ]
    # A service that was off for long is given its hour.
    success = max(pulse.started_at, numbers.last_success or pulse.started_at)
    if numbers.due >= FEEDS_DUE and now - success > NO_SUCCESS:
        found.append(f"{numbers.due} feeds are due, and none has answered since {success:%Y-%m-%d %H:%M} UTC")
    return tuple(found)
