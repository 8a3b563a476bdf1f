"""Where the secrets of webhooks come from: a file, the environment, or a systemd credential."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from monitor.errors import DeliveryError
from monitor.webhook_settings import WebhookSettings

SHORTEST = 16
"""Characters: a shorter secret can be guessed from what was signed with it."""
CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd puts what ``LoadCredential=`` names."""


def read_secrets(webhooks: Sequence[WebhookSettings], environment: Mapping[str, str]) -> Mapping[str, str]:
    """Name of each webhook → its secret. Raises ``DeliveryError`` for the first that has none."""
    return {one.name: read_secret(one, environment) for one in webhooks}


def read_secret(webhook: WebhookSettings, environment: Mapping[str, str]) -> str:
    """The secret of one; raises ``DeliveryError`` (which webhook, where it was looked for) where there is none."""
    if webhook.secret_env:
        place = f"the environment variable {webhook.secret_env}"
        return _fit(environment.get(webhook.secret_env, ""), webhook.name, place)
    if webhook.secret_credential and not environment.get(CREDENTIALS):
        problem = f"there is no systemd credential {webhook.secret_credential}: {CREDENTIALS} is not set"
        raise DeliveryError(f"webhook {webhook.name}: {problem}", permanent=False)
    folder = Path(environment.get(CREDENTIALS, ""))
    path = folder / webhook.secret_credential if webhook.secret_credential else Path(webhook.secret_file)
    return secret_from(path, webhook.name)


def secret_from(path: Path, name: str) -> str:
    """The first line of a file, as the secret of the webhook called ``name``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problem = f"webhook {name}: its secret cannot be read: {error}"
        raise DeliveryError(problem, permanent=False) from error
    return _fit(lines[0] if lines else "", name, str(path))


def _fit(secret: str, name: str, place: str) -> str:
    if len(secret.strip()) < SHORTEST:
        problem = f"webhook {name}: {place} holds no secret of at least {SHORTEST} characters"
        raise DeliveryError(f"{problem}; make one with: openssl rand -hex 32", permanent=False)
    return secret.strip()
