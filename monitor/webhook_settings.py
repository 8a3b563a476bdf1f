"""What ``[[webhook]]`` in ``newswake.toml`` may say: where events are sent, and where the secret lies."""

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from monitor.setting_kinds import Section

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CREDENTIAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_UNWANTED = re.compile(r"[\x00-\x20\x7f\\]")


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError(f"{value!r} is no name for a webhook; take small letters, digits and hyphens")
    return value


def _url(value: str) -> str:
    """An address may hold a key, so no message repeats it."""
    try:
        parts = urlsplit(value)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError:
        fits = False
    if not fits or parts.fragment or _UNWANTED.search(value):
        raise ValueError("this is no address to send to; write it as https://desk.example.org/newswake")
    return value


def _credential(value: str) -> str:
    if value and not _CREDENTIAL.fullmatch(value):
        raise ValueError(
            f"{value!r} is no name of a systemd credential; take letters, digits, dots and hyphens"
        )
    return value


def _variable(value: str) -> str:
    if value.startswith("NEWSWAKE_"):
        raise ValueError(
            f"{value} would be read as a setting; take a variable that does not begin with NEWSWAKE_"
        )
    return value


class WebhookSettings(Section):
    """One place that is told of events."""

    name: Annotated[str, AfterValidator(_name)]
    """What the ledger knows it by: with another name it is another webhook, which begins with what is new."""
    url: Annotated[str, AfterValidator(_url)] = Field(repr=False)
    events: tuple[Literal["development", "hit", "digest"], ...] = ("development",)
    watches: tuple[str, ...] = ()
    """Slugs; empty for all."""
    secret_file: str = ""
    secret_env: Annotated[str, AfterValidator(_variable)] = ""
    """Name of an environment variable."""
    secret_credential: Annotated[str, AfterValidator(_credential)] = ""
    """Name of a systemd credential (``LoadCredential=``)."""

    @model_validator(mode="after")
    def _has_one_secret(self) -> Self:
        given = [one for one in (self.secret_file, self.secret_env, self.secret_credential) if one]
        if len(given) != 1:
            raise ValueError(
                "needs one of secret_file, secret_env and secret_credential: where its secret lies"
            )
        return self


def distinct(webhooks: tuple[WebhookSettings, ...]) -> tuple[WebhookSettings, ...]:
    """The webhooks; ``ValueError`` where two have one name."""
    names = [one.name for one in webhooks]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two webhooks are called {twice[0]!r}; the ledger knows them by their names")
    return webhooks
