"""Ears of the shop beside `dialogs.noting`: what is taken out, how many of it, and enough of it."""

import re
from dataclasses import replace
from itertools import chain

from dialogs.engine.ears import Slots
from dialogs.engine.heard import Heard, plain
from dialogs.listening.counts import count
from dialogs.noting import one_of_them

CHEAPEST, DEAREST = "cheapest", "dearest"
"""Instead of stock numbers: the one of those asked about that costs least, or most."""
_GIVES_UP = (
    r"(?:BATALKAN|BATALIN|BATAL|CANCEL|HAPUS|HAPUSKAN|BUANG|KELUARKAN|COPOT|TANPA|REMOVE|DELETE"
    r"|WITHOUT|TAKE OUT|LEAVE OUT|DROP|NO|(?:GAK|GA|NGGAK|TIDAK|TDK) ?JADI|GAJADI"
    r"|(?:TIDAK|GAK|GA) USAH)"
)
_TAKES_OUT = re.compile(rf"(?:(?:TOLONG|PLEASE|PLS|YANG) )?{_GIVES_UP} (.+)")
_AND = re.compile(r" DAN | AND | SAMA | & |, ?")
_FEWER = re.compile(r"(?:TOLONG |PLEASE )?(?:KURANGI|KURANGIN|KURANGKAN|REDUCE|FEWER|LESS)\b(.*)")
_LEADS_TO = re.compile(r"\b(?:JADI|MENJADI|TO)\b")
_ENOUGH = re.compile(
    r"(?:(?:SUDAH|UDAH|DAH|UDH|SDH)(?: (?:CUKUP|ITU|ITU AJA|SEGITU AJA|AJA|SAJA|SELESAI))?"
    r"|(?:GAK|GA|NGGAK|TIDAK|TDK|NGGA) (?:ADA|USAH)(?: LAGI)?|(?:ITU|SEGITU) (?:AJA|SAJA|DULU)"
    r"|TIDAK|GAK|NGGAK|NO|NOPE|CUKUP|SELESAI|LANJUT|YA|YES|OK|OKE|PESAN SEKARANG"
    r"|(?:NO|NOTHING) (?:MORE|ELSE)|NO THANKS|THAT'?S (?:ALL|IT)|THAT IS ALL|DONE|I'?M DONE"
    r"|ENOUGH|FINISHED|CHECKOUT)"
    r"(?: (?:KAK|PAK|BU|MIN|DONG|DEH|YA|PLEASE|THANKS))*"
)
_TELLS = re.compile(
    r"\b(?:KABARI|KABARIN|KABARKAN|INGATKAN|INGETIN|BERI ?TAHU|KASIH TAU|INFOKAN|INFOIN"
    r"|TELL ME|LET ME KNOW|NOTIFY ME|REMIND ME)\b"
)
_BY_PRICE = {
    CHEAPEST: re.compile(r"\b(?:MURAH|TERMURAH|PALING MURAH|CHEAP|CHEAPER|CHEAPEST)\b"),
    DEAREST: re.compile(r"\b(?:MAHAL|TERMAHAL|PALING MAHAL|EXPENSIVE|DEAREST)\b"),
}
OTHER_MOST = 3
_OTHER_ONE = re.compile(
    r"(?:(?:KALAU|KALO|KLO|KL|TERUS|DAN) )?(?:YANG|YG|YNG) |(?:KALAU|KALO|KLO) "
    r"|(?:AND |WHAT ABOUT |HOW ABOUT )+(?:THE )?|THE "
)
_WANTS = (
    r"(?:(?:SAYA|AKU|I|I'LL|I'D|WE) )?"
    r"(?:(?:PESAN|ORDER|BELI|BUY|AMBIL|MAU|MINTA|WANT|TAKE|LIKE|NEED|GIVE ME|HAVE|WOULD LIKE) )?"
    r"(?:(?:ITU|YANG ITU|IT|THAT|THOSE|THEM|OF THEM|TO ORDER|TO BUY|PESAN|BELI|ORDER|BUY) )?"
)
_THAT_MANY = re.compile(
    rf"{_WANTS}([0-9]{{1,4}}|SATU|DUA|TIGA|EMPAT|LIMA|SEPULUH|ONE|TWO|THREE|FOUR|FIVE|TEN)"
    r"(?: ?(?:X|PCS|PC|BIJI|BUAH|BOTOL|SET|PIECES?|BOTTLES?|OF THEM|OF THOSE))?"
    r"(?: (?:AJA|SAJA|YA|DONG|DEH|KAK|PAK|BU|MIN|PLEASE))*"
)
_ORDERS_IT = re.compile(
    r"(?:(?:YA|OK|OKE|YES) )?(?:SAYA |I )?(?:MAU |WANT TO )?(?:PESAN|BELI|ORDER|BUY|AMBIL|TAKE)"
    r"(?: (?:ITU|YANG ITU|IT|THAT|AJA|DONG|DEH|ONE))*"
)


