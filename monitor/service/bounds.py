"""What a person may say about the time between two visits, as the rules of polling take it."""

from monitor.poll.interval import Bounds
from monitor.settings import PollSettings


def bounds_of(settings: PollSettings) -> Bounds:
    """What the settings say of the time between two polls of a feed."""
    fixed_s = None if settings.interval_minutes is None else settings.interval_minutes * 60
    return Bounds(
        shortest_s=settings.shortest_minutes * 60,
        longest_s=max(settings.longest_minutes, settings.shortest_minutes) * 60,
        fixed_s=fixed_s,
    )
