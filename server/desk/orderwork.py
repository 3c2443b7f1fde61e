"""What staff do with somebody's order: confirm, decline, hand over; and enter one for them."""

from collections.abc import Sequence

from models.catalogue.spare_parts import UnknownPartError
from models.orders import serving
from models.orders.basket import ShortError
from models.orders.rules import Item, QuantityError, TooManyError
from models.orders.steps import StageError
from models.orders.views import OrderView
from server.desk import noting, possible
from server.desk.asked import Act, Doing, incomplete, not_now, not_theirs
from server.desk.belonging import orders_of
from server.work import RefusalError

REASON_SHORTEST = 3


async def on_order(doing: Doing, wanted: Act) -> str:
    """Do it; the line of the note. Raises RefusalError."""
    order = next((each for each in await orders_of(doing.who) if each.id == wanted.id), None)
    if order is None:
        not_theirs()
    if wanted.act not in possible.with_order(order):
        not_now(order.stage.value)
    try:
        order = await _do(doing, wanted, order.number)
    except StageError as error:
        not_now(error.stage.value)
    said = noting.stage(order.stage, language=doing.language)
    told = doing.note("stage", number=order.number, stage=said)
    return f"{told} {order.reason}" if order.reason else told


async def open_order(doing: Doing, items: Sequence[Item], client_key: str) -> tuple[str, str]:
    """Enter an order; its number, and the line of the note. Raises RefusalError.

    The same key again is the same order, whose line is empty.
    """
    try:
        order, is_new = await serving.enter(
            items,
            contact_id=doing.contact_id,
            client_key=client_key,
            staff_id=doing.staff.id,
            at_ms=doing.at_ms,
            new_id=doing.new_id,
        )
    except UnknownPartError:
        raise RefusalError("no_such_part", "The shop has no such part.") from None
    except ShortError as error:
        message = "So many are not there."
        part = error.part
        raise RefusalError("short", message, sku=part.sku, left=part.on_hand) from None
    except TooManyError as error:
        raise RefusalError("too_many", "This is too much at once.", most=error.most) from None
    except QuantityError:
        incomplete("Say how many, one at least.")
    return order.number, doing.note("open_order", number=order.number) if is_new else ""


async def _do(doing: Doing, wanted: Act, number: str) -> OrderView:
    staff_id, at_ms, new_id = doing.staff.id, doing.at_ms, doing.new_id
    match wanted.act:
        case "confirm":
            return await serving.confirm(number, staff_id=staff_id, at_ms=at_ms, new_id=new_id)
        case "confirm_part":
            return await _confirm_part(doing, wanted, number)
        case "ready":
            return await serving.ready(number, staff_id=staff_id, at_ms=at_ms, new_id=new_id)
        case "collected":
            return await serving.collected(number, staff_id=staff_id, at_ms=at_ms, new_id=new_id)
        case _:
            if len(wanted.reason.strip()) < REASON_SHORTEST:
                incomplete("Say why, the person will read it.")
            return await serving.decline(
                number, wanted.reason, staff_id=staff_id, at_ms=at_ms, new_id=new_id
            )


async def _confirm_part(doing: Doing, wanted: Act, number: str) -> OrderView:
    try:
        return await serving.confirm_part(
            number,
            wanted.pieces,
            staff_id=doing.staff.id,
            at_ms=doing.at_ms,
            new_id=doing.new_id,
        )
    except (UnknownPartError, QuantityError):
        incomplete("Say how many of which parts, at most those asked for, and one at least.")
