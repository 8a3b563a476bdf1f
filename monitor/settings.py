"""What ``newswake.toml`` and ``NEWSWAKE_*`` may say, with defaults that work, and errors that name the place.

Environment variables override the file: ``NEWSWAKE_NETWORK__ALLOW=127.0.0.0/8,10.0.0.0/8`` sets ``allow`` of
``[network]``; lists are separated by commas. Unknown keys are mistakes, each with a suggestion.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from monitor import __version__
from monitor import setting_kinds as kind
from monitor.errors import ConfigurationError, Mistake
from monitor.setting_kinds import WEEKDAYS, Section, Weekday
from monitor.toml_lines import KeyLines, key_lines
from monitor.webhook_settings import WebhookSettings, distinct

SUBMISSION = 587
"""The port where mail is handed in, which begins in the clear."""
ENVIRONMENT_PREFIX = "NEWSWAKE_"
FILE_NAME = "newswake.toml"
_ENVIRONMENT_ONLY = frozenset({"NEWSWAKE_CONFIG", "NEWSWAKE_DB", "NEWSWAKE_MAIL_PASSWORD"})
"""Read elsewhere (command line, mail), not settings."""


class NetworkSettings(Section):
    """How the one HTTP client behaves. Seconds and bytes."""

    allow: tuple[Annotated[str, AfterValidator(kind.network)], ...] = ()
    """Networks (CIDR) that may be reached though they are not public."""
    contact: str = ""
    """A URL or mail address told to publishers in the User-Agent."""
    connect_s: float = Field(default=10.0, gt=0)
    read_s: float = Field(default=10.0, gt=0)
    total_s: float = Field(default=30.0, gt=0)
    max_wire_bytes: int = Field(default=10 * 1024 * 1024, gt=0)
    max_body_bytes: int = Field(default=10 * 1024 * 1024, gt=0)
    max_redirects: int = Field(default=5, ge=0, le=20)
    concurrent: int = Field(default=16, ge=1, le=256)
    host_gap_s: float = Field(default=2.0, ge=0)

    @property
    def user_agent(self) -> str:
        """Name, version and, where given, a contact: honest, and short."""
        return f"newswake/{__version__}" + (f" (+{self.contact})" if self.contact else "")


class PollSettings(Section):
    """When feeds are visited and how parsing is bounded."""

    interval_minutes: float | None = Field(default=None, ge=1, le=24 * 60)
    """One fixed interval for all feeds; where it is not given, each feed's own pace decides (rule S2)."""
    shortest_minutes: float = Field(default=5.0, ge=1, le=24 * 60)
    longest_minutes: float = Field(default=120.0, ge=1, le=24 * 60)
    tick_s: float = Field(default=5.0, gt=0, le=60)
    parse_timeout_s: float = Field(default=8.0, gt=0)
    workers: int = Field(default=2, ge=1, le=32)


class MailSettings(Section):
    """How digests are handed over."""

    transport: Literal["smtp", "sendmail", "maildir", "file", "stdout", "push"] = "maildir"
    host: str = "localhost"
    port: int = Field(default=SUBMISSION, ge=1, le=65535)
    security: Literal["starttls", "smtps", "none"] = "starttls"
    user: str = ""
    password_file: str = ""
    password_credential: str = ""
    """Name of a systemd credential (``LoadCredential``), read from ``$CREDENTIALS_DIRECTORY``."""
    sender: Annotated[str, AfterValidator(kind.mail_address)] = "newswake@localhost.localdomain"
    leave_url: Annotated[str, AfterValidator(kind.one_click_address)] = ""
    """HTTPS endpoint of yours that takes one-click requests to leave; ``{recipient}`` in it stands for who."""
    path: str = "data/mail"
    """Folder for ``maildir`` and ``file``, relative to the working directory."""
    sendmail: str = "/usr/sbin/sendmail"
    """Program, and arguments before ours, for ``sendmail``."""
    push_file: str = ""
    """File with the addresses of push services, for ``push``."""
    total_s: float = Field(default=60.0, gt=0, le=120)
    most_a_day: int = Field(default=10, ge=1, le=100)
    """Mails to one recipient within 24 hours."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.password_file and self.password_credential:
            raise ValueError("password_file and password_credential are both set; one of them is enough")
        if self.transport == "push" and not self.push_file:
            raise ValueError('transport = "push" needs push_file beside it: where the services are listed')
        if self.transport == "smtp" and self.security == "smtps" and self.port == SUBMISSION:
            raise ValueError(
                f'security = "smtps" does not go with port {SUBMISSION}; it is usually port = 465'
            )
        return self


class WebSettings(Section):
    """The small web server of the running service: its health, its numbers, and what hubs push."""

    listen: Annotated[str, AfterValidator(kind.listening_place)] = ""
    """``host:port``; empty for no web server."""
    callback_base: Annotated[str, AfterValidator(kind.web_address)] = ""
    """How hubs reach it from outside; where it is empty nothing is subscribed to."""
    lease_days: float = Field(default=10.0, ge=1, le=30)
    """For how long hubs are asked to send before they are asked again."""

    @model_validator(mode="after")
    def _is_reachable(self) -> Self:
        if self.callback_base and not self.listen:
            raise ValueError("callback_base needs listen beside it: where hubs are passed on to")
        return self


class BrowseSettings(Section):
    """Where the pages are reached; links in mails lead there."""

    base_url: Annotated[str, AfterValidator(kind.web_address)] = ""
    """Such as ``https://news.example.org``; empty for no links."""


