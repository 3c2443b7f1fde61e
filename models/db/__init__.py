"""The database: open, migrate, and write many rows in one transaction."""

from models.db.address import DatabaseAddressError, describe_database
from models.db.connection import (
    Database,
    DatabaseUnavailableError,
    DeadlockError,
    savepoint,
    transaction,
)
from models.db.rows import Rows, Statement, is_sqlite, lock_until_commit

__all__ = [
    "Database",
    "DatabaseAddressError",
    "DatabaseUnavailableError",
    "DeadlockError",
    "Rows",
    "Statement",
    "describe_database",
    "is_sqlite",
    "lock_until_commit",
    "savepoint",
    "transaction",
]
