"""A whole number whose limits the database itself keeps, on SQLite and PostgreSQL alike."""

from typing import Any

from tortoise import fields


class CheckedInt(fields.IntField[int]):
    """`check` is SQL that may name other columns of the row; a row that breaks it is refused.

    Stands in the column's type because Tortoise 1.1.9 makes no CHECK in a new SQLite table.
    """

    def __init__(self, check: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.check = check
        self.SQL_TYPE = f"INT CHECK ({check})"
