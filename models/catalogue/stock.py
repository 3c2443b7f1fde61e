"""The free stock: taken and put back for orders, received and counted by the shop.

Every change is one conditional statement and one line of the ledger. Orders, counter and shelf
take the shop's lock first, so that two processes never wait for one another crosswise.
"""

from models.catalogue.rules import PIECES_AT_MOST, Movement
from models.catalogue.spare_parts import ImpossibleAmountError, find
from models.catalogue.tables import StockMovement
from models.db import Rows, Statement, lock_until_commit
from models.terms.ids import IdMaker

_TAKE = Statement(
    'update "spare_part" set "on_hand" = "on_hand" - ? '
    'where "sku" = ? and "on_hand" >= ? and "withdrawn_at_ms" is null'
)
_PUT_BACK = Statement('update "spare_part" set "on_hand" = "on_hand" + ? where "sku" = ?')
_CORRECT = Statement(
    'update "spare_part" set "initial" = "initial" + ?, "on_hand" = "on_hand" + ? '
    'where "sku" = ? and "on_hand" + ? >= 0 and "initial" + ? <= ?'
)
_MOVEMENTS = Rows(StockMovement, "id", "sku", "kind", "pieces", "order_id", "at_ms", "staff_id")


async def lock_shop() -> None:
    """Let nobody else move stock until the commit."""
    await lock_until_commit()


async def take(sku: str, pieces: int, *, order_id: int, at_ms: int, new_id: IdMaker) -> bool:
    """Hold free pieces for an order, or none of them and say False."""
    if not await _TAKE.run(pieces, sku, pieces):
        return False
    moved = (new_id(), sku, Movement.TAKEN.value, -pieces, order_id, at_ms, None)
    await _MOVEMENTS.insert([moved])
    return True


async def put_back(sku: str, pieces: int, *, order_id: int, at_ms: int, new_id: IdMaker) -> None:
    """Pieces an order held are free again."""
    await _PUT_BACK.run(pieces, sku)
    moved = (new_id(), sku, Movement.RETURNED.value, pieces, order_id, at_ms, None)
    await _MOVEMENTS.insert([moved])


async def receive(
    sku: str, pieces: int, *, staff_id: int | None, at_ms: int, new_id: IdMaker
) -> None:
    """Pieces came in. Raises UnknownPartError, ImpossibleAmountError."""
    if pieces <= 0:
        raise ImpossibleAmountError(pieces)
    await _correct(sku, pieces, Movement.RECEIVED, staff_id=staff_id, at_ms=at_ms, new_id=new_id)


async def count(sku: str, free: int, *, staff_id: int | None, at_ms: int, new_id: IdMaker) -> None:
    """The shelf was counted: this many are free. Raises UnknownPartError, ImpossibleAmountError."""
    await lock_shop()
    change = free - (await find(sku)).on_hand
    if free < 0:
        raise ImpossibleAmountError(free)
    if change:
        await _correct(sku, change, Movement.COUNTED, staff_id=staff_id, at_ms=at_ms, new_id=new_id)


async def _correct(
    sku: str, change: int, kind: Movement, *, staff_id: int | None, at_ms: int, new_id: IdMaker
) -> None:
    await lock_shop()
    part = await find(sku)
    if abs(change) > PIECES_AT_MOST or not await _CORRECT.run(
        change, change, part.sku, change, change, PIECES_AT_MOST
    ):
        raise ImpossibleAmountError(change)
    await _MOVEMENTS.insert([(new_id(), part.sku, kind.value, change, None, at_ms, staff_id)])
