"""The exception tree. Expected failures of the outside world are values (``model.Failed``), not exceptions.

::

    NewswakeError                 what a person can mend; the message names the place and the remedy
    ├── ConfigurationError        one or many mistakes in files a person wrote       exit code 2
    ├── SeedError                 a seed that is empty, unreadable or no article      exit code 2
    ├── UnusableStoreError        a database or folder that can't be used             exit code 2
    │   ├── NewerDatabaseError    written by a newer version of the program
    │   └── DatabaseBusyError     another process holds the writer's lock             exit code 1
    ├── NotFoundError             a watch, item or feed that is not there             exit code 2
    └── DeliveryError             a mail that could not be handed over                exit code 1
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake in a file a person wrote; ``line`` counts from 1, 0 where there is none to name."""

    file: str
    line: int
    key: str
    problem: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.problem}" if self.key else f"{place}: {self.problem}"


class NewswakeError(Exception):
    """The base of all errors that a person can mend."""

    exit_code = 1


class ConfigurationError(NewswakeError):
    """Mistakes in configuration, one line each."""

    exit_code = 2

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """Keep ``mistakes`` (at least one) so that callers can print or count them."""
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class SeedError(NewswakeError):
    """A seed that cannot become a watch; says which and why."""

    exit_code = 2

    def __init__(self, seed: str, problem: str) -> None:
        """Name the ``seed`` (path, ``-`` or URL) and the ``problem``."""
        self.seed = seed
        self.problem = problem
        super().__init__(f"{seed}: {problem}")


class UnusableStoreError(NewswakeError):
    """A database or folder that cannot be used: path, problem and remedy."""

    exit_code = 2

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        """Name the ``path``, the ``problem`` and the ``remedy``."""
        self.path = path
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{path}: {problem}; {remedy}")


class NewerDatabaseError(UnusableStoreError):
    """The database was written by a newer version; opening it could lose what it added."""


class DatabaseBusyError(UnusableStoreError):
    """Another process holds the writer's lock on this database, or has it locked for long."""

    exit_code = 1


class NotFoundError(NewswakeError):
    """A watch, item or feed that was named but is not there."""

    exit_code = 2


class DeliveryError(NewswakeError):
    """A mail that could not be handed over; ``permanent`` says whether trying again can help."""

    def __init__(self, problem: str, *, permanent: bool) -> None:
        """Say the ``problem`` in the server's words where it gave any."""
        self.permanent = permanent
        super().__init__(problem)
