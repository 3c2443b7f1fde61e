"""Ears for what a service costs and how long it takes; its papers are `requirements`."""

import re

from dialogs.ears import day, service
from dialogs.engine.ears import Slots, hear
from dialogs.engine.heard import Heard, plain

_FEE = re.compile(
    r"\b(?:BIAYA\w*|BIYAYA|BAYAR\w*|MBAYAR|GRATIS\w*|TARIF\w*|ONGKOS\w*|RETRIBUSI|FREE|FEES?|COSTS?"
    r"|CHARGED?|PAY|PAID|HOW MUCH|(?:BERAPA|BRP) (?:DUIT|UANG|RUPIAH)"
    r"|(?:HABIS|KENA) (?:BERAPA|BRP)(?: DUIT| UANG)?)\b"
)
_DURATION = re.compile(
    r"\b(?:(?:BERAPA|BRP|BRAPA) (?:LAMA|LM|HARI|MINGGU)|LAMA(?:NYA)? (?:BERAPA|BRP)"
    r"|LAMA (?:GAK|GA|NGGAK|TIDAK|TDK)|HOW LONG|HOW MANY (?:WORKING )?(?:DAYS|WEEKS))\b"
)
_DONE = re.compile(r"\b(?:(?:KAPAN|KPN) (?:JADI|SELESAI)\w*|WHEN (?:WILL|IS|CAN) IT)\b")
"""Only where nothing is under way yet: else it asks for a case."""
_OTHERWISE = re.compile(
    r"\b(?:BELUM|BLM|BLUM|KOK|SUDAH|UDAH|UDH|SDH|STATUS|ANTRI\w*|ANTRE\w*|QUEUE|LINE|WAIT\w*|TUNGGU\w*"
    r"|NUNGGU\w*|PESAN\w*|ORDER|LKT|YET|ALREADY|SYARAT\w*|PERSYARATAN\w*|DOKUMEN|BERKAS|PAPERS?"
    r"|DOCUMENTS?|REQUIRE\w*|NEED|PUNGLI|PETUGAS|BUKA|OPEN)\b"
)
"""About the line, about something under way, or about papers as well."""


def fee_or_time(heard: Heard) -> Slots | None:
    """What a named service costs or how long it takes: "bikin ktp gratis gak?"."""
    words = plain(heard.text)
    if not (_FEE.search(words) or _DURATION.search(words)) or _OTHERWISE.search(words):
        return None
    if hear(day, words, heard):
        return None
    return hear(service, words, heard)


def fee_or_time_of_it(words: str) -> Slots | None:
    """The same of what is just being spoken of: "bayar ga?", "berapa lama jadinya?"."""
    asks = _FEE.search(words) or _DURATION.search(words) or _DONE.search(words)
    return {} if asks and not _OTHERWISE.search(words) else None


fee_or_time.hears_all = True  # type: ignore[attr-defined]
