"""Which transport hands a mail over, and where its password comes from."""

import os
from collections.abc import Mapping
from pathlib import Path
from ssl import SSLContext
from typing import assert_never

from monitor.digest.delivery import Deliver
from monitor.digest.folders import deliver_to_file, deliver_to_maildir
from monitor.digest.smtp import deliver_by_smtp, log_in_by_smtp
from monitor.errors import DeliveryError
from monitor.settings import MailSettings

PASSWORD_VARIABLE = "NEWSWAKE_MAIL_PASSWORD"  # noqa: S105 - the name of the variable, no password
"""Environment variable with the password of the mail account, where no file is named."""


def read_password(settings: MailSettings, environment: Mapping[str, str]) -> str:
    """The password from its file (first line) or the environment; empty where no user is set.

    Raises ``DeliveryError`` where a user is set and no password is to be had.
    """
    if settings.transport != "smtp" or not settings.user:
        return ""
    if not settings.password_file:
        if password := environment.get(PASSWORD_VARIABLE, ""):
            return password
        problem = f"[mail] user is set, but neither password_file nor {PASSWORD_VARIABLE}"
        raise DeliveryError(problem, permanent=False)
    try:
        lines = Path(settings.password_file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DeliveryError(f"the password file cannot be read: {error}", permanent=False) from error
    if not lines or not lines[0]:
        raise DeliveryError(f"the password file {settings.password_file} is empty", permanent=False)
    return lines[0]


def deliverer(settings: MailSettings, *, password: str = "", tls: SSLContext | None = None) -> Deliver:
    """The function that hands a mail over as ``settings`` say; ``tls`` stands in for the system's trust."""
    match settings.transport:
        case "smtp":
            return lambda letter, before: deliver_by_smtp(
                settings, letter, before, password=password, tls=tls
            )
        case "maildir":
            return lambda letter, before: deliver_to_maildir(Path(settings.path), letter, before)
        case "file":
            return lambda letter, before: deliver_to_file(Path(settings.path), letter, before)
        case _:
            assert_never(settings.transport)


def log_in(settings: MailSettings, environment: Mapping[str, str], *, tls: SSLContext | None = None) -> str:
    """Try the transport without sending: log in to the server, or see that the folder can be written.

    Says in words what was found; raises ``DeliveryError`` with the reason where mail could not go out.
    """
    if settings.transport == "smtp":
        return log_in_by_smtp(settings, password=read_password(settings, environment), tls=tls)
    folder = Path(settings.path).absolute()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        raise DeliveryError(
            f"{settings.transport} {folder}: {place} is no folder we may write", permanent=False
        )
    return f"{settings.transport} {folder}" + ("" if place == folder else " (made with the first mail)")
