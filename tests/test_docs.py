"""The documentation tells the truth: every command, option, setting and link in it is checked."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from monitor.cli import COMMANDS, cli
from monitor.settings import (
    BrowseSettings,
    MailSettings,
    NetworkSettings,
    PollSettings,
    RecipientSettings,
    WebSettings,
    parse_settings,
)
from monitor.webhook_settings import WebhookSettings

ROOT = Path(__file__).resolve().parents[1]
COMMANDS_PAGE = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
SETTINGS_PAGE = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below ``command`` with its full name."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for inner in command.list_commands(context):
        found = command.get_command(context, inner)
        assert found is not None
        yield from commands(found, f"{name} {inner}")


EVERY_COMMAND = dict(commands(cli, "newswake"))


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_every_command_and_option_is_documented(name: str) -> None:
    rows = [line for line in COMMANDS_PAGE.splitlines() if re.search(rf"`{name}(?=[ `])", line)]
    assert rows, f"{name} is missing from docs/commands.md"
    options = [
        opt
        for parameter in EVERY_COMMAND[name].params
        if isinstance(parameter, click.Option)
        for opt in parameter.opts
    ]
    for option in options:
        assert option == "--json" or any(option in row for row in rows), f"{name} {option}"


def test_no_command_is_documented_that_is_not_there() -> None:
    for documented in re.findall(r"`(newswake [a-z]+(?: [a-z]+)?)(?=[ `])", COMMANDS_PAGE):
        known = documented in EVERY_COMMAND or " ".join(documented.split()[:2]) in EVERY_COMMAND
        assert known, documented


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_every_command_says_what_it_does(name: str) -> None:
    assert EVERY_COMMAND[name].help


SECTIONS: dict[str, type[BaseModel]] = {
    "[network]": NetworkSettings,
    "[poll]": PollSettings,
    "[mail]": MailSettings,
    "[web]": WebSettings,
    "[browse]": BrowseSettings,
    "[[recipient]]": RecipientSettings,
    "[[webhook]]": WebhookSettings,
}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_is_documented_with_its_default(section: str) -> None:
    text = SETTINGS_PAGE.split(f"### `{section}`")[1].split("\n#")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| `?([^|`]+?)`? \|", text, re.MULTILINE))
    assert set(rows) == set(SECTIONS[section].model_fields)
    for name, field in SECTIONS[section].model_fields.items():
        default = "needed" if field.is_required() else field.default
        default = list(default) if isinstance(default, tuple) else default
        assert rows[name].replace('"', "'") == (default if default == "needed" else repr(default)), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_the_readmes_commands_are_ones_we_have() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in "\n".join(re.findall(r"```console\n(.*?)```", readme, re.DOTALL)).splitlines():
        for part in line.strip().split(" && "):
            words = shlex.split(part)
            if words[:1] == ["newswake"]:
                assert words[1] in COMMANDS, line
                command: click.Command | None = cli.get_command(click.Context(cli), words[1])
                assert command is not None
                command.make_context(words[1], words[2:], resilient_parsing=True)


def test_the_example_configuration_is_the_one_init_writes() -> None:
    for name in ("newswake.toml", "feeds.toml"):
        bundled = (ROOT / "monitor/service/first" / name).read_text(encoding="utf-8")
        assert (ROOT / "config" / name).read_text(encoding="utf-8") == bundled


def test_every_setting_shown_in_comments_is_a_real_one() -> None:
    text = (ROOT / "config/newswake.toml").read_text(encoding="utf-8")
    shown = re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE)
    once = re.sub(r'^(transport|path) = "(maildir|data/mail)"\n', "", shown, flags=re.MULTILINE)
    settings = parse_settings(once, file="newswake.toml", environment={})
    assert settings.mail.transport == "smtp"
