"""Delivery receipts: which text they speak of, and what became of it.

Source: SMPP 3.4, 5.2.28 (message_state), 5.3.2.12 (receipted_message_id), Appendix B (the text
form, which is the older one and the provider's own affair).
"""

import re
from collections import OrderedDict
from dataclasses import dataclass

from gateway.smpp.account import ReceiptIds
from gateway.smpp.pdu import MESSAGE_STATE, RECEIPTED_MESSAGE_ID, Message
from models.terms.channel import Stage

IS_RECEIPT = 0x04
IS_INTERMEDIATE = 0x20
_KIND = 0x3C
"""The bits of esm_class that tell the kind of a deliver_sm: 5.2.12."""
_MOST_RECENT = 10_000

_BY_STATE = {
    1: (Stage.SENT, "the network still tries"),
    2: (Stage.DELIVERED, ""),
    3: (Stage.EXPIRED, "the recipient was not reached in time"),
    4: (Stage.FAILED, "the provider deleted it"),
    5: (Stage.FAILED, "it cannot be delivered"),
    6: (Stage.SENT, "the network has it"),
    7: (Stage.SENT, "the provider does not know what became of it"),
    8: (Stage.FAILED, "the network rejected it"),
}
_STATES = {
    "ENROUTE": 1,
    "DELIVRD": 2,
    "EXPIRED": 3,
    "DELETED": 4,
    "UNDELIV": 5,
    "ACCEPTD": 6,
    "UNKNOWN": 7,
    "REJECTD": 8,
}
_ID = re.compile(r"\bid:\s*([^\s]{1,65})", re.IGNORECASE)
_STAT = re.compile(r"\bstat:\s*([A-Z]{1,10})", re.IGNORECASE)
_ERROR = re.compile(r"\berr:\s*([0-9A-Z]{1,8})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says."""

    message_id: str
    """As the receipt writes it."""
    stage: Stage
    detail: str


def is_receipt(message: Message) -> bool:
    return message.esm_class & _KIND in {IS_RECEIPT, IS_INTERMEDIATE}


def receipt_of(message: Message) -> Receipt | None:
    """None when it does not say of which text it speaks, or what became of that."""
    text = message.content.decode("latin-1")
    found = _ID.search(text)
    named = message.parameters.get(RECEIPTED_MESSAGE_ID, b"").rstrip(b"\0").decode("latin-1")
    message_id = named or (found[1] if found else "")
    state = _state_of(message.parameters.get(MESSAGE_STATE, b""), text)
    if not message_id or state is None:
        return None
    stage, detail = _BY_STATE[state]
    error = _ERROR.search(text)
    if stage is not Stage.DELIVERED and error and error[1].strip("0"):
        detail += f" (error {error[1]})"
    return Receipt(message_id, stage, detail)


class MessageIds:
    """One writing of each id, though answers and receipts of a provider may differ in theirs.

    Many service centres answer in hexadecimal digits and put decimal ones into the receipt.
    """

    def __init__(self, form: ReceiptIds) -> None:
        self._form = form
        self._recent: OrderedDict[str, None] = OrderedDict()

    def sent(self, given: str) -> str:
        """The reference of a text that the provider just took."""
        plain = _plain(given)
        self._recent[plain] = None
        if len(self._recent) > _MOST_RECENT:
            self._recent.popitem(last=False)
        return plain

    def receipted(self, given: str) -> str:
        """The reference that a receipt means."""
        plain = _plain(given)
        if plain in self._recent:
            return plain
        if self._form is not ReceiptIds.AUTO:
            return _translated(plain, self._form)
        for form in (ReceiptIds.DECIMAL, ReceiptIds.HEX):
            other = _translated(plain, form)
            if other != plain and other in self._recent:
                self._form = form
                return other
        return plain


def _plain(given: str) -> str:
    return given.strip().lower().lstrip("0") or "0"


def _translated(receipted: str, form: ReceiptIds) -> str:
    """The id as the answer wrote it."""
    try:
        match form:
            case ReceiptIds.DECIMAL if receipted.isdecimal():
                return format(int(receipted), "x")
            case ReceiptIds.HEX:
                return str(int(receipted, 16))
            case _:
                return receipted
    except ValueError:
        return receipted


def _state_of(parameter: bytes, text: str) -> int | None:
    if len(parameter) == 1 and parameter[0] in _BY_STATE:
        return parameter[0]
    found = _STAT.search(text)
    return _STATES.get(found[1].upper()) if found else None
