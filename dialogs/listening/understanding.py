"""What a message means while a question is open, or none is: an intent with its values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

from dialogs.listening.answers import consent, marks, marks_in, place, yes_or_no
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.concepts import covered
from dialogs.listening.found import Found
from dialogs.listening.goods import Item, items_in
from dialogs.listening.hearing import Hearing
from dialogs.listening.noise import is_advertised, is_code, is_mashed
from dialogs.listening.rules import Wish, wishes
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import plain

Slots: TypeAlias = Mapping[str, object]

IDLE = "idle"
UNKNOWN, NOISE, ANSWER = "unknown", "abusive_or_noise", "answer"
NEAR = 0.3
"""Two readings whose weights differ by less are a question to ask back."""
ENOUGH = 3.0
STRONG = 6.0
WEIGHTIEST = 10.0
PURE, MIXED, EACH_LEFT = 7.9, 6.3, 0.7
MOST_SPLITS = 3
CODE_WEIGHT, SCAM_WEIGHT, MASH_WEIGHT = 9.6, 8.95, 5.0
COURTESY_WEIGHT = 7.2
LOWEST_MARK, HIGHEST_MARK = 1, 5

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
_BREAK = re.compile(r"[.!?;\n]\s+|,\s+")
_AND = frozenset(
    {"dan", "sama", "terus", "lalu", "sekalian", "and", "also", "then", "plus", "juga", "kemudian"}
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """One reading of a message; `others` stand so near that one should ask back."""

    intent: str
    slots: Slots = field(default_factory=dict)
    confidence: float = 0.0
    others: tuple["Understanding", ...] = ()
    then: "Understanding | None" = None
    """The second request of a message that holds two."""
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further values that a date or a time may have, to ask back."""


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
        both = _two(hearing, language)
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
    readings = sorted(_readings(hearing, language), key=lambda reading: -reading.confidence)
    if not readings or readings[0].confidence * WEIGHTIEST < ENOUGH:
        return Understanding(UNKNOWN, {}, 0.5)
    best = readings[0]
    near = tuple(
        each
        for each in readings[1:]
        if best.confidence - each.confidence < NEAR / WEIGHTIEST and each.intent != best.intent
    )
    return replace(best, others=near)


def _readings(hearing: Hearing, language: str) -> Iterator[Understanding]:
    answer = _answer(hearing)
    if answer is not None:
        yield answer
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
        elif wish.intent in own and answer is not None and answer.slots:
            yield replace(answer, confidence=max(answer.confidence, wish.weight / WEIGHTIEST))
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
    slots = {name: value for name, value in _values(hearing).items() if name in named}
    doubts = {name: others for name, others in _doubts(hearing).items() if name in slots}
    return Understanding(wish.intent, slots, wish.weight / WEIGHTIEST, doubts=doubts)


def _doubts(hearing: Hearing) -> dict[str, tuple[str, ...]]:
    """What else a date or a time may be: further readings, and further ones that were named."""
    days = [
        each.isoformat()
        for found in hearing.days
        for each in (found.value, *(reading.value for reading in found.others))
    ]
    times = [
        each
        for found in hearing.times
        for each in (found.value, *(reading.value for reading in found.others))
    ]
    several = {"date": list(dict.fromkeys(days))[1:], "time": list(dict.fromkeys(times))[1:]}
    return {name: tuple(values) for name, values in several.items() if values}


def _values(hearing: Hearing) -> dict[str, object]:
    """The first of every kind of value; items and marks all."""
    values: dict[str, object] = {}
    firsts: tuple[tuple[str, list[Found[str]]], ...] = (
        ("case_code", hearing.cases),
        ("service", hearing.services),
        ("time", hearing.times),
        ("phone", hearing.phones),
        ("nik", hearing.identities),
    )
    for name, found in firsts:
        if found:
            values[name] = found[0].value
    if hearing.days:
        values["date"] = hearing.days[0].value.isoformat()
    if hearing.items:
        values["items"] = [_told(each.value) for each in hearing.items]
    scores = marks_in(hearing.message, LOWEST_MARK, HIGHEST_MARK)
    if scores:
        values["scale"] = scores
    return values


def _told(item: Item) -> dict[str, object]:
    told: dict[str, object] = {"sku": item.sku} if item.sku else {"name": item.name}
    return told if item.quantity is None else {**told, "qty": item.quantity}


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


def _answer(hearing: Hearing) -> Understanding | None:
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
        return Understanding("confirm_no", _changed(hearing), 0.55)
    changed = _changed(hearing)
    return Understanding(ANSWER, changed, 0.5) if changed else None


def _changed(hearing: Hearing) -> Slots:
    wanted = ("date", "time", "service") if hearing.context == "confirm_booking" else ("items",)
    values = {name: value for name, value in _values(hearing).items() if name in wanted}
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
    return _booking_answer(hearing, "times")


def _booking_answer(hearing: Hearing, asked: str) -> Understanding | None:
    """Service, day and time in any order; the one that was asked for weighs most."""
    found: list[Found[Any]] = [*hearing.services, *hearing.days, *hearing.times]
    if not found:
        return Understanding(ANSWER, {}, 0.35) if hearing.numbers else None
    values = _values(hearing)
    slots: Slots = {name: values[name] for name in _BOOKED if name in values}
    reading = _weighed(slots, hearing.unexplained(found, _PLAIN_WORDS[hearing.context]))
    reading = replace(reading, doubts=_doubts(hearing))
    is_corrected = "correction" in hearing.spoken
    if not getattr(hearing, asked) and not is_corrected:
        return replace(reading, confidence=reading.confidence - 0.1)
    return reading


def _item_answer(hearing: Hearing) -> Understanding | None:
    found = hearing.items or items_in(hearing.message, hearing.catalogue, asked=True)
    if not found:
        return None
    slots = {"items": [_told(each.value) for each in found]}
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


def _two(hearing: Hearing, language: str) -> Understanding | None:
    """Two requests in one message: the first with the second behind it."""
    for cut, after in _cuts(hearing):
        halves = [
            _one(replace_text(hearing, text), language)
            for text in (hearing.message.text[:cut], hearing.message.text[after:])
            if text.strip()
        ]
        if len(halves) != 2:  # noqa: PLR2004
            continue
        first, second = halves
        if first.intent != second.intent and all(_is_request(each) for each in halves):
            return replace(first, slots={**second.slots, **first.slots}, then=second)
    return None


def _is_request(reading: Understanding) -> bool:
    manners = (UNKNOWN, NOISE, ANSWER, "greeting", "thanks", "help", "back", "menu")
    return reading.confidence * WEIGHTIEST >= STRONG and reading.intent not in manners


def _cuts(hearing: Hearing) -> list[tuple[int, int]]:
    words = hearing.message.words
    cuts = [(word.start, word.end) for word in words[1:-1] if word.text in _AND]
    cuts += [found.span() for found in _BREAK.finditer(hearing.message.text)]
    return sorted(cuts)[:MOST_SPLITS]


def replace_text(hearing: Hearing, text: str) -> Hearing:
    """The same situation with other words."""
    message = hearing.catalogue.speller.split(text.strip())
    return Hearing(message, hearing.context, hearing.today, hearing.catalogue)
