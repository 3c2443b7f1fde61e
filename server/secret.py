"""The office's secret: given, or made once and kept beside the database, readable by us alone."""

import secrets
import stat
from pathlib import Path

from server.settings import SECRET_SHORTEST, Settings, SettingsError

FILE = "secret.key"
ANYONE_ELSE = stat.S_IRWXG | stat.S_IRWXO


def office_secret(settings: Settings) -> bytes:
    """The secret that signs tokens and cookies. Raises SettingsError."""
    if settings.secret_key is not None:
        return settings.secret_key.encode()
    if not settings.database_url.startswith("sqlite://"):
        raise SettingsError("secret_key must be set when the database is a server.")
    path = Path(settings.database_url.removeprefix("sqlite://")).parent / FILE
    try:
        return _read(path) if path.exists() else _make(path)
    except OSError as error:
        raise SettingsError(f"The secret in {path} cannot be read or made: {error}.") from None


def _read(path: Path) -> bytes:
    if path.stat().st_mode & ANYONE_ELSE:
        raise SettingsError(f"{path} can be read by others: run chmod 600 on it.")
    secret = path.read_bytes().strip()
    if len(secret) < SECRET_SHORTEST:
        raise SettingsError(f"{path} holds less than {SECRET_SHORTEST} characters.")
    return secret


def _make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(48).encode()
    path.touch(mode=0o600)
    path.write_bytes(secret)
    return secret
