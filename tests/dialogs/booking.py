"""A dialog with everything the vocabulary has: said at once, offered from a list, confirmed.

It is an example for authors of dialogs; docs/dialogs/README.md tells it line by line.
"""

import re

from dialogs.engine.counter import Counter
from dialogs.engine.ears import Either
from dialogs.engine.script import Ask, Dialog, Do, End, Go, Tell
from dialogs.engine.soundness import phrases_of
from dialogs.phrases import PHRASES
from models.terms.request import Outcome
from tests.dialogs.home import OTHERS


def service(words):
    found = re.search(r"\b(KTP|KK)\b", words)
    return {"service": found[1].lower()} if found else None


def day(words):
    found = re.search(r"\b(BESOK|LUSA)\b", words)
    return {"date": {"BESOK": "2026-11-25", "LUSA": "2026-11-26"}[found[1]]} if found else None


def clock_time(words):
    found = re.search(r"\bJAM (\d\d?)\b( PAGI| MALAM)?", words)
    if not found:
        return None
    hour = int(found[1])
    if found[2] or hour > 7:
        return {"time": f"{hour + 12 * (found[2] == ' MALAM'):02}:00"}
    return {"time": Either((f"{hour:02}:00", f"{hour + 12:02}:00"))}


class Booking(Dialog):
    name = "booking"
    keywords = ("ANTRI",)
    fills = (service, day, clock_time)
    reminds_after = 10
    expires_after = 30

    script = (
        Ask(
            "asking_service",
            say="booking.ask_service",
            hears={service: "asking_date"},
            wants="service",
            worded="service",
            then="asking_date",
        ),
        Ask(
            "asking_date",
            say="booking.ask_date",
            hears={day: "finding"},
            wants="date",
            worded="date",
            then="finding",
        ),
        Do(
            "finding",
            "queues.find",
            takes=("service", "date"),
            keeps=("times",),
            open="asking_time",
            full="telling_full",
        ),
        Tell("telling_full", say="booking.full", then="asking_date", forgets=("date", "time")),
        Ask(
            "asking_time",
            say="booking.ask_time",
            offers="times",
            picks="time",
            wants="time",
            worded="clock",
            at_once=3,
            hears={clock_time: "confirming"},
            choices={"staff": "to_staff"},
            then="confirming",
        ),
        Ask(
            "confirming",
            say="booking.confirm",
            choices={"yes": "booking", "no": "declined"},
        ),
        Do(
            "booking",
            "queues.book",
            takes=("service", "date", "time"),
            costs=True,
            booked="booked",
            taken="telling_taken",
        ),
        Tell("telling_taken", say="booking.taken", then="finding", forgets=("time",)),
        Go("to_staff", "talk_to_staff"),
        End("booked", say="booking.booked"),
        End("declined", say="booking.declined"),
    )


def lend_phrases(monkeypatch, *dialogs):
    """Give the phrases of made-up dialogs words that are translated already."""
    for dialog in dialogs:
        for _, phrase in phrases_of(dialog):
            if phrase not in PHRASES:
                monkeypatch.setitem(PHRASES, phrase, PHRASES["track_case.choice.again"])


def booking_counter(monkeypatch, *dialogs, wishes=None):
    dialogs = dialogs or (Booking,)
    lend_phrases(monkeypatch, *dialogs)
    more = {"wishes": wishes} if wishes else {}
    return Counter((*dialogs, *OTHERS), **more)


TIMES = ["08:00", "09:00", "10:00", "11:00", "13:00"]
OUTCOMES = {
    "queues.find": Outcome("open", {"times": TIMES}),
    "queues.book": Outcome("booked", {"number": "A012"}),
}
