"""What a message means while a question is open, or none is: the heaviest of its readings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from dialogs.listening.answers import yes_or_no
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.concepts import covered
from dialogs.listening.finer import narrowed
from dialogs.listening.halves import both_in
from dialogs.listening.hearing import Hearing
from dialogs.listening.meaning import (
    ENOUGH,
    IDLE,
    NOISE,
    UNKNOWN,
    WEIGHTIEST,
    Understanding,
)
from dialogs.listening.noise import is_advertised, is_code, is_mashed
from dialogs.listening.open_question import OWN, answer
from dialogs.listening.rules import Wish, wishes
from dialogs.listening.told import doubts_of, values_of
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import plain

NEAR = 0.3
"""Two readings whose weights differ by less are a question to ask back."""
CODE_WEIGHT, SCAM_WEIGHT, MASH_WEIGHT = 9.6, 8.95, 5.0
COURTESY_WEIGHT = 7.2


def understand(
    text: str, *, context: str, today: date, catalogue: Catalogue, language: str = "id"
) -> Understanding:
    """What a message means. `language` is the one the person reads; it settles BAHASA alone."""
    cleaned = plain(text)
    if is_code(cleaned):
        return Understanding(NOISE, {}, CODE_WEIGHT / WEIGHTIEST)
    hearing = Hearing(catalogue.speller.split(cleaned), context, today, catalogue)
    if not hearing.message.words:
        return _wordless(cleaned, context)
    if context in (IDLE, "menu_shown"):
        both = both_in(hearing, partial(_one, language=language))
        if both is not None:
            return both
    return _one(hearing, language)


def _wordless(text: str, context: str) -> Understanding:
    if text.strip(" !.") == "?" or (text and set(text) <= {"?", " "}):
        return Understanding("help", {}, 0.7)
    if context.startswith("confirm"):
        for reading in yes_or_no(text):
            return Understanding(
                "confirm_yes" if reading.value else "confirm_no", {}, reading.confidence
            )
    return Understanding(NOISE, {}, 0.6)


def _one(hearing: Hearing, language: str) -> Understanding:
    alone = _service_alone(hearing)
    if alone is not None:
        return alone
    readings = sorted(_readings(hearing, language), key=lambda reading: -reading.confidence)
    if not readings or readings[0].confidence * WEIGHTIEST < ENOUGH:
        return Understanding(UNKNOWN, {}, 0.5)
    best = readings[0]
    near = tuple(
        each
        for each in readings[1:]
        if best.confidence - each.confidence < NEAR / WEIGHTIEST and each.intent != best.intent
    )
    others = tuple(narrowed(each, hearing) for each in near)
    return narrowed(replace(best, others=others), hearing)


def _service_alone(hearing: Hearing) -> Understanding | None:
    """A service and nothing else says not what about it: all that it may mean, to ask back."""
    if hearing.context != IDLE or len(hearing.services) != 1:
        return None
    if hearing.unexplained(hearing.services):
        return None
    covers = [each for each in hearing.services if each.start == hearing.message.words[0].start]
    if not covers or covers[0].end != hearing.message.words[-1].end:
        return None
    slots = {"service": covers[0].value}
    first, *others = (
        Understanding(name, slots, 0.5) for name in ("requirements", "book_queue", "track_case")
    )
    return replace(others[0], others=(first, *others[1:]))


def _readings(hearing: Hearing, language: str) -> Iterator[Understanding]:
    answered = answer(hearing)
    if answered is not None:
        yield answered
    courtesy = _courtesy(hearing)
    if courtesy is not None:
        yield courtesy
    own = OWN.get(hearing.context, ())
    for wish in wishes(hearing):
        if wish.intent == "my_bookings" and hearing.context in OWN:
            is_back = "reschedule" in hearing.spoken
            yield (
                replace(_wished(wish, hearing), intent="back", slots={})
                if is_back
                else _wished(wish, hearing)
            )
        elif wish.intent in own and answered is not None and answered.slots:
            yield replace(answered, confidence=max(answered.confidence, wish.weight / WEIGHTIEST))
        else:
            yield _wished(wish, hearing)
    if "language" in hearing.spoken and not hearing.present & {"indonesian", "english"}:
        other = "language_en" if language == "id" else "language_id"
        yield Understanding(other, {}, 0.55)
    if is_advertised(hearing):
        yield Understanding(NOISE, {}, SCAM_WEIGHT / WEIGHTIEST)
    elif is_mashed(hearing):
        yield Understanding(NOISE, {}, MASH_WEIGHT / WEIGHTIEST)


def _wished(wish: Wish, hearing: Hearing) -> Understanding:
    named = vocabulary().slots.get(wish.intent, frozenset())
    slots = {name: value for name, value in values_of(hearing).items() if name in named}
    doubts = {name: others for name, others in doubts_of(hearing).items() if name in slots}
    return Understanding(wish.intent, slots, wish.weight / WEIGHTIEST, doubts=doubts)


def _courtesy(hearing: Hearing) -> Understanding | None:
    """A greeting or a thanks with nothing else in it."""
    spoken, count = hearing.spoken, len(hearing.message.words)
    everything = range(count)
    thanks = covered(spoken, ("thanks", "around_thanks", "address", "filler", "greeting"))
    if "thanks" in spoken and all(at in thanks for at in everything):
        return Understanding("thanks", {}, COURTESY_WEIGHT / WEIGHTIEST)
    greeting = covered(spoken, ("greeting", "around_greeting", "address", "filler"))
    is_hour = hearing.context in ("asked_date", "asked_slot") and count <= 2  # noqa: PLR2004
    if "greeting" in spoken and not is_hour and all(at in greeting for at in everything):
        return Understanding("greeting", {}, COURTESY_WEIGHT / WEIGHTIEST)
    assent = covered(spoken, ("assent", "address", "filler"))
    if hearing.context == IDLE and "assent" in spoken and all(at in assent for at in everything):
        return Understanding("thanks", {}, 0.4)
    return None
