"""What dialogs ask of one spare part: its price, how many there are, to be told when it is back.

Money is whole rupiah, units codes ("botol"). Amounts may come as numbers or as digits.

- `catalogue.price` (sku) -> `told` {sku, name_id, name_en, unit, price, stock, stock_words:
  "many" | "few" | "none", goods: the note of one who wants it, without an amount}; `unknown` {sku}
- `catalogue.stock` (sku, quantity?) -> `told` {as above, quantity, is_enough}; `gone` {as `told`:
  nothing is left}; `yours` {as `told`, held: what is left lies in this person's own basket};
  `unknown` {sku}
- `catalogue.tell_when_back` (sku) -> `noted` {sku, name_id, name_en}; `here` {as `told`: it is in
  stock}; `unknown` {sku}
"""

from models.catalogue import spare_parts, wishes
from models.catalogue.rules import stock_words
from models.catalogue.spare_parts import SparePartView, UnknownPartError
from models.orders import basket as baskets
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments, as_text
from server.answering.asking import Answer, Asking


async def _price(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    try:
        part = await spare_parts.find(as_text(arguments, "sku"))
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    return Outcome("told", part_facts(part) | {"goods": [f"{part.sku}:"]})


async def _stock(asking: Asking, arguments: Arguments) -> Outcome:
    outcome = await _price(asking, arguments)
    if outcome.name != "told":
        return outcome
    wanted = as_text(arguments, "quantity")
    quantity = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 1  # noqa: PLR2004 -- an int of the database
    is_enough = int(str(outcome.facts["stock"])) >= max(quantity, 1)
    facts = {**outcome.facts, "quantity": quantity, "is_enough": is_enough}
    if outcome.facts["stock"]:
        return Outcome("told", facts)
    held = await held_facts(str(outcome.facts["sku"]), asking)
    return Outcome("yours" if held else "gone", facts | held)


async def _tell_when_back(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        part = await spare_parts.find(as_text(arguments, "sku"))
        free = await wishes.tell_when_back(
            part.sku, contact_id=asking.contact_id, at_ms=asking.page.at_ms, new_id=asking.new_id
        )
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    if free:
        return Outcome("here", part_facts(part) | {"goods": [f"{part.sku}:"]})
    return Outcome("noted", {"sku": part.sku, "name_id": part.name_id, "name_en": part.name_en})


ANSWERS: dict[str, Answer] = {
    "catalogue.price": _price,
    "catalogue.stock": _stock,
    "catalogue.tell_when_back": _tell_when_back,
}


async def held_facts(sku: str, asking: Asking) -> dict[str, Fact]:
    """Of a part that is not free: what this person's own basket holds of it, if anything."""
    basket = await baskets.basket_of(asking.contact_id)
    held = next((line.held for line in (basket.lines if basket else ()) if line.sku == sku), 0)
    return {"held": held} if held else {}


def part_facts(part: SparePartView) -> dict[str, Fact]:
    return {
        "sku": part.sku,
        "name_id": part.name_id,
        "name_en": part.name_en,
        "unit": part.unit,
        "price": part.price_idr,
        "stock": part.on_hand,
        "stock_words": stock_words(part.on_hand).value,
    }


def rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")
