"""Give up what was made earlier, a ticket or an order: the only one at once, of several one."""

from dialogs.ears import ticket
from dialogs.engine.script import Ask, Dialog, Do, End, Step
from dialogs.noting import giving_up, order_number
from dialogs.returning import giving_up_named


def _script(**given: str) -> tuple[Step, ...]:
    """`kind`: ticket or order, where that was said; the other is left alone then."""
    return (
        Do(
            "looking",
            "belongings.cancellable",
            may_take=("ticket", "order", "thing"),
            given=given,
            keeps=("things", "names", "ticket", "order", "thing", "service", "date", "time"),
            forgets=("ticket", "order", "thing"),
            ticket="confirming_ticket",
            order="confirming_order",
            several="asking_which",
            none="none",
            no_ticket="no_ticket",
            no_order="no_order",
            not_yours="not_yours",
            too_late="order_too_late",
        ),
        Ask(
            "asking_which",
            say="give_up.ask_which",
            offers="things",
            picks="thing",
            labels="names",
            at_once=3,
            hears={ticket: "looking", order_number: "looking"},
            then="looking",
            is_loose=True,
        ),
        Ask(
            "confirming_ticket",
            say="my_bookings.confirm_cancel",
            choices={"yes": "cancelling_ticket", "no": "ticket_kept"},
            hears={giving_up: "confirming_ticket"},
        ),
        Do(
            "cancelling_ticket",
            "queues.cancel",
            takes=("ticket",),
            costs=True,
            cancelled="ticket_cancelled",
            not_yours="no_ticket",
            too_late="ticket_too_late",
        ),
        Ask(
            "confirming_order",
            say="my_orders.confirm",
            choices={"yes": "cancelling_order", "no": "order_kept"},
            hears={giving_up: "confirming_order"},
        ),
        Do(
            "cancelling_order",
            "orders.cancel",
            takes=("order",),
            costs=True,
            cancelled="order_cancelled",
            not_yours="no_order",
            too_late="order_too_late",
        ),
        End("none", say="give_up.none"),
        End("no_ticket", say="my_bookings.none"),
        End("no_order", say="my_orders.none"),
        End("not_yours", say="give_up.not_found"),
        End("ticket_cancelled", say="my_bookings.cancelled"),
        End("ticket_kept", say="my_bookings.kept"),
        End("ticket_too_late", say="my_bookings.too_late"),
        End("order_cancelled", say="my_orders.cancelled"),
        End("order_kept", say="my_orders.kept"),
        End("order_too_late", say="my_orders.too_late"),
    )


class GiveUp(Dialog):
    """BATAL where nothing is open, or with the number of what is meant."""

    name = "give_up"
    begins_on = ((giving_up_named, "looking"),)
    fills = (ticket, order_number)
    reminds_after = 10
    expires_after = 30
    script = _script()


class GiveUpTicket(Dialog):
    name = "give_up_ticket"
    words = (
        *("BATAL ANTRI", "BATAL ANTRIAN", "BATAL ANTREAN", "BATALKAN ANTRIAN", "BATAL TIKET"),
        *("CANCEL BOOKING", "CANCEL TICKET", "CANCEL MY TICKET"),
    )
    fills = (ticket,)
    reminds_after = 10
    expires_after = 30
    script = _script(kind="ticket")


class GiveUpOrder(Dialog):
    name = "give_up_order"
    words = ("BATAL PESANAN", "BATALKAN PESANAN", "BATAL PESAN", "CANCEL ORDER", "CANCEL MY ORDER")
    fills = (order_number,)
    reminds_after = 10
    expires_after = 30
    script = _script(kind="order")
