"""One's own tickets: seen, moved to another day or time, or given back; both after a yes."""

from functools import partial
from typing import ClassVar

from dialogs.ears import asked_day, asked_time, clock_time, day, ticket
from dialogs.engine.script import Ask, Dialog, Do, End, Tell
from dialogs.filling import wished_day, wished_time
from dialogs.noting import giving_up
from dialogs.offering_places import offering
from dialogs.parts_of_day import any_time, other_time, part_of_day
from dialogs.returning import moving

WISH = ("wished_date", "wished_time")
"""Where it is to be moved, if that was said before anybody asked."""

offering_other = partial(
    offering,
    held="confirming_move",
    limit_reached="telling_has_one",
    unknown_service="telling_not_yours",
)
"""Looks for another place than that of the ticket."""


class MyBookings(Dialog):
    name = "my_bookings"
    keywords = ("TIKET", "TICKET", "TICKETS", "TIKETKU")
    words = (
        *("ANTRIAN SAYA", "ANTREAN SAYA", "MY BOOKING", "MY BOOKINGS", "MY TICKET", "MY TICKETS"),
        *("UBAH JADWAL", "PINDAH JADWAL", "MOVE BOOKING"),
    )
    begins_on = ((moving, "listing"),)
    fills = (ticket, day, clock_time, wished_day, wished_time, part_of_day)
    reminds_after = 10
    expires_after = 30
    gives_up = "unchanged"
    retells: ClassVar = {"showing": "listing"}

    script = (
        Do(
            "listing",
            "queues.mine",
            may_take=("ticket", "wished_date", "wished_time"),
            keeps=("tickets", "names", "ticket", "service", "date", "time"),
            none="none",
            one="showing",
            one_to_move="offering_wish",
            not_yours="telling_not_yours",
            several="asking_ticket",
        ),
        Ask(
            "asking_ticket",
            say="my_bookings.ask_ticket",
            offers="tickets",
            picks="ticket",
            labels="names",
            at_once=3,
            hears={ticket: "listing"},
            then="listing",
        ),
        Tell(
            "telling_not_yours",
            say="my_bookings.not_yours",
            then="listing",
            forgets=("ticket",),
        ),
        Ask(
            "showing",
            say="my_bookings.show",
            choices={
                "move": "asking_day",
                "cancel": "confirming_cancel",
                "keep": "kept",
            },
            hears={day: "offering", clock_time: "offering"},
        ),
        Ask(
            "asking_day",
            say="my_bookings.ask_day",
            explain="my_bookings.explain_day",
            wants="wished_date",
            hears={asked_day: "offering", part_of_day: "offering"},
            then="offering_wish",
        ),
        offering_other(
            "offering_wish",
            takes=("ticket", "wished_date"),
            may_take=("wished_time", "time", "part", "is_any"),
            forgets=(*WISH, "is_any"),
        ),
        offering_other(
            "offering",
            takes=("ticket",),
            may_take=("date", "time", "part", "is_any"),
            forgets=(*WISH, "is_any"),
        ),
        Tell("telling_not_free", say="my_bookings.not_free", then="asking_time", forgets=("time",)),
        Ask(
            "asking_time",
            say="my_bookings.ask_time",
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
            choices={"other_day": "asking_day"},
            then="offering",
        ),
        Tell("telling_full", say="book_queue.full", then="asking_free_day", forgets=("date",)),
        Tell("telling_closed", say="book_queue.closed", then="asking_free_day", forgets=("date",)),
        Tell(
            "telling_has_one", say="my_bookings.has_one", then="asking_free_day", forgets=("date",)
        ),
        Ask(
            "asking_free_day",
            say="my_bookings.ask_day",
            offers="dates",
            picks="date",
            worded="date",
            at_once=1,
            hears={asked_day: "offering", part_of_day: "offering"},
            then="offering",
        ),
        Ask(
            "confirming_move",
            say="my_bookings.confirm_move",
            choices={"yes": "moving", "no": "kept"},
            hears={
                day: "offering",
                clock_time: "offering",
                other_time: "offering",
                part_of_day: "offering_part",
            },
        ),
        offering_other(
            "offering_part",
            takes=("ticket",),
            may_take=("date", "part"),
        ),
        Do(
            "moving",
            "queues.move",
            takes=("ticket", "date", "time"),
            costs=True,
            moved="moved",
            taken="telling_taken",
            not_yours="telling_not_yours",
            too_late="too_late",
            limit_reached="has_one",
        ),
        Tell("telling_taken", say="book_queue.taken", then="offering", forgets=("time",)),
        Ask(
            "confirming_cancel",
            say="my_bookings.confirm_cancel",
            choices={"yes": "cancelling", "no": "kept"},
            hears={giving_up: "confirming_cancel"},
        ),
        Do(
            "cancelling",
            "queues.cancel",
            takes=("ticket",),
            costs=True,
            cancelled="cancelled",
            not_yours="telling_not_yours",
            too_late="too_late",
        ),
        End("none", say="my_bookings.none"),
        End("moved", say="my_bookings.moved"),
        End("cancelled", say="my_bookings.cancelled"),
        End("unchanged", say="my_bookings.unchanged"),
        End("kept", say="my_bookings.kept"),
        End("has_one", say="my_bookings.has_one"),
        End("too_late", say="my_bookings.too_late"),
    )
