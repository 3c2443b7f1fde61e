"""A message as the answer to the open question, whichever that is."""

from dataclasses import replace
from typing import Any

from dialogs.listening.answers import consent, marks, marks_in, place
from dialogs.listening.concepts import Spoken
from dialogs.listening.found import Found
from dialogs.listening.goods import items_in
from dialogs.listening.hearing import Hearing
from dialogs.listening.meaning import ANSWER, ENOUGH, WEIGHTIEST, Slots, Understanding
from dialogs.listening.told import HIGHEST_MARK, LOWEST_MARK, doubts_of, told, values_of
from dialogs.listening.vocabulary import vocabulary

PURE, MIXED, EACH_LEFT = 7.9, 6.3, 0.7
"""The weight of an answer alone, of one beside another word, and what each more takes away."""
OWN = {
    "asked_case_code": ("track_case",),
    "asked_service": ("book_queue",),
    "asked_date": ("book_queue",),
    "asked_slot": ("book_queue",),
    "asked_item": ("order_part",),
    "asked_quantity": ("order_part",),
    "survey_scale_1_5": ("answer_survey",),
    "survey_yes_no": ("answer_survey",),
}
"""The wish that an open question belongs to: whoever repeats it and answers, answers."""
_PLAIN_WORDS = {
    "asked_case_code": ("label", "papers", "check", "mine"),
    "asked_service": ("label", "make", "booking", "queue", "want", "visit", "mine", "correction"),
    "asked_date": ("label", "booking", "visit", "want", "vague_day", "correction", "make", "mine"),
    "asked_slot": ("label", "booking", "visit", "want", "correction", "lowest", "highest", "mine"),
    "asked_item": ("label", "buy", "want", "buy_word", "correction", "joiner", "mine"),
    "asked_quantity": ("label", "buy", "want", "buy_word", "correction", "joiner"),
    "survey_scale_1_5": (
        "label",
        "score_words",
        "very",
        "less",
        "good_score",
        "great_score",
        "bad_score",
        "awful_score",
        "middle_score",
        "no",
        "survey",
    ),
}
"""What may stand beside an answer without making it something else."""
_BOOKED = ("service", "date", "time")


def answer(hearing: Hearing) -> Understanding | None:
    """The reading of a message as the answer to the open question."""
    context = hearing.context
    if context == "menu_shown":
        return _menu_choice(hearing)
    if context.startswith("confirm"):
        return _confirmation(hearing)
    if context == "survey_yes_no":
        return _yes_no_answer(hearing)
    if context == "survey_scale_1_5":
        return _mark(hearing)
    if context in _ANSWERS:
        return _ANSWERS[context](hearing)
    return None


def _menu_choice(hearing: Hearing) -> Understanding | None:
    options = hearing.catalogue.options.get("menu_shown", ())
    at = place(hearing.message, hearing.spoken, len(options))
    if at is not None:
        return Understanding(options[at], {}, 0.9)
    bare = hearing.message.text.strip(" .")
    return Understanding("talk_to_staff", {}, 0.8) if bare == "0" else None


def _confirmation(hearing: Hearing) -> Understanding | None:
    message, spoken = hearing.message, hearing.spoken
    for reading in consent(message, spoken):
        intent = "confirm_yes" if reading.value else "confirm_no"
        weight = 0.83 if reading.confidence > 0.8 else 0.68  # noqa: PLR2004
        if not reading.value and "change" in spoken:
            return Understanding(intent, _changed(hearing), 0.69)
        return Understanding(intent, {}, weight)
    if "change" in spoken or "correction" in spoken:
        changed = _changed(hearing)
        return Understanding(
            "confirm_no", changed, 0.76 if _asks_otherwise(changed, spoken) else 0.55
        )
    changed = _changed(hearing)
    return Understanding(ANSWER, changed, 0.5) if changed else None


def _asks_otherwise(changed: Slots, spoken: Spoken) -> bool:
    """Whether another day or time is asked for, whatever else is talked about."""
    return "reschedule" in spoken and bool(changed)


def _changed(hearing: Hearing) -> Slots:
    wanted = ("date", "time", "service") if hearing.context == "confirm_booking" else ("items",)
    values = {name: value for name, value in values_of(hearing).items() if name in wanted}
    if hearing.context == "confirm_order" and not values and hearing.numbers:
        values["quantity"] = hearing.numbers[0].value
    return values


def _yes_no_answer(hearing: Hearing) -> Understanding | None:
    if consent(hearing.message, hearing.spoken):
        return Understanding(ANSWER, {}, 0.83)
    if hearing.present & {"yes", "no", "less", "have", "label", "fee"}:
        return Understanding(ANSWER, {}, 0.67)
    return Understanding(ANSWER, {}, 0.45)


