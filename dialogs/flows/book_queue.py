"""A place in the queue: a service, a day, a time, and a yes; `ANTRI KTP BESOK JAM 9` says it all.

The first day with a place is offered at once, and any other day or time may be written instead;
who has a ticket on that day already is told so and offered the next.
A time that was chosen is kept for the person while they are asked to confirm.
"""

from dialogs.ears import asked_day, asked_time, clock_time, day, service
from dialogs.engine.script import Ask, Dialog, Do, End, Next, Tell
from dialogs.named_alone import other_service
from dialogs.offering_places import offering
from dialogs.parts_of_day import any_time, other_time, part_of_day
from dialogs.which_service import which_service


class BookQueue(Dialog):
    name = "book_queue"
    keywords = ("ANTRI", "ANTRE", "BOOKING", "BOOK", "QUEUE")
    words = ("AMBIL ANTREAN", "AMBIL ANTRIAN", "AMBIL NOMOR", "NOMOR ANTRIAN", "NOMOR ANTREAN")
    fills = (service, day, clock_time, part_of_day)
    twice = "service"
    reminds_after = 10
    expires_after = 30

    script = (
        offering(
            "offering",
            may_take=("service", "date", "time", "part", "is_any"),
            forgets=("is_any",),
            held="confirming",
            limit_reached="finding_other_day",
            unknown_service="listing",
        ),
        *which_service(
            say="book_queue.ask_service", then="offering", context="asked_service", is_loose=False
        ),
        Tell("telling_not_free", say="book_queue.not_free", then="asking_time", forgets=("time",)),
        Ask(
            "asking_time",
            say="book_queue.ask_time",
            offers="times",
            picks="time",
            worded="clock",
            at_once=3,
            hears={
                clock_time: "offering",
                any_time: "offering",
                day: "offering",
                part_of_day: "offering",
                asked_time: "offering",
            },
            choices={"other_day": "asking_date"},
            context="asked_slot",
            then="offering",
        ),
        Tell("telling_full", say="book_queue.full", then="asking_date", forgets=("date",)),
        Tell("telling_closed", say="book_queue.closed", then="asking_date", forgets=("date",)),
        Ask(
            "asking_date",
            say="book_queue.ask_date",
            offers="dates",
            picks="date",
            worded="date",
            at_once=1,
            hears={asked_day: "offering", part_of_day: "offering"},
            context="asked_date",
            then="offering",
        ),
        Ask(
            "confirming",
            say="book_queue.confirm",
            choices={"yes": "booking", "no": "declined"},
            context="confirm_booking",
            hears={
                day: "offering",
                clock_time: "offering",
                other_time: "offering",
                other_service: "offering",
                part_of_day: "offering_part",
            },
        ),
        offering(
            "offering_part",
            takes=("service",),
            may_take=("date", "part"),
            held="confirming",
            limit_reached="finding_other_day",
            unknown_service="listing",
        ),
        Next("finding_other_day", of="dates", reads=day, then="telling_has_one", done="has_one"),
        Tell("telling_has_one", say="book_queue.other_day", then="offering"),
        Do(
            "booking",
            "queues.book",
            takes=("service", "date", "time"),
            costs=True,
            booked="booked",
            taken="telling_taken",
            too_late="telling_taken",
            limit_reached="has_one",
            unknown_service="listing",
        ),
        Tell("telling_taken", say="book_queue.taken", then="offering", forgets=("time",)),
        End("booked", say="book_queue.booked"),
        End("has_one", say="book_queue.has_one"),
        End("declined", say="book_queue.declined"),
    )
