"""Ears of the shop's flows: which parts are wanted and how many of each, until all is clear.

Each is one text, `SKU:quantity`: several stock numbers with `,` between them where several parts
fit the words, `?words` where none does, no quantity where none was said, and 0 where it was one
that nobody can have (-1, 2.5, 1e9).
"""

import re

from dialogs.engine.ears import Slots
from dialogs.engine.heard import LONGEST_READ, Heard
from dialogs.listening.catalogue import Catalogue, fold
from dialogs.listening.counts import count, odd_amounts
from dialogs.listening.goods import Item, fitting, parts
from dialogs.listening.words import plain, said

FITTING_MOST = 20
"""So many parts that fit the same words are offered."""
WORDS_LENGTH = 24
ORDER_DIGITS = 6
_ORDER = re.compile(r"(?<![A-Z0-9])ORD[\s\-/._#]*(20[0-9]{2})[\s\-/._#]*([0-9]{1,9})(?![A-Z0-9])")
_MEASURE = re.compile(
    r"(?<![\w.,])[0-9]+[.,][0-9]+\s?(?:L|LT|LITER|LITRE|ML|CC|W|V|AH|INCI|INCH|MM)\b"
)
_IMPOSSIBLE = re.compile(
    r"(?<![\w/.-])-\s?[0-9]+(?![\w/])"
    r"|(?<![\w/.,-])[0-9]+[.,][0-9]+(?![\w/-])"
    r"|(?<!\w)[0-9]+E\+?[0-9]+(?!\w)"
    r"|(?<![\w/.-])[0-9]{7,}(?![\w/])"
)
"""Amounts below zero, broken, or beyond all reason."""
_BEFORE_AMOUNT = re.compile(r"[.*#:=]\s*(?=(?:[0-9]{1,4})(?![\w/.-]))")
_ODD_SIGNS = frozenset("{}[]<>$%\\")
_OTHERWISE = re.compile(
    r"\b(?:BUKAN|SALAH|GANTI|UBAH|JANGAN|KURANGI|HAPUS|TIDAK|GAK|NGGAK|NOT|NO|WRONG|INSTEAD"
    r"|CHANGE|REMOVE|DELETE|ONLY|CUMA|HANYA)\b"
)
"""Words of somebody who takes back what they said: more is added on no such word."""

_TAKE_OUT = re.compile(
    r"(?:(?:TOLONG|PLEASE|PLS|YANG) )?(?:HAPUS|HAPUSKAN|BUANG|KELUARKAN|COPOT|TANPA|REMOVE|DELETE"
    r"|WITHOUT|TAKE OUT|LEAVE OUT|DROP|(?:GAK|GA|NGGAK|TIDAK|TDK) JADI|(?:TIDAK|GAK|GA) USAH)\b"
)
_AMENDS = re.compile(
    r"\b(?:JADI|JADIKAN|JADIIN|MENJADI|UBAH|RUBAH|GANTI|CUKUP|SAJA|AJA|CUMA|HANYA|BUKAN|SALAH"
    r"|MAKE|CHANGE|SET|ONLY|JUST|INSTEAD)\b"
)
"""Words of somebody who says another amount."""
_LEADS_TO = re.compile(r"\b(?:JADI|JADIKAN|JADIIN|MENJADI|TAPI|TO|INTO|BUT)\b")
"""Behind these stands what it shall be."""
ODD = "odd"
"""Instead of an amount: one that nobody can have (-1, 2.5, 1e9)."""
_BASKET_WORDS = frozenset(
    {"KERANJANG", "KERANJANG SAYA", "LIHAT KERANJANG", "BASKET", "MY BASKET", "CART"}
)

_GIVING_UP = re.compile(
    r"\b(?:BATALKAN|BATALIN|(?:BATAL|CANCEL)\s+(?:PESANAN|ORDER|ITU|INI|IT|THIS|THAT|MY))\b"
)


def goods(heard: Heard) -> Slots | None:
    """Parts of the catalogue, or of a kind that shops of this sort sell."""
    return _goods(heard, asked=False)


def asked_goods(heard: Heard) -> Slots | None:
    """The same where a part has just been asked for: an unknown word is the name of one, too."""
    return _goods(heard, asked=True)


def more_goods(heard: Heard) -> Slots | None:
    """Parts that are to come on top; not from somebody who corrects themselves."""
    return None if _OTHERWISE.search(heard.text.upper()) else goods(heard)


def one_of_them(heard: Heard) -> Slots | None:
    """What tells parts of one name apart: "yang iridium", "the rear one", "depan 2"."""
    catalogue = _catalogue(heard)
    if catalogue is None:
        return None
    text = _readable(heard.text)
    known = [fold(word.text) for word in said(text, catalogue.speller).words]
    words = [word for word in known if word in catalogue.with_word and not word.isdigit()]
    fitting = _with_all(words, catalogue)
    if not words or not fitting:
        return None
    return {"picked": ",".join(fitting), **(_quantity(text) or {})}


