"""The command line: one file a command group, no rules in it. Each command is loaded when it is called.

Exit codes: 0 fine; 1 it ran and something failed; 2 wrong use, bad configuration, or an unusable database.
"""

import gc
import importlib
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import cast

import click

from monitor import __version__
from monitor.cli.place import Place
from monitor.errors import NewswakeError
from monitor.service.log import start_log

COMMANDS: Mapping[str, str] = {
    "init": "monitor.cli.start:init",
    "seed": "monitor.cli.start:seed",
    "watch": "monitor.cli.watches:watch",
    "feeds": "monitor.cli.feeds:feeds",
    "poll": "monitor.cli.polling:poll",
    "rematch": "monitor.cli.hits:rematch",
    "hits": "monitor.cli.hits:hits",
    "story": "monitor.cli.story:story",
    "explain": "monitor.cli.hits:explain",
    "export": "monitor.cli.exports:export",
    "feedback": "monitor.cli.teaching:feedback",
    "mute": "monitor.cli.teaching:mute",
    "digest": "monitor.cli.digests:digest",
    "webhooks": "monitor.cli.webhooks:webhooks",
    "replay": "monitor.cli.measure:replay",
    "evaluate": "monitor.cli.measure:evaluate",
    "serve": "monitor.cli.pages:serve",
    "check": "monitor.cli.running:check",
    "status": "monitor.cli.running:status",
    "run": "monitor.cli.running:run",
    "demo": "monitor.cli.demo:demo",
}
"""Name → where it is. Loading only what is called keeps ``newswake status`` quick for health checks."""


def loaded(module: str) -> ModuleType:
    """The module of that name; what its import makes is left alone by the garbage collector for good.

    It lives as long as the process: looking through it while it is made, and once more at the exit, found nothing
    and was a third of what a short command takes.
    """
    if module in sys.modules:
        return sys.modules[module]
    gc.disable()
    try:
        return importlib.import_module(module)
    finally:
        gc.freeze()
        gc.enable()


class LazyGroup(click.Group):
    """A group that imports a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - same
        """The command called ``cmd_name``, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        return cast("click.Command", getattr(loaded(module), name))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", type=click.Path(path_type=Path), default=Path("config"), envvar="NEWSWAKE_CONFIG",
              show_default=True, help="Folder with newswake.toml, feeds.toml and watches/.")  # fmt: skip
@click.option("--db", "database", type=click.Path(path_type=Path), default=Path("data/newswake.db"),
              envvar="NEWSWAKE_DB", show_default=True, help="The database file.")  # fmt: skip
@click.option("-v", "--verbose", count=True, help="Say more in the log; twice for everything.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
@click.version_option(__version__, prog_name="newswake")
@click.pass_context
def cli(context: click.Context, config: Path, database: Path, verbose: int, quiet: bool) -> None:
    """Hand it one news article, and it follows the story for you."""
    level = logging.ERROR if quiet else (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    # A command's own output tells what a person asked for; the log adds what she could not know to ask.
    start_log(level if verbose else logging.ERROR)
    context.obj = Place(config=config, database=database, level=level, quiet=quiet)


def main() -> None:
    """The entry point: errors that a person can mend become lines on stderr and an exit code."""
    try:
        code = cli.main(standalone_mode=False)
    except NewswakeError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.filename is None:
            raise
        click.echo(f"{error.filename}: {error.strerror}; name a file or folder you may use", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
