"""Ears of the office's flows: what the listeners find in a message, as slots.

Where a flow has just asked for the value, an ear whose name begins with `asked_` hears more.
"""

from functools import cache

from dialogs.engine.ears import Either, Slots
from dialogs.engine.heard import Heard
from dialogs.listening import codes, dates, goods, times
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.vocabulary import vocabulary

SURE = 0.5
"""A listener's second reading below this is left aside."""
MARKS_MOST = 100


def service(heard: Heard) -> Slots | None:
    """A service by any of its names."""
    readings = goods.services(heard.text, _catalogue(heard))
    return {"service": readings[0].value} if readings else None


def day(heard: Heard) -> Slots | None:
    """A day to come, by name or date."""
    return _day(heard, asked=False)


def asked_day(heard: Heard) -> Slots | None:
    """The same where a day was asked for: a number alone is the day of a month."""
    return _day(heard, asked=True)


def clock_time(heard: Heard) -> Slots | None:
    """A time of the day; at night nobody comes, so that of two readings the first will do."""
    return _time(heard, asked=False)


def asked_time(heard: Heard) -> Slots | None:
    """The same where a time was asked for: a number alone is an hour."""
    return _time(heard, asked=True)


def ticket(heard: Heard) -> Slots | None:
    """A ticket of the queue, as A-012."""
    readings = codes.ticket(heard.text)
    if not readings:
        return None
    letter, number = readings[0].value[0], readings[0].value[-3:]
    return {"ticket": f"{letter.upper()}-{number}"}


def marks(heard: Heard) -> Slots | None:
    """Several answers of a survey at once, in their order."""
    given = [word.strip(".,;#") for word in heard.text.split()]
    given = [mark for word in given for mark in (word if _is_run(word) else [word]) if mark]
    if not given or not all(mark.isdigit() and len(mark) == 1 for mark in given):
        return None
    return {"answers": given[:MARKS_MOST]}


def which_number(heard: Heard) -> Slots | None:
    """Which of a row, from 1 to 9."""
    word = heard.text.strip(" .#")
    return {"number": word} if len(word) == 1 and word in "123456789" else None


def anything(heard: Heard) -> Slots | None:
    """Whatever is said, in the person's own words."""
    said = (heard.written or heard.text).strip()
    return {"answer": said} if said else None


def skipping(words: str) -> Slots | None:
    """That a question is to be left out."""
    return {} if words.strip(" .!") in {"LEWATI", "LEWAT", "SKIP", "LANJUT", "NEXT"} else None


def _day(heard: Heard, *, asked: bool) -> Slots | None:
    if heard.today is None:
        return None
    readings = dates.day(heard.text, today=heard.today, asked=asked)
    sure = [reading.value.isoformat() for reading in readings if reading.confidence >= SURE]
    if not sure:
        return None
    return {"date": sure[0] if len(sure) == 1 else Either(sure)}


def _time(heard: Heard, *, asked: bool) -> Slots | None:
    readings = times.clock_time(heard.text, asked=asked)
    return {"time": readings[0].value} if readings else None


def _is_run(word: str) -> bool:
    """`443444`: marks written without anything between them."""
    return word.isdigit() and len(word) > 1


def _catalogue(heard: Heard) -> Catalogue:
    return heard.catalogue if isinstance(heard.catalogue, Catalogue) else _services_alone()


@cache
def _services_alone() -> Catalogue:
    """The services that the vocabulary names, for an office that lends no catalogue."""
    return Catalogue.of({"services": [{"code": code} for code in vocabulary().goods.services]})


for _ear in (
    *(service, day, asked_day, clock_time, asked_time, ticket),
    *(marks, which_number, anything),
):
    _ear.hears_all = True  # type: ignore[attr-defined]
