"""Order parts: name them, be asked only for what is not clear, see the basket, confirm.

`goods` is what is wanted but not in the basket yet; once all of it is clear it goes in together.
The basket stays between two talks, and whatever became of it meanwhile is told before ordering.
"""

from dialogs.engine.script import Ask, Dialog, Do, End, Tell
from dialogs.noting import (
    asked_goods,
    basket_asked_for,
    goods,
    more_goods,
    new_amount,
    one_of_them,
    pieces,
    unwanted,
)
from dialogs.picking import by_price, enough, fewer, taken_out, tell_me


def _sorting(
    name: str,
    service: str,
    *,
    takes: tuple[str, ...],
    may_take: tuple[str, ...] = (),
    forgets: tuple[str, ...],
    nothing: str,
) -> Do:
    """What is wanted is sorted anew: with all of it clear it goes in, else that is asked."""
    return Do(
        name,
        service,
        takes=takes,
        may_take=may_take,
        keeps=("goods", "items", "part", "choices", "labels"),
        forgets=forgets,
        nothing=nothing,
        clear="adding",
        which="asking_which",
        how_many="asking_quantity",
        odd="telling_odd",
        unknown="telling_unknown",
    )


class OrderPart(Dialog):
    name = "order_part"
    keywords = ("PESAN", "ORDER", "BELI", "BUY")
    begins_on = ((basket_asked_for, "showing"),)
    fills = (goods,)
    reminds_after = 10
    expires_after = 30
    gives_up = "stopping"

    script = (
        # What is wanted
        Ask(
            "asking_part",
            say="order_part.ask_part",
            explain="order_part.explain_part",
            hears={asked_goods: "noting"},
            wants="goods",
            then="noting",
        ),
        _sorting(
            "noting",
            "orders.note",
            takes=("goods",),
            may_take=("picked", "pieces"),
            forgets=("picked", "pieces"),
            nothing="asking_part",
        ),
        Ask(
            "asking_which",
            say="order_part.ask_which",
            offers="choices",
            picks="picked",
            worded="part",
            labels="labels",
            at_once=3,
            hears={by_price: "noting", one_of_them: "noting"},
            choices={"no": "leaving_out"},
            then="noting",
        ),
        Ask(
            "asking_quantity",
            say="order_part.ask_quantity",
            explain="order_part.explain_quantity",
            hears={pieces: "noting"},
        ),
        Tell("telling_odd", say="order_part.odd", then="asking_quantity"),
        Tell("telling_unknown", say="order_part.unknown", then="noting"),
        # Into the basket
        Do(
            "adding",
            "orders.add",
            takes=("items",),
            keeps=("sku", "stock"),
            added="showing",
            short="asking_for_fewer",
            gone="asking_to_notify",
            yours="telling_yours",
            unknown="telling_withdrawn",
            too_many="telling_too_many",
            bad_quantity="showing",
        ),
        Tell("telling_yours", say="order_part.yours", then="leaving_out"),
        Ask(
            "asking_for_fewer",
            say="order_part.short",
            choices={"take": "taking_fewer", "leave": "leaving_out"},
        ),
        _sorting(
            "taking_fewer",
            "orders.take_fewer",
            takes=("goods", "sku", "stock"),
            forgets=("sku", "stock"),
            nothing="showing",
        ),
        Ask(
            "asking_to_notify",
            say="order_part.gone",
            choices={"yes": "wishing", "no": "leaving_out"},
            hears={tell_me: "wishing"},
        ),
        Do(
            "wishing",
            "catalogue.tell_when_back",
            takes=("sku",),
            noted="telling_noted",
            here="adding",
            unknown="telling_withdrawn",
        ),
        Tell("telling_noted", say="order_part.noted", then="leaving_out"),
        Tell("telling_withdrawn", say="order_part.withdrawn", then="leaving_out"),
        _sorting(
            "leaving_out",
            "orders.leave_out",
            takes=("goods",),
            may_take=("sku",),
            forgets=("sku", "stock"),
            nothing="showing",
        ),
        Tell("telling_too_many", say="order_part.too_many", then="showing"),
        # From basket to order
        Do(
            "showing",
            "orders.basket",
            keeps=("lines", "total"),
            forgets=("goods", "items", "picked", "pieces"),
            basket="confirming",
            empty="empty",
        ),
        Do(
            "stopping",
            "orders.basket",
            keeps=("lines", "total"),
            forgets=("goods", "items", "picked", "pieces"),
            basket="telling_kept",
            empty="dropped",
        ),
        Tell("telling_kept", say="order_part.kept", then="confirming"),
        Ask(
            "confirming",
            say="order_part.confirm",
            explain="order_part.explain_confirm",
            choices={"yes": "placing", "add": "asking_for_more", "no": "dropping"},
            hears={
                unwanted: "amending",
                taken_out: "amending",
                fewer: "amending",
                new_amount: "amending",
                more_goods: "noting",
            },
        ),
        Ask(
            "asking_for_more",
            say="order_part.ask_more",
            explain="order_part.explain_part",
            choices={"done": "showing"},
            hears={enough: "showing", asked_goods: "noting"},
        ),
        Do(
            "amending",
            "orders.amend",
            takes=("pieces",),
            may_take=("picked", "all_of"),
            keeps=("lines", "total", "goods", "pieces", "choices", "labels"),
            forgets=("picked", "pieces", "goods", "all_of"),
            basket="confirming",
            empty="empty",
            which="asking_line",
            new="noting",
            unknown="telling_not_there",
            short="telling_only",
            too_many="telling_too_many",
            bad_quantity="telling_bad",
        ),
        Ask(
            "asking_line",
            say="order_part.ask_line",
            offers="choices",
            picks="picked",
            worded="part",
            labels="labels",
            at_once=3,
            hears={
                unwanted: "amending",
                taken_out: "amending",
                new_amount: "amending",
                one_of_them: "amending",
            },
            choices={"no": "showing"},
            then="amending",
        ),
        Tell("telling_not_there", say="order_part.not_there", then="showing"),
        Tell("telling_only", say="order_part.only", then="showing"),
        Tell("telling_bad", say="order_part.odd", then="showing"),
        Do(
            "placing",
            "orders.place",
            costs=True,
            keeps=("lines", "total"),
            placed="placed",
            short="telling_cut",
            changed="telling_changed",
            empty="empty",
            too_many="waiting",
        ),
        Tell("telling_cut", say="order_part.cut", then="showing"),
        Tell("telling_changed", say="order_part.changed", then="confirming"),
        Do("dropping", "orders.drop_basket", costs=True, dropped="dropped"),
        End("placed", say="order_part.placed"),
        End("dropped", say="order_part.dropped"),
        End("empty", say="order_part.empty"),
        End("waiting", say="order_part.waiting"),
    )
