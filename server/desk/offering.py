"""What the office offers, for a case or an order that staff open for somebody."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from models.catalogue.services import all_services
from models.catalogue.spare_parts import PartWords, all_parts, by_skus
from server.desk.seats import Ack, Desk, Handler, Seat
from web_chat.frames import read

PARTS_MOST = 500


class Offer(Struct, forbid_unknown_fields=True):
    q: Annotated[str, Meta(max_length=100)] = ""
    """Words that parts must have; none: all, as many as are told at once."""


async def _offer(desk: Desk, seat: Seat, payload: object) -> Ack:  # noqa: ARG001
    wanted: Offer = read(Offer, payload)
    words = wanted.q.casefold().split()
    known = [part.sku for part in await all_parts() if _has_all(part, words)][:PARTS_MOST]
    found = await by_skus(known)
    return {
        "ok": True,
        "services": [
            {"code": service.code, "name_id": service.names[0], "name_en": service.names[1]}
            for service in await all_services()
        ],
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


EVENTS: Mapping[str, Handler] = {"offer": _offer}
