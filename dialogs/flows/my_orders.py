"""A person's own orders: where each stands, and giving one up."""

from dialogs.engine.script import Ask, Dialog, Do, End, Go
from dialogs.noting import giving_up, order_number
from dialogs.returning import giving_up_named


class MyOrders(Dialog):
    name = "my_orders"
    keywords = ("PESANAN", "ORDERS")
    words = ("STATUS PESANAN", "CEK PESANAN", "MY ORDERS", "MY ORDER", "ORDER STATUS")
    begins_on = ((order_number, "finding"),)
    reminds_after = 10
    expires_after = 30
    gives_up = "unchanged"

    script = (
        Do(
            "looking",
            "orders.mine",
            keeps=("orders", "order", "stage", "lines", "total"),
            none="none",
            one="telling",
            past="told",
            several="asking_order",
        ),
        Ask(
            "asking_order",
            say="my_orders.ask_order",
            offers="orders",
            picks="order",
            worded="code",
            hears={order_number: "finding"},
            then="finding",
            is_loose=True,
        ),
        Do(
            "finding",
            "orders.find",
            takes=("order",),
            keeps=("stage", "lines", "total"),
            one="telling",
            past="told",
            none="not_found",
        ),
        Ask(
            "telling",
            say="my_orders.tell",
            choices={"cancel": "confirming", "done": "finished"},
            hears={
                giving_up_named: "giving_up",
                order_number: "finding",
                giving_up: "confirming",
            },
            is_loose=True,
        ),
        Go("giving_up", "give_up", hands=("thing",)),
        Ask(
            "confirming",
            say="my_orders.confirm",
            choices={"yes": "cancelling", "no": "kept"},
            hears={giving_up: "confirming"},
        ),
        Do(
            "cancelling",
            "orders.cancel",
            takes=("order",),
            costs=True,
            cancelled="cancelled",
            not_yours="not_found",
            too_late="too_late",
        ),
        End("none", say="my_orders.none"),
        End("told", say="my_orders.told"),
        End("finished", say="my_orders.finished"),
        End("not_found", say="my_orders.not_found"),
        End("cancelled", say="my_orders.cancelled"),
        End("unchanged", say="my_orders.unchanged"),
        End("kept", say="my_orders.kept"),
        End("too_late", say="my_orders.too_late"),
    )
