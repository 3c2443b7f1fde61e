"""What an order for somebody can be made of: the shop's parts by any of their words."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from models.catalogue.spare_parts import PartWords, all_parts, by_skus
from server.desk.seats import Ack, Desk, Handler, Seat
from web_chat.frames import read

FOUND_MOST = 20


class Parts(Struct, forbid_unknown_fields=True):
    q: Annotated[str, Meta(max_length=100)] = ""


async def _parts(desk: Desk, seat: Seat, payload: object) -> Ack:  # noqa: ARG001
    wanted: Parts = read(Parts, payload)
    words = wanted.q.casefold().split()
    known = [part.sku for part in await all_parts() if _has_all(part, words)][:FOUND_MOST]
    found = await by_skus(known)
    return {
        "ok": True,
        "parts": [
            {
                "sku": part.sku,
                "name_id": part.name_id,
                "name_en": part.name_en,
                "unit": part.unit,
                "price": part.price_idr,
                "left": part.on_hand,
            }
            for part in (found[sku] for sku in known if sku in found)
        ],
    }


def _has_all(part: PartWords, words: list[str]) -> bool:
    told = " ".join([part.sku, *part.names, *part.synonyms, *part.fits]).casefold()
    return all(word in told for word in words)


EVENTS: Mapping[str, Handler] = {"parts": _parts}
