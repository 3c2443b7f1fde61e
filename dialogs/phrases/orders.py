"""The shop: ordering parts, and one's own orders."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "order_part.ask_part": Phrase(
        N_("Which part would you like, and how many? For example: scooter oil 2, spark plug 4."),
        NP_("sms", "Which part, and how many? Like: scooter oil 2, spark plug 4"),
    ),
    "order_part.explain_part": Phrase(
        N_(
            "Write the name or number of the part and how many you want; several parts at once "
            "will do: BUSI-STD 4, KAMPAS-DPN 2."
        ),
        NP_("sms", "Write part and number, like: BUSI-STD 4, KAMPAS-DPN 2"),
    ),
    "order_part.ask_which": Phrase(
        N_("Several parts are called that. Which one would you like?"), NP_("sms", "Which one?")
    ),
    "order_part.ask_quantity": Phrase(
        N_("How many of {part:part} would you like?"), NP_("sms", "{part:part}: how many?")
    ),
    "order_part.explain_quantity": Phrase(
        N_("Please write how many of {part:part} you want: a whole number from 1 to 99."),
        NP_("sms", "{part:part}: how many, 1 to 99?"),
    ),
    "order_part.odd": Phrase(
        N_("We can only take a whole number from 1 to 99; for more, write AGENT."),
        NP_("sms", "Whole numbers 1 to 99, please."),
    ),
    "order_part.unknown": Phrase(N_("We do not sell {words}.")),
    "order_part.short": Phrase(
        N_("Of {sku:part} only {stock} are left. Would you like those?"),
        NP_("sms", "{sku:part}: only {stock} left."),
    ),
    "order_part.choice.take": Phrase(N_("Yes, those"), NP_("sms", "Take those")),
    "order_part.choice.leave": Phrase(N_("Leave it out")),
    "order_part.gone": Phrase(
        N_("{sku:part} is sold out. Shall we tell you when it is back?"),
        NP_("sms", "{sku:part}: sold out. Tell you when it is back?"),
    ),
    "order_part.noted": Phrase(
        N_("Good, we will tell you once {sku:part} is back."), NP_("sms", "Noted.")
    ),
    "order_part.withdrawn": Phrase(N_("We no longer sell {sku:part}.")),
    "order_part.yours": Phrase(
        N_("All that is left of {sku:part} is in your basket already: {held}. No more are free."),
        NP_("sms", "{sku:part}: {held} in your basket, no more are free."),
    ),
    "order_part.ask_more": Phrase(
        N_("What else, and how many? For example: scooter oil 2. Or go on with what you have."),
        NP_("sms", "What else, and how many?"),
    ),
    "order_part.choice.done": Phrase(N_("That is all"), NP_("sms", "That is all")),
    "order_part.too_many": Phrase(
        N_("That is more than the {most} we can take at once; for more, write AGENT."),
        NP_("sms", "At most {most} at once; for more, AGENT."),
    ),
    "order_part.confirm": Phrase(
        N_(
            "Your order: {lines}. Together {total:money}.{changed?order_part.price_changed} "
            "Shall we send it? You may also name more parts."
        ),
        NP_(
            "sms",
            "{lines}. Total {total:money}.{changed?order_part.price_changed} Order?",
        ),
    ),
    "order_part.explain_confirm": Phrase(
        N_(
            "Your order: {lines}. Together {total:money}. Answer YES to order, name more parts, "
            "or NO to drop it all."
        ),
        NP_("sms", "{lines}. Total {total:money}. YES orders, NO drops it all."),
    ),
    "order_part.ask_line": Phrase(
        N_("Which part in your basket do you mean?"), NP_("sms", "Which one?")
    ),
    "order_part.not_there": Phrase(N_("That is not in your basket.")),
    "order_part.only": Phrase(
        N_("Of {sku:part} only {stock} more are free, so nothing is changed."),
        NP_("sms", "{sku:part}: only {stock} more. Nothing is changed."),
    ),
    "order_part.price_changed": Phrase(
        N_("Prices changed: {changed}."), NP_("sms", "Price changed: {changed}.")
    ),
    "order_part.choice.yes": Phrase(N_("Yes")),
    "order_part.choice.add": Phrase(N_("Add a part"), NP_("sms", "Add")),
    "order_part.choice.no": Phrase(N_("No")),
    "order_part.cut": Phrase(
        N_("Meanwhile there are fewer left: {cut}. We have changed your basket."),
        NP_("sms", "Fewer left: {cut}."),
    ),
    "order_part.changed": Phrase(
        N_("A price has changed, so nothing is ordered yet."), NP_("sms", "Not ordered yet.")
    ),
    "order_part.placed": Phrase(
        N_(
            "Thank you. Order {order:code}: {lines}, together {total:money}. We will tell you once "
            "it is confirmed. Write ORDERS to see or cancel it."
        ),
        NP_("sms", "Order {order:code}, {total:money}, is with us. See, cancel: ORDERS"),
    ),
    "order_part.dropped": Phrase(N_("All right, nothing is ordered and the basket is empty.")),
    "order_part.kept": Phrase(
        N_("All right, we leave that. This is in your basket; NO empties it."),
        NP_("sms", "Left out. NO empties the basket."),
    ),
    "order_part.empty": Phrase(N_("Your basket is empty. Write ORDER and the part you want.")),
    "order_part.waiting": Phrase(
        N_("{most} of your orders wait to be confirmed; please order again after that."),
        NP_("sms", "{most} orders wait to be confirmed; please order later."),
    ),
    "order_part.resumed": Phrase(N_("Back to your order:"), NP_("sms", "Your order:")),
    "my_orders.none": Phrase(
        N_("You have no orders with us. Write ORDER and the part you want."),
        NP_("sms", "You have no orders. To order, write ORDER."),
    ),
    "my_orders.ask_order": Phrase(N_("Which of your orders?")),
    "my_orders.tell": Phrase(
        N_("{order:code}: {stage:order_stage}. {lines}, together {total:money}."),
        NP_("sms", "{order:code}: {stage:order_stage}. {lines}. Total {total:money}."),
    ),
    "my_orders.choice.cancel": Phrase(N_("Cancel the order")),
    "my_orders.choice.done": Phrase(N_("That is enough"), ""),
    "my_orders.confirm": Phrase(
        N_("Really cancel order {order:code}?"), NP_("sms", "Cancel {order:code}?")
    ),
    "my_orders.choice.yes": Phrase(N_("Yes, cancel")),
    "my_orders.choice.no": Phrase(N_("No")),
    "my_orders.told": Phrase(
        N_("{order:code}: {stage:order_stage}.{reason?my_orders.reason} {lines}."),
        NP_("sms", "{order:code}: {stage:order_stage}.{reason?my_orders.reason}"),
    ),
    "my_orders.reason": Phrase(N_("{reason}.")),
    "my_orders.finished": Phrase(N_("All right. Write MENU for anything else.")),
    "my_orders.not_found": Phrase(
        N_("We found no order of yours with that number. Write ORDERS to see yours."),
        NP_("sms", "No order of yours has that number. See yours: ORDERS"),
    ),
    "my_orders.cancelled": Phrase(N_("Order {order:code} is cancelled.")),
    "my_orders.kept": Phrase(N_("All right, the order stays as it is.")),
    "my_orders.too_late": Phrase(
        N_(
            "Order {order:code} is {stage:order_stage} and can no longer be cancelled; write AGENT."
        ),
        NP_("sms", "{order:code} {stage:order_stage}: too late to cancel."),
    ),
    "my_orders.resumed": Phrase(N_("Back to your orders:"), NP_("sms", "Your orders:")),
    "my_orders.unchanged": Phrase(
        N_("All right, nothing is cancelled: your orders stay as they are."),
        NP_("sms", "All right, your orders stay as they are."),
    ),
}
