"""Simulated time: three days in November 2023, each looked at in the morning and in the evening."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One look at the world; ``number`` counts from 1, ``at`` is in UTC."""

    number: int
    name: str
    at: datetime


STEPS = tuple(
    Step(
        number=number,
        name=f"day {(number + 1) // 2} {'morning' if hour < 12 else 'evening'}",  # noqa: PLR2004 - noon
        at=datetime(2023, 11, day, hour, tzinfo=UTC),
    )
    for number, (day, hour) in enumerate(
        ((21, 10), (21, 22), (22, 10), (22, 22), (23, 10), (23, 22)), start=1
    )
)
"""Mornings at 10:00 and evenings at 22:00, later than anything that the outlets publish until then."""


class SimulatedClock:
    """Stands still until it is told to go on to another step."""

    def __init__(self, step: Step = STEPS[0]) -> None:
        """Start at ``step``."""
        self._step = step

    @property
    def step(self) -> Step:
        """Where the simulated world stands."""
        return self._step

    def now(self) -> datetime:
        """The simulated time, in UTC."""
        return self._step.at

    def go_to(self, step: Step) -> None:
        """Go on to ``step``. Raises ``ValueError`` for a step that is past: feeds do not unpublish."""
        if step.number < self._step.number:
            raise ValueError(f"the clock stands at {self._step.name} and cannot go back to {step.name}")
        self._step = step
