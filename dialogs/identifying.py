"""Ears for who somebody is: name, birth date and identity number, one alone or all in any order."""

import re
from string import capwords

from dialogs.ears import NOTHING
from dialogs.engine import vocabulary
from dialogs.engine.ears import Slots, second_fact
from dialogs.engine.heard import Heard, plain
from dialogs.listening.understanding import understand

NAME_LONGEST = 100
NAME_WORDS_MOST = 8
IDENTITY_LEAST, IDENTITY_MOST = 8, 24
BIRTH_LENGTH = len("31-12-1990")
SURELY = 0.6
"""A sentence that is understood at least so surely is no name."""
_MONTH = rf"(?:{'|'.join(vocabulary.MONTHS)})[A-Z]{{0,6}}"
_BORN = re.compile(
    r"(?<![0-9])(?:[0-9]{4}[\-/.][0-9]{1,2}[\-/.][0-9]{1,2}"
    r"|[0-9]{1,2}[\s\-/.]+[0-9]{1,2}[\s\-/.]+(?:[0-9]{4}|[0-9]{2})"
    rf"|[0-9]{{1,2}}(?:ST|ND|RD|TH)?[\s\-/.]*{_MONTH}[\s\-/.,]*(?:[0-9]{{4}}|[0-9]{{2}})"
    rf"|(?<![A-Z]){_MONTH}[\s.]*[0-9]{{1,2}}(?:ST|ND|RD|TH)?[\s,]+[0-9]{{4}}"
    r"|[0-9]{8})(?![0-9])",
    re.IGNORECASE,
)
"""Where a birth date may stand; whether it is one, `second_fact` says."""
_IDENTITY = re.compile(r"(?<![0-9])(?:[0-9]{4}(?:[ .\-][0-9]{4}){3}|[0-9]{9,24})(?![0-9])")
_LABELS = re.compile(
    r"\b(?:NAMA(?:\s+LENGKAP)?(?:\s+SAYA)?|(?:MY\s+)?(?:FULL\s+)?NAME(?:\s+IS)?|I\s?AM|I'M|SAYA"
    r"|NIK|KTP|TTL|TGL|TANGGAL|LAHIR|BORN(?:\s+ON)?|DOB|BIRTH\s?(?:DAY|DATE)?|ADALAH)\b[\s:=]*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s#*,;:=]+")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’\-])*")  # noqa: RUF001 -- people type that apostrophe
_NO_NAMES = frozenset(
    {"BERAPA", "BRP", "APA", "KAPAN", "DIMANA", "MANA", "KENAPA", "MENGAPA", "KNP", "BAGAIMANA"}
    | {"GIMANA", "SIAPA", "UNTUK", "BUAT", "TIDAK", "NGGAK", "GAK", "GA", "LUPA", "BISA", "DAFTAR"}
    | {"MAU", "DONG", "SIH", "YANG", "TOLONG", "NANTI", "DULU", "PLEASE", "WHAT", "WHEN", "WHERE"}
    | {"WHY", "HOW", "WHO", "WHICH", "DO", "ARE", "IS", "CAN", "YOU", "NEED", "NOT", "FORGOT"}
    | vocabulary.GREETINGS
    | vocabulary.THANKS
    | vocabulary.ADDRESSES
)
"""Words of a sentence, none of which is part of a name."""
_JOINS = re.compile(
    r"\b(?:HUBUNGKAN|HUBUNGIN|SAMBUNGKAN|SAMBUNGIN|TAUTKAN|KAITKAN|LINK|CONNECT|PAIR|JOIN)\s+"
    r"(?:(?:MY|NO|NOMOR|THE|KE)\s+)*(?:HP|HANDPHONE|PONSEL|TELEPON|TELPON|TELP|PHONE|NUMBER|WA)\b"
)
_RENAMES = re.compile(
    r"\b(?:GANTI|UBAH|RUBAH|PERBAIKI|BETULKAN|CHANGE|CORRECT|FIX)\s+(?:MY\s+NAME|NAMA\s+SAYA)\b"
)
_OTHERWISE = frozenset({"unknown", "answer", "abusive_or_noise", "greeting", "thanks", "start"})
"""Readings that a name may have by chance."""


