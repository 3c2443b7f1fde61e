"""What somebody wrote to a person, offered to the bot as the answer to the question it had open.

While the offer stands it is kept beside the talk's snapshot; it ends with whatever comes next.
"""

from collections.abc import Sequence

import msgspec

from dialogs.engine.counter import Counter
from dialogs.engine.turn import choice_label
from dialogs.engine.vocabulary import CHOICE_WORDS
from models.terms.channel import Inbound, Style
from server import words

OFFERED_LONGEST = 160
"""More than this is no answer to one question."""
YES, NO = "offer=yes", "offer=no"
_MASK = "****"
"""Of an identity number that is not kept as it was written."""


class Offer(msgspec.Struct):
    """A snapshot with an offer; without one it is stored bare."""

    offered: str
    dialog: str


_DECODER = msgspec.json.Decoder(Offer)


def joined(wrote: Sequence[str]) -> str | None:
    """What may be offered of these lines: as many of the last as make one answer."""
    text = ""
    for line in reversed([each.strip() for each in wrote]):
        longer = f"{line} {text}".strip()
        if not line or _MASK in line:
            continue
        if len(longer) > OFFERED_LONGEST:
            break
        text = longer
    return text or None


def with_offer(dialog: str, offered: str) -> str:
    """The snapshot as it is stored while the offer stands."""
    return msgspec.json.encode(Offer(offered, dialog)).decode()


def without_offer(stored: str | None) -> tuple[str | None, str | None]:
    """What was offered, if anything, and the bare snapshot."""
    if stored is None or not stored.startswith("{"):
        return None, stored
    try:
        offer = _DECODER.decode(stored)
    except (msgspec.MsgspecError, UnicodeError):
        return None, None
    return offer.offered, offer.dialog


def answered(inbound: Inbound) -> bool | None:
    """Yes or no to the offer; None when something else was said."""
    if inbound.choice is not None:
        return {YES: True, NO: False}.get(inbound.choice)
    said = inbound.text.strip(" .!").upper()
    if said == "1" or said in CHOICE_WORDS["yes"]:
        return True
    if said == "2" or said in CHOICE_WORDS["no"]:
        return False
    return None


def label_of(counter: Counter, choice: str, language: str) -> str | None:
    """How a pressed button reads in a thread, that of an offer or of a dialog."""
    if choice not in (YES, NO):
        return choice_label(counter, choice, language)
    _, yes, no = words.offer("", language=language)
    return yes if choice == YES else no


def asked(offered: str, *, style: Style, language: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The offer's words and its buttons; where there are none, numbers stand in the words."""
    question, yes, no = words.offer(offered, language=language)
    if style is Style.RICH:
        return question, ((YES, yes), (NO, no))
    return f"{question}\n1 {yes}\n2 {no}", ()