def _mark(hearing: Hearing) -> Understanding | None:
    several = marks_in(hearing.message, LOWEST_MARK, HIGHEST_MARK)
    if several:
        rest = hearing.unexplained(hearing.numbers, _PLAIN_WORDS["survey_scale_1_5"])
        slot = several[0] if len(several) == 1 else several
        return _weighed({"scale": slot}, rest)
    felt = marks(hearing.message, hearing.spoken, LOWEST_MARK, HIGHEST_MARK)
    if felt:
        rest = hearing.unexplained((), _PLAIN_WORDS["survey_scale_1_5"])
        return _weighed({"scale": felt[0].value}, rest)
    return Understanding(ANSWER, {}, 0.5) if hearing.numbers else None


def _case_answer(hearing: Hearing) -> Understanding | None:
    found = [*hearing.cases[:1], *hearing.identities[:1], *hearing.phones[:1]]
    names = [
        name
        for name, values in (
            ("case_code", hearing.cases),
            ("nik", hearing.identities),
            ("phone", hearing.phones),
        )
        if values
    ]
    if not found:
        return Understanding(ANSWER, {}, 0.4) if hearing.numbers else None
    slots = {name: each.value for name, each in zip(names, found, strict=True)}
    return _weighed(slots, hearing.unexplained(found, _PLAIN_WORDS[hearing.context]))


def _service_answer(hearing: Hearing) -> Understanding | None:
    options = hearing.catalogue.options.get("asked_service", ())
    at = place(hearing.message, hearing.spoken, len(options))
    if at is not None:
        return _weighed({"service": options[at]}, 0)
    return _booking_answer(hearing, "services")


def _date_answer(hearing: Hearing) -> Understanding | None:
    return _booking_answer(hearing, "days")


def _slot_answer(hearing: Hearing) -> Understanding | None:
    options = hearing.catalogue.options.get("asked_slot", ())
    says_hour = bool({"jam", "at"} & {word.text for word in hearing.message.words})
    at = None if says_hour else place(hearing.message, hearing.spoken, len(options))
    if at is not None:
        return _weighed({"time": options[at]}, 0)
    if "vague_time" in hearing.spoken and not hearing.unexplained((), ("vague_time", "label")):
        return _weighed({}, 0)
    return _booking_answer(hearing, "times")


def _booking_answer(hearing: Hearing, asked: str) -> Understanding | None:
    """Service, day and time in any order; the one that was asked for weighs most."""
    found: list[Found[Any]] = [*hearing.services, *hearing.days, *hearing.times]
    if not found:
        return Understanding(ANSWER, {}, 0.35) if hearing.numbers else None
    values = values_of(hearing)
    slots: Slots = {name: values[name] for name in _BOOKED if name in values}
    reading = _weighed(slots, hearing.unexplained(found, _PLAIN_WORDS[hearing.context]))
    reading = replace(reading, doubts=doubts_of(hearing))
    is_corrected = "correction" in hearing.spoken
    if not getattr(hearing, asked) and not is_corrected:
        return replace(reading, confidence=reading.confidence - 0.1)
    return reading


def _item_answer(hearing: Hearing) -> Understanding | None:
    found = hearing.items or items_in(hearing.message, hearing.catalogue, asked=True)
    if not found:
        return None
    slots = {"items": [told(each.value) for each in found]}
    values: list[Found[Any]] = [*found, *hearing.numbers]
    reading = _weighed(slots, hearing.unexplained(values, _PLAIN_WORDS["asked_item"]))
    return reading if hearing.items else replace(reading, confidence=reading.confidence / 2)


def _quantity_answer(hearing: Hearing) -> Understanding | None:
    if hearing.items:
        return _item_answer(hearing)
    if not hearing.numbers:
        return None
    measures = hearing.unexplained(hearing.numbers, _PLAIN_WORDS["asked_quantity"])
    units = vocabulary().numbers.measures
    rest = measures - sum(word.text in units for word in hearing.message.words)
    return _weighed({"quantity": hearing.numbers[-1].value}, max(rest, 0))


_ANSWERS = {
    "asked_case_code": _case_answer,
    "asked_service": _service_answer,
    "asked_date": _date_answer,
    "asked_slot": _slot_answer,
    "asked_item": _item_answer,
    "asked_quantity": _quantity_answer,
}


def _weighed(slots: Slots, rest: int) -> Understanding:
    weight = PURE if rest == 0 else MIXED - EACH_LEFT * (rest - 1)
    return Understanding(ANSWER, slots, max(weight, ENOUGH) / WEIGHTIEST)