class RecipientSettings(Section):
    """One reader of digests."""

    address: Annotated[str, AfterValidator(kind.mail_address)]
    name: str = ""
    zone: Annotated[str, AfterValidator(kind.zone)] = "UTC"
    at: Annotated[str, AfterValidator(kind.time_of_day)] = "07:00"
    watches: tuple[str, ...] = ()
    """Slugs; empty for all."""
    weekdays: tuple[Weekday, ...] = WEEKDAYS
    """Days on which a digest is due; one of them alone makes it weekly."""
    empty: Literal["skip", "send", "weekly"] = "skip"
    """What becomes of a digest without news: ``weekly`` sends one when nothing was sent for seven days."""
    max_items: int = Field(default=25, ge=1, le=500)
    """Developments shown, over all watches."""
    format: Literal["html", "text"] = "html"
    """``html`` sends both parts; ``text`` only the plain one."""
    language: Annotated[str, AfterValidator(kind.locale)] = "en"
    """Of dates and numbers, such as ``de`` or ``en_GB``; the sentences are English."""
    pause_until: date | None = None
    """No digest before this date; the first one after covers what came meanwhile."""
    alert_score: float | None = Field(default=None, ge=1)
    """A new development whose report reaches this score is mailed at once; None for none."""
    alerts_per_day: int = Field(default=3, ge=1, le=50)

    @property
    def local_time(self) -> time:
        """The time of day at which the digest is due in ``zone``."""
        return time.fromisoformat(self.at)

    @property
    def zone_info(self) -> ZoneInfo:
        """``zone`` as a ``ZoneInfo``."""
        return ZoneInfo(self.zone)


class Settings(Section):
    """All settings; each section has defaults."""

    network: NetworkSettings = NetworkSettings()
    poll: PollSettings = PollSettings()
    mail: MailSettings = MailSettings()
    web: WebSettings = WebSettings()
    browse: BrowseSettings = BrowseSettings()
    recipient: tuple[RecipientSettings, ...] = ()
    webhook: Annotated[tuple[WebhookSettings, ...], AfterValidator(distinct)] = ()


def _override(data: dict[str, Any], name: str, value: str) -> None:
    """Put one environment variable in its place; lists are told by the field's type."""
    path = name.removeprefix(ENVIRONMENT_PREFIX).lower().split("__")
    table = data
    model: type[BaseModel] | None = Settings
    for part in path[:-1]:
        inner = table.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        table = inner
        annotation = model.model_fields[part].annotation if model and part in model.model_fields else None
        model = annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    known = model.model_fields.get(path[-1]) if model else None
    is_list = known is not None and str(known.annotation).startswith("tuple")
    table[path[-1]] = [part.strip() for part in value.split(",") if part.strip()] if is_list else value


def _problem(error: Mapping[str, Any], models: Mapping[str, tuple[str, ...]]) -> str:
    """One pydantic error in plain words, with a suggestion for a key that does not exist."""
    path = error["loc"]
    if error["type"] == "extra_forbidden":
        section = str(path[0]) if len(path) > 1 else ""
        near = difflib.get_close_matches(str(path[-1]), models.get(section, ()), n=1)
        return "unknown key" + (f"; did you mean {near[0]!r}?" if near else "")
    if error["type"] == "missing":
        return "is needed here"
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    message = str(error["msg"])
    return f"{message[0].lower()}{message[1:]} (found {error['input']!r})"


def _keys() -> dict[str, tuple[str, ...]]:
    sections: dict[str, type[BaseModel]] = {
        "network": NetworkSettings,
        "poll": PollSettings,
        "mail": MailSettings,
        "web": WebSettings,
        "browse": BrowseSettings,
        "recipient": RecipientSettings,
        "webhook": WebhookSettings,
    }
    return {"": tuple(sections), **{name: tuple(model.model_fields) for name, model in sections.items()}}


def _mistake(error: Mapping[str, Any], file: str, lines: KeyLines, environment: Mapping[str, str]) -> Mistake:
    path = tuple(error["loc"])
    names = [str(part) for part in path if isinstance(part, str)]
    variable = ENVIRONMENT_PREFIX + "__".join(name.upper() for name in names)
    where = next((name for name in environment if name == variable), "")
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
    if where:
        return Mistake(file=f"environment variable {where}", line=0, key="", problem=_problem(error, _keys()))
    return Mistake(file=file, line=lines.line(path), key=key, problem=_problem(error, _keys()))


def parse_settings(text: str, *, file: str, environment: Mapping[str, str]) -> Settings:
    """Settings from the text of ``newswake.toml`` and the environment.

    Raises ``ConfigurationError`` with every mistake at once.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = str(error)
        line = int(place.rpartition("line ")[2].split(",")[0]) if "line " in place else 0
        problem = f"this is no valid TOML: {place.partition(' (at')[0].lower()}"
        raise ConfigurationError((Mistake(file=file, line=line, key="", problem=problem),)) from error
    overrides = {name: value for name, value in environment.items() if name.startswith(ENVIRONMENT_PREFIX)}
    for name in sorted(overrides.keys() - _ENVIRONMENT_ONLY):
        _override(data, name, overrides[name])
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        lines = key_lines(text)
        mistakes = tuple(_mistake(found, file, lines, overrides) for found in error.errors())
        raise ConfigurationError(mistakes) from error


def load_settings(folder: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``folder/newswake.toml`` and the environment (default: the process's own).

    Raises ``ConfigurationError`` where the folder or the file is missing, or for mistakes in it.
    """
    path = folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        problem = (
            "there is no configuration here; newswake init writes one into ./config, "
            "and --config names a folder that has one"
        )
        raise ConfigurationError((Mistake(file=str(path), line=0, key="", problem=problem),)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError((Mistake(file=str(path), line=0, key="", problem=str(error)),)) from error
    return parse_settings(
        text, file=str(path), environment=os.environ if environment is None else environment
    )