def taken_out(heard: Heard) -> Slots | None:
    """One or more parts that are to leave the basket: "cancel aki", "hapus aki dan busi"."""
    found = _TAKES_OUT.fullmatch(plain(heard.text).strip(" .!"))
    if not found:
        return None
    named = [one_of_them(Heard(each, catalogue=heard.catalogue)) for each in _AND.split(found[1])]
    if not all(named):
        return None
    meant = chain.from_iterable(str(each["picked"]).split(",") for each in named if each)
    groups = [str(each["picked"]) for each in named if each]
    if len(groups) == 1:
        return {"picked": groups[0], "pieces": "0"}
    return {"picked": ",".join(dict.fromkeys(meant)), "pieces": "0", "all_of": "yes"}


def fewer(heard: Heard) -> Slots | None:
    """That a part is to be fewer by some, or so many: "kurangi busi 1", "reduce busi to 2"."""
    found = _FEWER.fullmatch(plain(heard.text).strip(" .!"))
    if not found:
        return None
    counted = count(found[1])
    if len(counted) != 1 or counted[0].value < 1:
        return None
    sign = "" if _LEADS_TO.search(found[1]) else "-"
    meant = one_of_them(heard)
    slots = {"pieces": f"{sign}{counted[0].value}"}
    return {**slots, **({"picked": meant["picked"]} if meant else {})}


def enough(words: str) -> Slots | None:
    """That nothing more is wanted."""
    return {} if _ENOUGH.fullmatch(words.strip(" .,!?")) else None


def other_kind(heard: Heard) -> Slots | None:
    """Another one of what was just told of: "yg blkg?", "what about the front one"."""
    words = plain(heard.text).strip(" .,!?")
    found = _OTHER_ONE.match(words)
    if not found or len(words[found.end() :].split()) > OTHER_MOST:
        return None
    named = one_of_them(replace(heard, text=words[found.end() :]))
    return {"picked": named["picked"]} if named else None


def tell_me(heard: Heard) -> Slots | None:
    """That the part asked about is to be told of: "kabari ya", "tell me when its back"."""
    words = plain(heard.text)
    if not _TELLS.search(words):
        return None
    named = one_of_them(replace(heard, text=words.replace(" BACK", "")))
    return None if named else {}


def by_price(words: str) -> Slots | None:
    """Which of several by what it costs: "yg murah aja", "the cheapest"."""
    found = [name for name, pattern in _BY_PRICE.items() if pattern.search(words)]
    return {"picked": found[0]} if len(found) == 1 else None


def that_many(words: str) -> Slots | None:
    """So many of what was just told of: "pesan 2", "i want 3", "5 pcs"; or that it is ordered."""
    bare = words.strip(" .,!?")
    found = _THAT_MANY.fullmatch(bare)
    if found:
        counted = count(found[1])
        return {"pieces": str(counted[0].value)} if len(counted) == 1 else None
    return {} if _ORDERS_IT.fullmatch(bare) else None


for _ear in (taken_out, fewer, other_kind, tell_me):
    _ear.hears_all = True  # type: ignore[attr-defined]
that_many.goes_first = True  # type: ignore[attr-defined]
"""A keyword stands in it: `PESAN 2` begins no new order while this may be meant."""
