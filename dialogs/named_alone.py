"""The ear for a service by its name alone: whoever says no more is asked what about it."""

import re
from dataclasses import replace

from dialogs.engine.ears import Slots
from dialogs.engine.heard import Heard, plain
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.services import services_in
from dialogs.listening.words import said

_MOST = 40
_AROUND = " .,!?"
_INSTEAD = re.compile(
    r"(?:(?:BUKAN|BKN|NO|NOT THAT|NOPE|SALAH|TIDAK|GAK|NGGAK|EH|SORRY|MAAF|WRONG|GANTI|UBAH|JADI"
    r"|MAKSUD(?:NYA| SAYA|KU)?|I MEANT?|CHANGE (?:IT )?TO|MAKE IT|INSTEAD|THE|FOR|UNTUK|YANG"
    r"|TAPI|BUT|(?:YANG )?(?:ITU|INI)|KE|IT'?S)[ ,.!:]+)+"
)


def bare_service(heard: Heard) -> Slots | None:
    """A service's name or code and nothing else."""
    words = heard.text.strip(_AROUND)
    if not isinstance(heard.catalogue, Catalogue) or not 0 < len(words) <= _MOST:
        return None
    message = said(words, heard.catalogue.speller)
    found = services_in(message, heard.catalogue, asked=True)
    if len(found) != 1 or not message.words:
        return None
    is_whole = found[0].start <= message.words[0].start and found[0].end >= message.words[-1].end
    return {"service": found[0].value} if is_whole else None


def other_service(heard: Heard) -> Slots | None:
    """Another service than the one offered: "bukan, ktp", "no, I meant the family card"."""
    words = plain(heard.text).strip(_AROUND)
    found = _INSTEAD.match(words)
    if not found or found.end() == len(words):
        return None
    return bare_service(replace(heard, text=words[found.end() :]))


other_service.hears_all = True  # type: ignore[attr-defined]
bare_service.hears_all = True  # type: ignore[attr-defined]
