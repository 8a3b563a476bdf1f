"""What the global options say, handed to every command."""

from dataclasses import dataclass
from pathlib import Path

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where configuration and database lie, and how much to say."""

    config: Path
    database: Path
    level: int
    quiet: bool


pass_place = click.make_pass_decorator(Place)
