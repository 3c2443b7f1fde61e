"""What asks for nothing: injected code, scams and advertising, keys hit at random."""

import re

from dialogs.listening.hearing import Hearing
from dialogs.listening.vocabulary import vocabulary

_CODE = re.compile(
    r"<\s*/?\s*[a-z]+[^>]{0,80}>|drop\s+table|(?:select|delete|insert|update)\b.{0,40}\b(?:from|into|set|where)\b"
    r"|union\s+select|\bor\b\s*'?\"?1'?\"?\s*=|\{\{|\}\}|\$\{|%[sxnd]\b|%0[0-9a-f]|<\?|javascript:|\.\./\.\.|;\s*--|'\s*;"
    r"|\bexec\s*\(|\beval\s*\(|rm\s+-rf|/etc/passwd|\balert\s*\(|__[a-z]+__|\$\(|\[\[\[|\(\(\(\(|\\x[0-9a-f]{2}|xp_cmdshell"
)
_ADDRESS = re.compile(
    r"https?:|www\.|\b[a-z0-9\-]+\.(?:com|net|org|id|xyz|info|example|ly|me|co|site|online|top|club)\b|bit\.ly|wa\.me|t\.me"
)
_MONEY = re.compile(r"(?:rp\.?\s*[0-9]|[0-9]\s*(?:jt|juta|rb|ribu|million|%)|\$\s*[0-9]|usd)")
_ROWS = (
    "qwert",
    "asdf",
    "zxcv",
    "hjkl",
    "sdfg",
    "dfgh",
    "fghj",
    "uiop",
    "qwe",
    "wert",
    "poiu",
    "lkj",
    "jkl",
    "zxc",
    "xcv",
    "cvb",
    "asd",
    "jhg",
    "mnb",
    "vbn",
)
_VOWELS = re.compile(r"[aeiouy]")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
_REPEATED = re.compile(r"(.{1,3})\1{3,}")
SHORTEST_MASH = 4
ENOUGH_SIGNS = 3


def is_code(text: str) -> bool:
    """Whether a text tries to be read by a machine."""
    return bool(_CODE.search(text))


def is_advertised(hearing: Hearing) -> bool:
    """Whether it offers or promises something: words for that, an address, sums of money."""
    text = hearing.message.text
    signs = len(set(hearing.spoken.get("scam", ())))
    signs += 2 * bool(_ADDRESS.search(text)) + bool(_MONEY.search(text))
    is_request = not hearing.present.isdisjoint(("@service", "@part", "@case"))
    return signs >= ENOUGH_SIGNS + is_request - 1 + is_request and "scam" in hearing.spoken


def is_mashed(hearing: Hearing) -> bool:
    """Whether no word is one that anybody knows, and one looks like keys hit at random."""
    known = vocabulary().words
    words = [word.raw for word in hearing.message.words if word.text not in known]
    if len(words) < len(hearing.message.words) or not words:
        return False
    return any(_looks_random(word) for word in words if word.isalpha() or len(words) == 1)


def _looks_random(word: str) -> bool:
    letters = [each for each in word if each.isalpha()]
    if len(word) < SHORTEST_MASH or not letters:
        return False
    vowels = len(_VOWELS.findall(word))
    return (
        vowels * 5 < len(letters)
        or bool(_CONSONANTS.search(word))
        or bool(_REPEATED.search(word))
        or any(row in word for row in _ROWS)
    )
