"""Ask a price: of one part, or of several at once; where two fit the words, which is asked."""

from dialogs.engine.script import Ask, Dialog, Do, End, Go, Tell
from dialogs.noting import asked_goods, goods, one_of_them
from dialogs.picking import by_price, other_kind, that_many


class CheckPrice(Dialog):
    name = "check_price"
    keywords = ("HARGA", "PRICE")
    fills = (goods,)
    gives_way = ("telling",)

    script = (
        Ask(
            "asking_part",
            say="check_price.ask_part",
            explain="check_price.explain_part",
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
            keeps=("goods", "sku", "choices", "labels"),
            forgets=("picked",),
            one="pricing",
            several="told_several",
            which="asking_which",
            unknown="telling_unknown",
        ),
        Ask(
            "asking_which",
            say="check_price.ask_which",
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
            say="check_price.unknown",
            then="asking_part",
            forgets=("goods",),
        ),
        Do(
            "pricing",
            "catalogue.price",
            takes=("sku",),
            keeps=("goods", "price", "unit", "stock_words"),
            told="telling",
            unknown="withdrawn",
        ),
        Ask(
            "telling",
            say="check_price.told",
            choices={"order": "ordering"},
            hears={that_many: "ordering", other_kind: "finding"},
            is_loose=True,
        ),
        Go("ordering", "order_part", hands=("goods", "pieces")),
        End("told_several", say="check_price.told_several"),
        End("withdrawn", say="check_price.withdrawn"),
    )
