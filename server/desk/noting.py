"""What the notes in a thread say of acts on cases, tickets and orders: who did what."""

import re
from collections.abc import Mapping

from dialogs.engine.wording import say
from models.cases.rules import CaseStage
from models.orders.rules import OrderStage
from models.terms.channel import Style
from models.terms.words import N_
from server import words

PHRASES: Mapping[str, str] = {
    "stage": N_("{staff}: {number} is now {stage}."),
    "receive": N_("{staff}: for {number} this has come: {paper}."),
    "papers_link": N_("{staff}: a link to hand in papers for {number} was sent."),
    "check_in": N_("{staff}: whoever has ticket {number} is here."),
    "call": N_("{staff}: ticket {number} is called to counter {counter}."),
    "recall": N_("{staff}: ticket {number} is called to counter {counter} once more."),
    "hold": N_("{staff}: ticket {number} is set aside."),
    "resume": N_("{staff}: ticket {number} is back in the line."),
    "serve": N_("{staff}: ticket {number} is served."),
    "miss": N_("{staff}: nobody came for ticket {number}."),
    "move": N_("{staff}: ticket {number} is now for {day} at {time}."),
    "cancel": N_("{staff}: ticket {number} is given back."),
    "nik": N_("{staff} looked at the whole identity number: {reason}"),
    "open_case": N_("{staff}: case {number} was opened."),
    "open_order": N_("{staff}: order {number} was entered."),
}
_PLACE = re.compile(r"\{(\w+)\}")


def note(what: str, *, language: str, **values: str) -> str:
    """The line of one act, in the thread's language."""
    phrase = words.catalogue(language).gettext(PHRASES[what])
    return _PLACE.sub(lambda place: values[place[1]], phrase)


def stage(reached: CaseStage | OrderStage, *, language: str) -> str:
    """A stage as people read it."""
    kind = "case_stage" if isinstance(reached, CaseStage) else "order_stage"
    return say(reached.value, kind, language=language, style=Style.RICH)


def day(iso: str, *, language: str) -> str:
    """A date as people read it."""
    return say(iso, "date", language=language, style=Style.RICH)
