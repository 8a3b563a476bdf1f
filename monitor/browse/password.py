"""The password of the pages: who knows it may teach the watches. Only a hash of it is kept, in the private folder.

It lies beside the private file, in a folder that only its owner may enter, and is read anew each time it is needed:
another password, or none, ends all sessions at once.
"""

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Final

from monitor.errors import NewswakeError
from monitor.store.private import private_path

SHORTEST: Final = 8
"""Characters."""
_NAME: Final = "scrypt"
_N, _R, _P = 2**14, 8, 1
"""Cost of a hash: 16 MiB and some 50 ms, as RFC 7914 recommends for signing in (section 2)."""
_SALT: Final = 16


class PasswordError(NewswakeError):
    """A password that is too short."""

    exit_code = 2


def password_path(database: Path) -> Path:
    """Where the hash of the password for the pages over ``database`` lies."""
    return private_path(database).with_suffix("").with_suffix(".password")


def keep_password(database: Path, password: str) -> Path:
    """Keep the hash of ``password``, folder 0700 and file 0600; raises ``PasswordError`` for one too short."""
    if len(password) < SHORTEST:
        raise PasswordError(f"the password is too short; give at least {SHORTEST} characters")
    path = password_path(database)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(hashed(password, secrets.token_bytes(_SALT)) + "\n", encoding="ascii")
    draft.replace(path)
    return path


def remove_password(database: Path) -> bool:
    """Nobody can sign in any more; whether anybody could."""
    path = password_path(database)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def kept_hash(database: Path) -> str:
    """What ``keep_password`` kept, ``""`` where there is none."""
    try:
        return password_path(database).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def hashed(password: str, salt: bytes) -> str:
    """``scrypt:SALT:HASH``, both in hex."""
    digest = hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=_N, r=_R, p=_P)
    return f"{_NAME}:{salt.hex()}:{digest.hex()}"


def fits(password: str, kept: str) -> bool:
    """Whether ``password`` is the one whose hash was kept; nothing fits where none was."""
    name, _, rest = kept.partition(":")
    salt = rest.partition(":")[0]
    if name != _NAME or not salt:
        return False
    try:
        return hmac.compare_digest(hashed(password, bytes.fromhex(salt)), kept)
    except ValueError:
        return False


def session_key(kept: str) -> str:
    """What a session remembers of the password it began with, and nobody can turn back; ``""`` without one."""
    return hashlib.sha256(kept.encode()).hexdigest()[:16] if kept else ""
