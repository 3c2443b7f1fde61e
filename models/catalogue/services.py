"""Keeping what the office offers."""

from collections.abc import Sequence

from models.catalogue.tables import Service
from models.db import Rows, Statement

_SERVICES = Rows(
    Service, "code", "number", "prefix", "name_id", "name_en", "fee_idr", "working_days"
)
_COUNT = Statement('select count(*) as "services" from "service"')


async def has_services() -> bool:
    """Whether the office offers anything yet."""
    return bool((await _COUNT.rows())[0]["services"])


async def add_services(rows: Sequence[Sequence[object]]) -> None:
    """Add services: code, number, prefix, both names, fee in rupiah, working days."""
    await _SERVICES.insert(rows)
