"""What `dialogs.listening` understands, as the engine takes it: a dialog's name, with slots."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.ears import NOTHING, goods_slots
from dialogs.engine.counter import Wish
from dialogs.engine.ears import Either, Slots
from dialogs.engine.heard import Heard
from dialogs.engine.script import Ask
from dialogs.engine.vocabulary import OFFER
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.concepts import concepts_in
from dialogs.listening.goods import Item
from dialogs.listening.meaning import IDLE, Understanding
from dialogs.listening.sameness import same_words
from dialogs.listening.understanding import understand
from dialogs.listening.words import said

SURE = 0.8
"""A yes or no that is less sure is asked again: what follows it may cost."""
ABUSIVE = "abusive_or_noise"
CALM = "keep_calm"
"""The dialog that answers an insult."""
NO_WISH = frozenset({"unknown", ABUSIVE})
CONFIRMED = {"confirm_yes": "yes", "confirm_no": "no"}
_LABELLED = {"talk_to_staff": OFFER}
"""A label alone calls nobody: a person is offered."""
_FINER = {
    "stop_offers": "opt_out_offers",
    "start_offers": "opt_in_offers",
    "cancel_booking": "give_up_ticket",
    "cancel_order": "give_up_order",
}
"""The dialog of what is told apart within an intent, where it has another name."""
_RENAMED = {"case_code": "number", "scale": "score"}


def wishes(heard: Heard, question: Ask | None) -> Wish | None:
    """What a message asks for while this question is open; None where nothing was understood."""
    if heard.today is None:
        return None
    catalogue = heard.catalogue or NOTHING
    context = _context(question)
    if context == IDLE and catalogue.labelled:
        intent = catalogue.labelled.get(same_words(heard.text))
        if intent is not None:
            return Wish(_LABELLED.get(intent, intent))
    understood = understand(heard.text, context=context, today=heard.today, catalogue=catalogue)
    if context != IDLE and understood.intent == "cancel":
        understood = replace(understood, finer="")
    if understood.intent == ABUSIVE and "insult" in concepts_in(
        said(heard.text, catalogue.speller)
    ):
        return Wish(CALM)
    return _wish(understood, catalogue) if _intent(understood) not in NO_WISH else None


def _intent(understood: Understanding) -> str:
    finer = understood.finer
    return _FINER.get(finer, finer) if finer else understood.intent


def _context(question: Ask | None) -> str:
    if question is None or question.is_loose:
        return IDLE
    if question.context is not None:
        return question.context
    return "confirm" if {"yes", "no"} <= question.choices.keys() else "asked"


def _wish(understood: Understanding, catalogue: Catalogue) -> Wish | None:
    word = CONFIRMED.get(understood.intent)
    if word is not None:
        is_sure = understood.confidence > SURE and not understood.others and not understood.slots
        return Wish("answer", {"choice": word}) if is_sure else None
    others = tuple(name for name in map(_intent, understood.others) if name not in NO_WISH)
    second = _wish(understood.then, catalogue) if understood.then else None
    slots = _slots(understood.slots, catalogue)
    if also := understood.doubts.get("service"):
        slots = {**slots, "service": Either((str(slots["service"]), *also))}
    return Wish(_intent(understood), slots, others, second, understood.confidence)


def _slots(told: Mapping[str, Any], catalogue: Catalogue) -> Slots:
    slots: dict[str, Any] = {
        _RENAMED.get(name, name): value for name, value in told.items() if name != "items"
    }
    if told.get("items"):
        slots |= goods_slots([_item(each) for each in told["items"]], catalogue)
    if isinstance(slots.get("score"), list):
        slots["scores"] = [str(each) for each in slots.pop("score")]
    return slots


def _item(told: Mapping[str, Any]) -> Item:
    return Item(told.get("sku"), told.get("name"), told.get("qty"))
