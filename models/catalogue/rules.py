"""How a part is written, how much stock is much, and what a movement of stock may be."""

import re
from enum import StrEnum

FEW_AT_MOST = 5
SKU_LENGTH = 32
PIECES_AT_MOST = 1_000_000
"""Pieces of one part in the shop: a number beyond it is a slip of the hand."""
PRICE_AT_MOST_IDR = 10_000_000_000
_SKU = re.compile(rf"[A-Z0-9][A-Z0-9./+-]{{0,{SKU_LENGTH - 1}}}", re.ASCII)


class Movement(StrEnum):
    """Why free stock changed."""

    RECEIVED = "received"
    COUNTED = "counted"
    """The shelf was counted and the book was wrong."""
    TAKEN = "taken"
    """Held for a basket, or sold."""
    RETURNED = "returned"


class StockWords(StrEnum):
    """Stock as it is told to people who need no number."""

    MANY = "many"
    FEW = "few"
    NONE = "none"


def stock_words(on_hand: int) -> StockWords:
    """How much is left, in a word."""
    if on_hand <= 0:
        return StockWords.NONE
    return StockWords.FEW if on_hand <= FEW_AT_MOST else StockWords.MANY


def read_sku(text: str) -> str | None:
    """A stock number as the shop writes it, or None for what can be none."""
    if len(text) > 2 * SKU_LENGTH:
        return None
    sku = text.strip().upper()
    return sku if _SKU.fullmatch(sku) else None
