"""Ears for when within a day: "siang aja", "abis jumatan", "any time"; an hour is `clock_time`."""

import re

from dialogs.engine.ears import Slots
from dialogs.listening.times import clock_time

_PARTS = {
    "morning": re.compile(r"\b(?:PAGI\w*|MORNING)\b"),
    "midday": re.compile(r"\b(?:SIANG\w*|MIDDAY|NOON)\b"),
    "afternoon": re.compile(
        r"\b(?:SORE\w*|AFTERNOON|(?:ABIS|HABIS|SETELAH|SESUDAH|BADA|BA'DA) (?:JUMATAN|JUM'?AT\w*"
        r"|DZUHUR|DUHUR|ZUHUR|MAKAN SIANG|ISTIRAHAT)|AFTER (?:LUNCH|FRIDAY PRAYERS?))\b"
    ),
}
_GREETING = re.compile(
    r"\b(?:SELAMAT|SLMT|GOOD) (?:PAGI|SIANG|SORE|MORNING|AFTERNOON)\b"
    r"|^(?:PAGI|SIANG|SORE|MORNING)(?=[ ,.!]+(?:PAK|BU|KAK|MIN|BANG|ADMIN|GAN|SAYA|MAU)\b)"
)
_INSTEAD = re.compile(
    r"\b(?:MAKE IT|CHANGE (?:IT )?TO|RATHER|BUT|TAPI|JADI(?:KAN|IN)?|GANTI|UBAH)"
    r"(?: (?:AT|TO|KE|JAM|PUKUL|JADI))* ([^,;]{1,20})$"
)
_NEXT_WEEK = re.compile(r"\b(?:MINGGU|MGG|MINGGGU) (?:DEPAN|DPN)\b|\b(?:NEXT|COMING) WEEK\b")
_OPEN = re.compile(r"\b(?:BUKA\w*|TUTUP|LIBUR|JAM KERJA|JADWAL|OPEN|CLOSED|OPENING|HOURS)\b")
_ANY = re.compile(
    r"(?:(?:JAM|HARI)? ?(?:TERSERAH|BEBAS)|(?:JAM BERAPA|KAPAN)(?: PUN)? (?:AJA|SAJA)(?: BISA)?"
    r"|(?:YANG )?MANA (?:AJA|SAJA)|ANY ?TIME|ANY|WHENEVER|DOESN'?T MATTER|UP TO YOU"
    r"|(?:YANG |YG )?PENTING CEPAT)(?: (?:AJA|SAJA|DEH|KAK|PAK|BU|MIN|IS FINE|WILL DO|WORKS))*"
)


def part_of_day(words: str) -> Slots | None:
    """The morning, midday or the afternoon, where no hour was named and nobody was greeted."""
    said = _GREETING.sub(" ", words)
    found = [name for name, pattern in _PARTS.items() if pattern.search(said)]
    if not found or clock_time(said, asked=False):
        return None
    return {"part": found[-1]}


def other_time(words: str) -> Slots | None:
    """An hour instead of the one offered: "yes but make it 10", "ya, jadi setengah 9"."""
    found = _INSTEAD.search(words.strip(" .,!?"))
    times = clock_time(found[1], asked=True) if found else ()
    return {"time": times[0].value} if len(times) == 1 else None


def open_next_week(words: str) -> Slots | None:
    """That it is asked which days of the next week are open."""
    bare = words.strip(" .,!?#")
    asks = _NEXT_WEEK.search(bare) and _OPEN.search(bare)
    return {} if asks or _NEXT_WEEK.fullmatch(bare) else None


def any_time(words: str) -> Slots | None:
    """That any time will do: the first is taken, and asked about."""
    return {"is_any": "yes"} if _ANY.fullmatch(words.strip(" .,!")) else None
