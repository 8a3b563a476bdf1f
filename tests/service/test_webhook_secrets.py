"""Where secrets come from."""

from pathlib import Path

import pytest

from monitor.errors import DeliveryError
from monitor.service.webhook_secrets import read_secret, read_secrets
from monitor.webhook_settings import WebhookSettings

LONG = "a secret of more than sixteen characters"


def hook(**where: str) -> WebhookSettings:
    return WebhookSettings(name="desk", url="https://desk.example/", **where)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(f"{LONG}\nanother line\n", encoding="utf-8")
    return path


def test_from_a_file_the_environment_or_a_credential(file: Path) -> None:
    assert read_secret(hook(secret_file=str(file)), {}) == LONG
    assert read_secret(hook(secret_env="HOOK"), {"HOOK": LONG}) == LONG
    assert read_secret(hook(secret_credential="secret"), {"CREDENTIALS_DIRECTORY": str(file.parent)}) == LONG
    assert read_secrets([hook(secret_env="HOOK")], {"HOOK": LONG}) == {"desk": LONG}


@pytest.mark.parametrize(
    ("where", "environment", "problem"),
    [
        ({"secret_env": "HOOK"}, {}, "webhook desk: the environment variable HOOK holds no secret"),
        (
            {"secret_env": "HOOK"},
            {"HOOK": "short"},
            "of at least 16 characters; make one with: openssl rand -hex 32",
        ),
        ({"secret_credential": "desk"}, {}, "CREDENTIALS_DIRECTORY is not set"),
        ({"secret_file": "/missing/secret"}, {}, "its secret cannot be read"),
        ({"secret_file": "/dev/null"}, {}, "/dev/null holds no secret"),
    ],
)
def test_where_there_is_none(where: dict[str, str], environment: dict[str, str], problem: str) -> None:
    with pytest.raises(DeliveryError, match=problem) as caught:
        read_secret(hook(**where), environment)
    assert "short" not in str(caught.value)
