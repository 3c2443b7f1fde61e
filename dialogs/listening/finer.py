"""What an office tells apart within an intent: which messages are refused, what is cancelled."""

from dataclasses import replace

from dialogs.listening.hearing import Hearing
from dialogs.listening.meaning import Understanding
from dialogs.listening.vocabulary import vocabulary

STOP_OFFERS, START_OFFERS = "stop_offers", "start_offers"
CANCEL_BOOKING, CANCEL_ORDER = "cancel_booking", "cancel_order"
_OF_OFFERS = {"stop": STOP_OFFERS, "start": START_OFFERS}
_BOOKED = frozenset({"queue", "booking", "my_booking", "visit", "@service", "@ticket"})
_ORDERED = frozenset({"order_noun", "buy_word", "parts_word", "@part", "@goods"})


def narrowed(reading: Understanding, hearing: Hearing) -> Understanding:
    """The reading with its finer meaning, where the words have one."""
    if reading.intent in _OF_OFFERS:
        return _of_offers(reading, hearing)
    if reading.intent == "cancel":
        return _of_what(reading, hearing)
    label = vocabulary().labels.get(reading.intent)
    return reading if label is None else replace(reading, intent=label, finer=reading.intent)


def _of_offers(reading: Understanding, hearing: Hearing) -> Understanding:
    """Offers alone, or everything; who says both is to be asked."""
    if "offers" not in hearing.present:
        return reading
    offers = replace(reading, finer=_OF_OFFERS[reading.intent], others=())
    if "everything" not in hearing.present:
        return offers
    return replace(reading, others=(offers, *reading.others))


def _of_what(reading: Understanding, hearing: Hearing) -> Understanding:
    is_booked = not _BOOKED.isdisjoint(hearing.present)
    is_ordered = not _ORDERED.isdisjoint(hearing.present)
    if is_booked == is_ordered:
        return reading
    return replace(reading, finer=CANCEL_BOOKING if is_booked else CANCEL_ORDER)
