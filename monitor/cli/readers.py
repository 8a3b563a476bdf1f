"""The readers that a command is about."""

from monitor.errors import NotFoundError
from monitor.settings import RecipientSettings, Settings


def readers(settings: Settings, address: str | None) -> tuple[RecipientSettings, ...]:
    """The one with ``address``, or all; at least one. Raises ``NotFoundError``."""
    found = tuple(one for one in settings.recipient if address in {None, one.address})
    if not found:
        who = f"no reader has the address {address}" if address else "nobody gets digests"
        raise NotFoundError(f"{who}; add a [[recipient]] to newswake.toml")
    return found
