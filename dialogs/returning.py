"""Ears for what was made earlier: that a named ticket or order is given up, or a place moved."""

import re

from dialogs.engine.ears import Slots
from dialogs.listening.codes import ticket
from dialogs.noting import order_number

_GIVES_UP = re.compile(
    r"\b(?:BATAL\w*|CANCEL\w*|(?:GAK|GA|NGGAK|TIDAK|TDK) ?JADI|GAJADI|GIVE UP|GIVE BACK)\b"
)
_MOVES = re.compile(
    r"\b(?:DI)?(?:PINDAH(?:KAN|IN)?|GESER|UNDUR(?:KAN|IN)?|MUNDUR(?:KAN|IN)?|MAJU(?:KAN|IN)?"
    r"|RESCHEDULE|MOVE|POSTPONE|(?:UBAH|GANTI|RUBAH|CHANGE) (?:MY )?"
    r"(?:JADWAL\w*|JAM|HARI|TANGGAL|TGL|TIME|DAY|DATE|BOOKING|TICKET|TIKET|ANTRIAN|ANTREAN))\b"
)
_OTHERWISE = re.compile(
    r"\b(?:SURAT|BUAT|BIKIN|URUS|NGURUS|AMBIL|ANTRI|ANTRE|SYARAT|DOMISILI|ALAMAT|RUMAH|KOTA"
    r"|LETTER|HOUSE|ADDRESS|QUEUE|BOOK)\b"
)
"""Whoever says one of these may move house, not a booking."""
_TICKET = re.compile(r"\b(?:TIKET\w*|TICKETS?|BOOKING|ANTRIAN\w*|ANTREAN\w*|JADWAL\w*|NOMOR)\b")
_WHEN = re.compile(
    r"\b(?:BESOK|LUSA|SENIN|SELASA|RABU|KAMIS|JUM'?AT|SABTU|MINGGU|JAM|PUKUL|PAGI|SIANG|SORE|TGL"
    r"|TANGGAL|TOMORROW|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY|AM|PM|O'CLOCK"
    r"|\d{1,2}[:/]\d{2})\b"
)


def giving_up_named(words: str) -> Slots | None:
    """That something with a number is given up: `BATAL A-001`, "cancel ORD-2026-000001"."""
    if not _GIVES_UP.search(words):
        return None
    order = order_number(words)
    if order is not None:
        return {"thing": order["order"]}
    found = ticket(words)
    return {"thing": found[0].value} if len(found) == 1 else None


def moving(words: str) -> Slots | None:
    """That a booking is to be at another time: "pindahin tiket ke lusa", "pindah jumat jam 10"."""
    if not _MOVES.search(words) or _OTHERWISE.search(words):
        return None
    return {} if _TICKET.search(words) or _WHEN.search(words) else None
