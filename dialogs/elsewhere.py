"""The ear for papers that other offices make: whoever asks for one is told so."""

import re

from dialogs.engine.ears import Slots
from dialogs.engine.heard import Heard, plain
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.services import services_in
from dialogs.listening.words import said

WORDS_MOST = 12
"""A longer message tells a story, in which such a paper may only occur."""
_LETTERS = 4
_PAPERS = re.compile(
    r"\b(?:PASPOR|PASSPORT|SIM(?! (?:CARD|HP))|STNK|BPKB|SKCK|NPWP|BPJS|VISA|IMB|NIB|SIUP"
    r"|DRIV(?:ING|ER'?S?) LICEN[CS]E|IZIN USAHA|BUKU NIKAH|SERTIFIKAT (?:TANAH|RUMAH))\b"
)


def not_ours(heard: Heard) -> Slots | None:
    """A paper of another office, where none of ours is named beside it."""
    words = plain(heard.text)
    found = _PAPERS.search(words)
    if found is None or len(words.split()) > WORDS_MOST:
        return None
    catalogue = heard.catalogue if isinstance(heard.catalogue, Catalogue) else Catalogue.of({})
    if services_in(said(words, catalogue.speller), catalogue):
        return None
    named = found.group()
    return {"foreign": named if len(named) <= _LETTERS else named.lower()}


not_ours.hears_all = True  # type: ignore[attr-defined]
