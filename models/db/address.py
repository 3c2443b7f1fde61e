"""From a database address as an operator writes it to Tortoise's configuration."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tortoise.backends.base.config_generator import expand_db_url

TABLES = (
    "models.attachments.tables",
    "models.people.tables",
    "models.conversations.tables",
    "models.unknown.tables",
    "models.catalogue.tables",
    "models.cases.tables",
    "models.hours.tables",
    "models.canned.tables",
    "models.staffing.tables",
    "models.audit.tables",
    "models.news.tables",
    "models.surveys.tables",
    "models.queues.tables",
    "models.orders.tables",
    "models.leases.tables",
    "models.lines.tables",
)
"""Every module that holds tables, lowest domain first."""
SQLITE_PRAGMAS: dict[str, object] = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "wal_autocheckpoint": 8000,  # pages: random keys dirty many, so each checkpoint is dear
    "journal_size_limit": 64 * 1024 * 1024,
    "cache_size": -16_000,
}
POSTGRES_SCHEMES = frozenset({"postgres", "postgresql", "asyncpg"})


class DatabaseAddressError(ValueError):
    """The address is none that Loket can open; the text says why."""


def tortoise_config(url: str) -> dict[str, Any]:
    """Tortoise's configuration of one connection and one app, with engines of our own.

    Raises DatabaseAddressError.
    """
    return {
        "connections": {"default": _connection(url)},
        "apps": {
            "loket": {
                "models": list(TABLES),
                "migrations": "models.db.migrations",
                "default_connection": "default",
            }
        },
    }


def describe_database(url: str) -> str:
    """The address without its password, for logs and screens."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return url.replace(f":{parts.password}@", ":********@", 1)


def _connection(url: str) -> dict[str, Any]:
    scheme = url.partition("://")[0]
    if scheme == "sqlite":
        return _sqlite(url)
    if scheme in POSTGRES_SCHEMES:
        expanded = expand_db_url(url)
        return {"engine": "models.db.postgres", "credentials": dict(expanded["credentials"])}
    raise DatabaseAddressError(
        f"The database address must begin with sqlite:// or postgres://, not {scheme}://"
    )


def _sqlite(url: str) -> dict[str, Any]:
    path = Path(url.removeprefix("sqlite://"))
    if not path.name:
        raise DatabaseAddressError("The database address names no file after sqlite://")
    return {
        "engine": "models.db.sqlite",
        "credentials": {"file_path": str(path), **SQLITE_PRAGMAS},
    }
