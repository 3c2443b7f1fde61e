"""Ears for a case number of which not all is there: its last digits alone, or none of it."""

import re

from dialogs.engine.ears import NUMBER_LENGTH, Slots
from dialogs.engine.heard import Heard, plain

_SHORT = re.compile(r"(?:(?:NO|NOMOR|NUMBER|KODE|LKT)[\s.:#-]*)?([0-9]{1,6})[\s.!?]*")
_WITHOUT = (
    r"(?:LUPA|FORGOT|FORGOTTEN|LOST|HILANG|KEHILANGAN"
    r"|(?:GAK|GA|NGGAK|TIDAK|TDK|TAK) (?:TAU|TAHU|INGAT|PUNYA|ADA|HAFAL)"
    r"|(?:DON'?T|DO NOT|CAN'?T) (?:KNOW|HAVE|REMEMBER|FIND))"
)
_NUMBER = (
    r"(?:(?:NO|NOMOR|NOMER|NMR|KODE)\w* (?:BERKAS|LKT|KASUS|RESI|PERMOHONAN|TANDA TERIMA)\w*"
    r"|(?:CASE|FILE|REFERENCE|TRACKING) (?:NUMBER|NO|CODE)|TANDA TERIMA\w*|RESI\w*|RECEIPT)"
)
_LOST = re.compile(rf"\b{_WITHOUT}\b.{{0,20}}\b{_NUMBER}\b|\b{_NUMBER}\b.{{0,20}}\b{_WITHOUT}\b")


def short_number(heard: Heard) -> Slots | None:
    """The running number alone, as one of this year; it is asked whether that is meant."""
    found = _SHORT.fullmatch(plain(heard.text))
    if found is None or heard.today is None or not int(found[1]):
        return None
    return {"number": f"LKT-{heard.today.year}-{found[1].zfill(NUMBER_LENGTH)}"}


def lost_number(words: str) -> Slots | None:
    """That the number is not at hand: "lupa nomor berkas", "I lost my receipt"."""
    return {} if _LOST.search(words) else None


short_number.hears_all = True  # type: ignore[attr-defined]
