"""The demo's shop: the parts of the catalogue, with their stock."""

from typing import Any

from models.catalogue.spare_parts import NewPart, Wording, add
from models.db import transaction
from models.terms.clock import Clock
from models.terms.ids import IdMaker


async def furnish_shop(catalogue: dict[str, Any], *, clock: Clock, new_id: IdMaker) -> None:
    """Fill the shelves; call once, on an empty database."""
    at_ms = int(clock.now().timestamp() * 1000)
    async with transaction():
        await add([new_part(row) for row in catalogue["parts"]], at_ms=at_ms, new_id=new_id)


def new_part(row: dict[str, Any]) -> NewPart:
    """A part of a catalogue file."""
    wording = Wording(
        row["name"]["id"],
        row["name"]["en"],
        row["unit"],
        family=row["family"],
        synonyms=row["synonyms"],
        fits=row.get("fits", ()),
    )
    return NewPart(row["sku"], wording, row["price"], row["stock"])
