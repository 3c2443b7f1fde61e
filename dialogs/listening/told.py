"""The values of a message, as the slots of its meaning."""

from dialogs.listening.answers import marks_in
from dialogs.listening.found import Found
from dialogs.listening.goods import Item
from dialogs.listening.hearing import Hearing
from dialogs.listening.services import is_choice

LOWEST_MARK, HIGHEST_MARK = 1, 5


def doubts_of(hearing: Hearing) -> dict[str, tuple[str, ...]]:
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
    if is_choice(hearing.message, hearing.services):
        several["service"] = list(dict.fromkeys(each.value for each in hearing.services))[1:]
    return {name: tuple(values) for name, values in several.items() if values}


def values_of(hearing: Hearing) -> dict[str, object]:
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
        values["items"] = [told(each.value) for each in hearing.items]
    scores = marks_in(hearing.message, LOWEST_MARK, HIGHEST_MARK)
    if scores:
        values["scale"] = scores
    return values


def told(item: Item) -> dict[str, object]:
    named: dict[str, object] = {"sku": item.sku} if item.sku else {"name": item.name}
    return named if item.quantity is None else {**named, "qty": item.quantity}
