"""Which transport hands a mail over, and where its password comes from."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from ssl import SSLContext
from typing import assert_never

from monitor.digest.delivery import Deliver
from monitor.digest.folders import deliver_to_file, deliver_to_maildir
from monitor.digest.programs import deliver_by_sendmail, print_mail, sendmail_program
from monitor.digest.push import deliver_by_push, push_services
from monitor.digest.smtp import deliver_by_smtp, log_in_by_smtp
from monitor.errors import DeliveryError
from monitor.settings import MailSettings

PASSWORD_VARIABLE = "NEWSWAKE_MAIL_PASSWORD"  # noqa: S105 - the name of the variable, no password
"""Environment variable with the password of the mail account, where no file is named."""


CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY"
"""Environment variable by which systemd names the folder of a service's credentials."""


def read_password(settings: MailSettings, environment: Mapping[str, str]) -> str:
    """The password from its file (first line), a systemd credential or the environment; empty where no user is set.

    Raises ``DeliveryError`` that names the key, where a user is set and no password is to be had.
    """
    if settings.transport != "smtp" or not settings.user:
        return ""
    if settings.password_file:
        return _first_line("password_file", Path(settings.password_file))
    if settings.password_credential:
        folder = environment.get(CREDENTIALS_VARIABLE, "")
        if not folder:
            problem = f"[mail] password_credential is set, but not ${CREDENTIALS_VARIABLE}; add to the unit: "
            problem += f"LoadCredential={settings.password_credential}:FILE"
            raise DeliveryError(problem, permanent=False)
        return _first_line("password_credential", Path(folder) / settings.password_credential)
    if password := environment.get(PASSWORD_VARIABLE, ""):
        return password
    problem = f"[mail] user is set, but neither password_file, password_credential nor {PASSWORD_VARIABLE}"
    raise DeliveryError(problem, permanent=False)


def _first_line(key: str, path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DeliveryError(f"[mail] {key}: the password cannot be read: {error}", permanent=False) from error
    if not lines or not lines[0]:
        raise DeliveryError(f"[mail] {key}: the password in {path} is empty", permanent=False)
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
        case "sendmail":
            return lambda letter, before: deliver_by_sendmail(settings, letter, before)
        case "stdout":
            return print_mail
        case "push":
            return lambda letter, before: deliver_by_push(Path(settings.push_file), letter, before)
        case _:
            assert_never(settings.transport)


def log_in(
    settings: MailSettings,
    environment: Mapping[str, str],
    *,
    recipients: Sequence[str] = (),
    tls: SSLContext | None = None,
) -> str:
    """Try the transport without sending: log in to the server, or see that the folder or program can be used.

    Says in words what was found; raises ``DeliveryError`` with the reason where mail could not go out.
    """
    match settings.transport:
        case "smtp":
            return log_in_by_smtp(settings, password=read_password(settings, environment), tls=tls)
        case "sendmail":
            return f"sendmail: {' '.join(sendmail_program(settings))}"
        case "stdout":
            return "stdout: mails are printed"
        case "push":
            return _push_says(Path(settings.push_file), recipients)
        case "maildir" | "file":
            return _folder_says(settings)
        case _:
            assert_never(settings.transport)


def _push_says(path: Path, recipients: Sequence[str]) -> str:
    counts = {one: len(push_services(path, one)) for one in recipients}
    if missing := [one for one, count in counts.items() if not count]:
        raise DeliveryError(f"[mail] push_file: {path} has no service for {missing[0]}", permanent=False)
    return f"push: {sum(counts.values())} services are listed in {path}"


def _folder_says(settings: MailSettings) -> str:
    folder = Path(settings.path).absolute()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        problem = f"[mail] path: {settings.transport} {folder}: {place} is no folder we may write"
        raise DeliveryError(problem, permanent=False)
    return f"{settings.transport} {folder}" + ("" if place == folder else " (made with the first mail)")
