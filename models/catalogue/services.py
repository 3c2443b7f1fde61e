"""Keeping what the office offers."""

from collections.abc import Sequence
from typing import NamedTuple

from models.catalogue.tables import Service
from models.db import Rows, Statement

_SERVICES = Rows(
    Service, "code", "number", "prefix", "name_id", "name_en", "fee_idr", "working_days"
)
_ALL = Statement('select "code", "name_id", "name_en" from "service" order by "number"')
_COUNT = Statement('select count(*) as "services" from "service"')


class ServiceWords(NamedTuple):
    """How a service is called."""

    code: str
    names: tuple[str, str]
    """Indonesian and English."""


async def all_services() -> list[ServiceWords]:
    """What is offered, in the order of the numbers."""
    rows = await _ALL.rows()
    return [ServiceWords(row["code"], (row["name_id"], row["name_en"])) for row in rows]


async def has_services() -> bool:
    """Whether the office offers anything yet."""
    return bool((await _COUNT.rows())[0]["services"])


async def add_services(rows: Sequence[Sequence[object]]) -> None:
    """Add services: code, number, prefix, both names, fee in rupiah, working days."""
    await _SERVICES.insert(rows)