def asked_name(heard: Heard) -> Slots | None:
    """A name where one was asked for, as written; a question or a sentence is none."""
    name = _name_in(heard.text)
    is_name = name and "?" not in heard.text and not _is_understood(name, heard)
    return {"name": name} if is_name else None


def brought_name(heard: Heard) -> Slots | None:
    """The name behind the keyword, beside a birth date and a number or without."""
    slots = asked_name(heard)
    if slots is None:
        return None
    name = str(slots["name"])
    return {"name": capwords(name) if name.isupper() else name}


def odd_name(heard: Heard) -> Slots | None:
    """Something with a digit in it where a name was asked for."""
    left = _without_facts(heard.text)
    has_both = any(map(str.isdigit, left)) and any(map(str.isalpha, left))
    return {} if has_both and "?" not in left and not _is_understood(left, heard) else None


def birth_date_within(words: str) -> Slots | None:
    """A birth date anywhere in a message, as DD-MM-YYYY."""
    for found in _BORN.finditer(_IDENTITY.sub(" ", words)):
        slots = asked_birth_date(found.group().upper())
        if slots is not None:
            return slots
    return None


def identity_within(words: str) -> Slots | None:
    """An identity number anywhere in a message: its digits."""
    found = _IDENTITY.search(words)
    return {"nik": re.sub(r"\D", "", found.group())} if found else None


def asked_birth_date(words: str) -> Slots | None:
    """A birth date where one was asked for, as DD-MM-YYYY."""
    found = second_fact(words)
    told = str(found["fact"]) if found else ""
    return {"birth_date": told} if len(told) == BIRTH_LENGTH else None


def asked_identity_number(words: str) -> Slots | None:
    """An identity number where one was asked for: its digits; what is wrong the office says."""
    digits = re.sub(r"^NIK|[^0-9A-Z]", "", words)
    is_number = digits.isascii() and digits.isdigit()
    return {"nik": digits} if is_number and IDENTITY_LEAST <= len(digits) <= IDENTITY_MOST else None


def joining_phone(words: str) -> Slots | None:
    """That a telephone is to be joined: "hubungkan hp saya", "link my phone"."""
    return {} if _JOINS.search(words) else None


def wants_new_name(words: str) -> Slots | None:
    """That another name is to stand: "ganti nama saya", "change my name"."""
    return {} if _RENAMES.search(words) else None


def _without_facts(text: str) -> str:
    """What is left of a message without date, number and the words that introduce them."""
    left = _BORN.sub(" ", _IDENTITY.sub(" ", text))
    return _BETWEEN.sub(" ", _LABELS.sub(" ", left)).strip(" .-")


def _name_in(text: str) -> str:
    """The name that a message holds and nothing else; empty for none."""
    left = _without_facts(text)
    words = plain(left).split()
    is_short = len(left) <= NAME_LONGEST and len(words) <= NAME_WORDS_MOST
    is_name = is_short and _NAME.fullmatch(left)
    return left if is_name and _NO_NAMES.isdisjoint(words) else ""


def _is_understood(text: str, heard: Heard) -> bool:
    """Whether a sentence of more than one word asks for something."""
    if heard.today is None or len(text.split()) == 1:
        return False
    catalogue = heard.catalogue or NOTHING
    reading = understand(text, context="asked", today=heard.today, catalogue=catalogue)
    return reading.confidence >= SURELY and (reading.finer or reading.intent) not in _OTHERWISE


for _ear in (asked_name, brought_name, odd_name):
    _ear.hears_all = True  # type: ignore[attr-defined]