def pieces(heard: Heard) -> Slots | None:
    """How many pieces."""
    return _quantity(_readable(heard.text))


def order_number(words: str) -> Slots | None:
    """The number of an order anywhere in a message, as ORD-YYYY-NNNNNN."""
    found = _ORDER.search(words)
    return {"order": f"ORD-{found[1]}-{found[2].zfill(ORDER_DIGITS)}"} if found else None


def basket_asked_for(words: str) -> Slots | None:
    """That the basket is to be shown."""
    return {} if words.strip(" .,!?#") in _BASKET_WORDS else None


def unwanted(heard: Heard) -> Slots | None:
    """A part that is to be taken out again: "hapus busi", "without the battery"."""
    if not _TAKE_OUT.match(heard.text.upper().strip()):
        return None
    slots = one_of_them(heard)
    return {"picked": slots["picked"], "pieces": "0"} if slots else None


def new_amount(heard: Heard) -> Slots | None:
    """That a part in the basket is to be so many: "busi jadi 4", "make it 3", "3 aja"."""
    raw = heard.text[:LONGEST_READ].upper()
    if not _AMENDS.search(raw):
        return None
    slots = _last_amount(raw)
    if slots is None:
        return None
    meant = one_of_them(heard)
    return {**slots, **({"picked": meant["picked"]} if meant else {})}


def _last_amount(raw: str) -> Slots | None:
    """The amount a correction leads to; `odd` for one that nobody can have."""
    if _IMPOSSIBLE.search(_MEASURE.sub(" ", raw)):
        return {"pieces": ODD}
    text = _readable(raw)
    led = [*_LEADS_TO.finditer(text)]
    return (_quantity(text[led[-1].end() :]) if led else None) or _quantity(text)


def giving_up(words: str) -> Slots | None:
    """That the order just told is to be cancelled; BATAL alone ends the talk, as everywhere."""
    return {} if _GIVING_UP.search(words) else None


goods.hears_all = True  # type: ignore[attr-defined]
asked_goods.hears_all = True  # type: ignore[attr-defined]
more_goods.hears_all = True  # type: ignore[attr-defined]
new_amount.hears_all = True  # type: ignore[attr-defined]
unwanted.hears_all = True  # type: ignore[attr-defined]
one_of_them.hears_all = True  # type: ignore[attr-defined]
pieces.hears_all = True  # type: ignore[attr-defined]


def _goods(heard: Heard, *, asked: bool) -> Slots | None:
    catalogue = _catalogue(heard)
    if catalogue is None or _ODD_SIGNS & set(heard.text):
        return None
    found = parts(_readable(heard.text), catalogue, asked=asked)
    if not found:
        return None
    return {"goods": [*dict.fromkeys(_noted(item, catalogue) for item in found[0].value)]}


def _catalogue(heard: Heard) -> Catalogue | None:
    return heard.catalogue if isinstance(heard.catalogue, Catalogue) else None


def _readable(words: str) -> str:
    """Without measures such as 0,8 L; impossible amounts as 0; a space before an amount."""
    told = plain(words)
    for start, end in reversed(odd_amounts(told)):
        told = f"{told[:start]} 0 {told[end:]}"
    told = told.upper()
    return _BEFORE_AMOUNT.sub(" ", _IMPOSSIBLE.sub(" 0 ", _MEASURE.sub(" ", told)))


def _noted(item: Item, catalogue: Catalogue) -> str:
    amount = "" if item.quantity is None else str(item.quantity)
    if item.sku:
        return f"{item.sku}:{amount}"
    name = item.name or ""
    fitting = _called(name, catalogue)
    if fitting:
        return f"{','.join(fitting)}:{amount}"
    return f"?{name[:WORDS_LENGTH].replace(':', ' ').strip()}:{amount}"


def _called(name: str, catalogue: Catalogue) -> list[str]:
    """The parts that all words of a name fit, as far as the catalogue knows them."""
    return fitting(name, catalogue)[:FITTING_MOST]


def _with_all(words: list[str], catalogue: Catalogue) -> list[str]:
    if not words:
        return []
    bits, families = catalogue.with_word[words[0]], 0
    for word in words:
        bits &= catalogue.with_word[word]
        families |= catalogue.of_family.get(word, 0)
    found = catalogue.some((bits & families) or bits)
    return sorted(part.sku for part in found)[:FITTING_MOST]


def _quantity(text: str) -> Slots | None:
    if _ODD_SIGNS & set(text):
        return None
    counted = count(text)
    return {"pieces": str(counted[0].value)} if len(counted) == 1 else None
