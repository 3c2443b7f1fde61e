"""The spare parts: what they are called, what they cost, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.catalogue.rules import PRICE_AT_MOST_IDR, SKU_LENGTH, Movement, read_sku
from models.catalogue.tables import PartPrice, SparePart, StockMovement
from models.db import Rows, Statement
from models.terms.ids import IdMaker

_VIEW = (
    '"sku", "name_id", "name_en", "unit", "price_idr", "on_hand", '
    '"withdrawn_at_ms" is not null as "is_withdrawn"'
)
_BY_SKUS = Statement(f'select {_VIEW} from "spare_part" where "sku" in ?? order by "sku"')  # noqa: S608
_ALL = Statement(
    'select "sku", "name_id", "name_en", "synonyms", "family", "fits" from "spare_part" '
    'where "withdrawn_at_ms" is null order by "sku"'
)
_PRICES = Statement('select * from "part_price" where "sku" = ? order by "from_ms", "id"')
_CHANGES = Statement('select "number" from "catalogue_change" where "name" = ?')
_CHANGED = Statement(
    'insert into "catalogue_change" ("name", "number") values (?, 1) '
    'on conflict ("name") do update set "number" = "catalogue_change"."number" + 1'
)
_SET_PRICE = Statement(
    'update "spare_part" set "price_idr" = ? where "sku" = ? and "price_idr" <> ?'
)
_WORD = Statement(
    'update "spare_part" set "name_id" = ?, "name_en" = ?, "family" = ?, "synonyms" = ?, '
    '"fits" = ?, "unit" = ? where "sku" = ?'
)
_WITHDRAW = Statement(
    'update "spare_part" set "withdrawn_at_ms" = ? where "sku" = ? and "withdrawn_at_ms" is null'
)
_RESTORE = Statement('update "spare_part" set "withdrawn_at_ms" = null where "sku" = ?')
_PARTS = Rows(
    SparePart,
    "sku",
    "name_id",
    "name_en",
    "family",
    "synonyms",
    "fits",
    "unit",
    "price_idr",
    "initial",
    "on_hand",
    "withdrawn_at_ms",
)
_NEW_PRICES = Rows(PartPrice, "id", "sku", "price_idr", "from_ms", "staff_id")
_MOVEMENTS = Rows(StockMovement, "id", "sku", "kind", "pieces", "order_id", "at_ms", "staff_id")
_NAME = "spare_parts"


class SparePartView(NamedTuple):
    """A part as it stands now."""

    sku: str
    name_id: str
    name_en: str
    unit: str
    price_idr: int
    on_hand: int
    is_withdrawn: bool


class PartWords(NamedTuple):
    """By which words a part is known, for whoever listens."""

    sku: str
    names: tuple[str, str]
    """Indonesian and English."""
    synonyms: tuple[str, ...]
    family: tuple[str, ...]
    fits: tuple[str, ...]


class PriceView(NamedTuple):
    """A price and since when it counts."""

    price_idr: int
    from_ms: int
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a part is called and sold by."""

    name_id: str
    name_en: str
    unit: str
    family: Sequence[str] = ()
    synonyms: Sequence[str] = ()
    fits: Sequence[str] = ()

    @property
    def columns(self) -> tuple[str, str, str, str, str, str]:
        lists = [_lined(words) for words in (self.family, self.synonyms, self.fits)]
        return (self.name_id, self.name_en, lists[0], lists[1], lists[2], self.unit)


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part as it is entered."""

    sku: str
    wording: Wording
    price_idr: int
    pieces: int = 0


class UnknownPartError(Exception):
    """The shop sells no such part, or no more."""

    def __init__(self, sku: str) -> None:
        super().__init__(sku[:SKU_LENGTH])
        self.sku = sku[:SKU_LENGTH]


class PartExistsError(Exception):
    """There is a part of this stock number already."""


class ImpossibleAmountError(ValueError):
    """A price or a count that no part can have."""


async def find(sku: str) -> SparePartView:
    """One part that is sold. Raises UnknownPartError."""
    known = read_sku(sku)
    part = (await by_skus([known])).get(known) if known else None
    if part is None or part.is_withdrawn:
        raise UnknownPartError(sku)
    return part


async def by_skus(skus: Sequence[str]) -> dict[str, SparePartView]:
    """Those of these parts that there are, withdrawn ones too."""
    return {row["sku"]: _view(row) for row in await _BY_SKUS.rows(skus)}


async def all_parts() -> list[PartWords]:
    """The words of every part that is sold."""
    return [
        PartWords(sku, (name_id, name_en), _words(synonyms), _words(family), _words(fits))
        for sku, name_id, name_en, synonyms, family, fits in map(_tuple, await _ALL.rows())
    ]


async def change_number() -> int:
    """Rises with every change of what `all_parts` tells."""
    rows = await _CHANGES.rows(_NAME)
    return int(rows[0]["number"]) if rows else 0


async def prices_of(sku: str) -> list[PriceView]:
    """What a part cost since it was entered, the price of now last."""
    rows = await _PRICES.rows(read_sku(sku) or "")
    return [PriceView(row["price_idr"], row["from_ms"], row["staff_id"]) for row in rows]


async def add(
    parts: Sequence[NewPart], *, at_ms: int, new_id: IdMaker, staff_id: int | None = None
) -> None:
    """Enter parts with what lies on the shelf. Raises PartExistsError, ImpossibleAmountError.

    Raises UnknownPartError for a stock number that can be none.
    """
    skus = [_required(part.sku) for part in parts]
    for part in parts:
        _check_price(part.price_idr)
        if part.pieces < 0:
            raise ImpossibleAmountError(part.pieces)
    if len(set(skus)) < len(skus) or await by_skus(skus):
        raise PartExistsError
    pairs = list(zip(skus, parts, strict=True))
    await _PARTS.insert(
        [
            (sku, *part.wording.columns, part.price_idr, part.pieces, part.pieces, None)
            for sku, part in pairs
        ]
    )
    await _NEW_PRICES.insert(
        [(new_id(), sku, part.price_idr, at_ms, staff_id) for sku, part in pairs]
    )
    await _MOVEMENTS.insert(
        [
            (new_id(), sku, Movement.RECEIVED.value, part.pieces, None, at_ms, staff_id)
            for sku, part in pairs
            if part.pieces
        ]
    )
    await _CHANGED.run(_NAME)


async def word(sku: str, wording: Wording) -> None:
    """Name a part anew. Raises UnknownPartError."""
    if not await _WORD.run(*wording.columns, _required(sku)):
        raise UnknownPartError(sku)
    await _CHANGED.run(_NAME)


async def set_price(
    sku: str, price_idr: int, *, at_ms: int, new_id: IdMaker, staff_id: int | None = None
) -> None:
    """From now on a part costs this. Raises UnknownPartError, ImpossibleAmountError."""
    _check_price(price_idr)
    part = await find(sku)
    if await _SET_PRICE.run(price_idr, part.sku, price_idr):
        await _NEW_PRICES.insert([(new_id(), part.sku, price_idr, at_ms, staff_id)])


async def withdraw(sku: str, *, at_ms: int) -> None:
    """Sell a part no more; who has it in a basket is told when placing. Raises UnknownPartError."""
    if not await _WITHDRAW.run(at_ms, _required(sku)):
        raise UnknownPartError(sku)
    await _CHANGED.run(_NAME)


async def restore(sku: str) -> None:
    """Sell a withdrawn part again. Raises UnknownPartError."""
    if not await _RESTORE.run(_required(sku)):
        raise UnknownPartError(sku)
    await _CHANGED.run(_NAME)


def _view(row: Mapping[str, Any]) -> SparePartView:
    return SparePartView(
        row["sku"],
        row["name_id"],
        row["name_en"],
        row["unit"],
        row["price_idr"],
        row["on_hand"],
        bool(row["is_withdrawn"]),
    )


def _tuple(row: Any) -> tuple[str, ...]:
    """A row's values in order; both databases' rows give them so, faster than by name."""
    values = row.values() if hasattr(row, "values") else row
    return tuple(values)


def _required(sku: str) -> str:
    known = read_sku(sku)
    if known is None:
        raise UnknownPartError(sku)
    return known


def _check_price(price_idr: int) -> None:
    if not 0 <= price_idr <= PRICE_AT_MOST_IDR:
        raise ImpossibleAmountError(price_idr)


def _lined(words: Sequence[str]) -> str:
    return "\n".join(" ".join(word.split()) for word in words if word.strip())


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
