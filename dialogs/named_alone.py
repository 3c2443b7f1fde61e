"""The ear for a service by its name alone: whoever says no more is asked what about it."""

from dialogs.engine.ears import Slots
from dialogs.engine.heard import Heard
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.services import services_in
from dialogs.listening.words import said

_MOST = 40
_AROUND = " .,!?"


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


bare_service.hears_all = True  # type: ignore[attr-defined]
