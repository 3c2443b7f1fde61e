"""Ask whether a part is there; one that is sold out is told of when it is back."""

from dialogs.engine.script import Ask, Dialog, Do, End, Go, Tell
from dialogs.noting import asked_goods, goods, one_of_them
from dialogs.picking import by_price, other_kind, tell_me, that_many


class CheckStock(Dialog):
    name = "check_stock"
    keywords = ("STOK", "STOCK")
    fills = (goods,)
    gives_way = ("telling",)

    script = (
        Ask(
            "asking_part",
            say="check_stock.ask_part",
            explain="check_stock.explain_part",
            hears={asked_goods: "finding"},
            wants="goods",
            then="finding",
            is_loose=True,
        ),
        Do(
            "finding",
            "catalogue.which",
            takes=("goods",),
            may_take=("picked",),
            keeps=("goods", "sku", "quantity", "choices", "labels"),
            forgets=("picked",),
            one="counting",
            several="told_several",
            which="asking_which",
            unknown="telling_unknown",
        ),
        Ask(
            "asking_which",
            say="check_stock.ask_which",
            offers="choices",
            picks="picked",
            worded="part",
            labels="labels",
            at_once=3,
            hears={by_price: "finding", one_of_them: "finding"},
            then="finding",
            is_loose=True,
        ),
        Tell(
            "telling_unknown",
            say="check_stock.unknown",
            then="asking_part",
            forgets=("goods",),
        ),
        Do(
            "counting",
            "catalogue.stock",
            takes=("sku",),
            may_take=("quantity",),
            keeps=("goods", "price", "unit", "stock", "stock_words"),
            told="telling",
            gone="asking_to_notify",
            yours="yours",
            unknown="withdrawn",
        ),
        Ask(
            "asking_to_notify",
            say="check_stock.ask_to_notify",
            choices={"yes": "noting", "no": "declined"},
            hears={tell_me: "noting"},
            is_loose=True,
        ),
        Do(
            "noting",
            "catalogue.tell_when_back",
            takes=("sku",),
            keeps=("goods", "price", "unit", "stock", "stock_words"),
            noted="noted",
            here="telling",
            unknown="withdrawn",
        ),
        Ask(
            "telling",
            say="check_stock.told",
            choices={"order": "ordering"},
            hears={that_many: "ordering", other_kind: "finding"},
            is_loose=True,
        ),
        Go("ordering", "order_part", hands=("goods", "pieces")),
        End("yours", say="order_part.yours"),
        End("told_several", say="check_stock.told_several"),
        End("noted", say="check_stock.noted"),
        End("declined", say="check_stock.declined"),
        End("withdrawn", say="check_stock.withdrawn"),
    )
