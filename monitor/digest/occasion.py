"""Whom a digest is for, which date, and when it is made."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.digest.figures import Figures
from monitor.digest.wording import local_time
from monitor.settings import RecipientSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Whom a digest is for, which date, and when it is made."""

    recipient: RecipientSettings
    local_date: date
    now: datetime
    version: str
    key: str = ""
    """Empty for the daily digest of the date."""
    base_url: str = ""
    """Where the database is served for this reader; empty for nowhere."""
    sender: str = ""
    """Address of the service; whoever wants no more digests writes there."""
    covers: tuple[date, ...] = ()
    """Earlier dates whose digests were missed and that this one covers, oldest first."""

    @property
    def zone(self) -> ZoneInfo:
        """The recipient's zone."""
        return self.recipient.zone_info

    @property
    def figures(self) -> Figures:
        """How days, times and numbers are written for the recipient."""
        return Figures(language=self.recipient.language)

    def local_time(self, moment: datetime) -> str:
        """``moment`` as the recipient's clocks show it, with the day where that is another one."""
        return local_time(moment, self.zone, today=self.local_date, figures=self.figures)


def leave_address(sender: str) -> str:
    """Where a mail goes that asks for no more digests: to the person who runs the service."""
    return f"mailto:{sender}?subject=no%20more%20digests"
