"""The shop: prices and stock."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "haggle.said": Phrase(
        N_(
            "Our prices are fixed, and we cannot change them here. Write AGENT to ask our staff "
            "about offers, or PRICE and the name of another part."
        ),
        NP_("sms", "Prices are fixed. AGENT: ask about offers. PRICE: another part."),
    ),
    "check_price.ask_part": Phrase(
        N_("Which part would you like to know the price of? Write its name or number."),
        NP_("sms", "The price of which part?"),
    ),
    "check_price.explain_part": Phrase(
        N_(
            "Write what the part is called, for example spark plug, front brake pad or scooter "
            "oil; several at once will do."
        ),
        NP_("sms", "Write the part, for example: spark plug, front brake pad"),
    ),
    "check_price.ask_which": Phrase(
        N_("Several parts are called that. Which one do you mean?"), NP_("sms", "Which one?")
    ),
    "check_price.unknown": Phrase(
        N_("We do not sell {words}."),
    ),
    "check_price.told": Phrase(
        N_(
            "{sku:part}: {price:money} per {unit:part_unit}, {stock_words:stock_words}. "
            "To order, write how many you want."
        ),
        NP_("sms", "{sku:part} {price:money}/{unit:part_unit}, {stock_words:stock_words}."),
    ),
    "check_price.choice.order": Phrase(N_("Order it"), NP_("sms", "Order")),
    "check_stock.choice.order": Phrase(N_("Order it"), NP_("sms", "Order")),
    "check_price.told_several": Phrase(
        N_("{list}. To order, write ORDER, the part and how many."),
        NP_("sms", "{list}"),
    ),
    "check_price.withdrawn": Phrase(N_("We no longer sell {sku:part}.")),
    "check_stock.ask_part": Phrase(
        N_("Which part are you looking for? Write its name or number."),
        NP_("sms", "Which part are you looking for?"),
    ),
    "check_stock.explain_part": Phrase(
        N_(
            "Write what the part is called, for example spark plug, front brake pad or scooter "
            "oil; several at once will do."
        ),
        NP_("sms", "Write the part, for example: spark plug, front brake pad"),
    ),
    "check_stock.ask_which": Phrase(
        N_("Several parts are called that. Which one do you mean?"), NP_("sms", "Which one?")
    ),
    "check_stock.unknown": Phrase(
        N_("We do not sell {words}."),
    ),
    "check_stock.told": Phrase(
        N_(
            "{sku:part}: {stock_words:stock_words}, {stock} {unit:part_unit} at {price:money}. "
            "To order, write how many you want."
        ),
        NP_("sms", "{sku:part}: {stock} {unit:part_unit}, {price:money}."),
    ),
    "check_stock.told_several": Phrase(
        N_("{list}. To order, write ORDER, the part and how many."),
        NP_("sms", "{list}"),
    ),
    "check_stock.ask_to_notify": Phrase(
        N_("{sku:part} is sold out. Shall we tell you when it is back?"),
        NP_("sms", "{sku:part}: sold out. Tell you when it is back?"),
    ),
    "check_stock.choice.yes": Phrase(N_("Yes")),
    "check_stock.choice.no": Phrase(N_("No")),
    "check_stock.noted": Phrase(N_("Good, we will tell you once {sku:part} is back.")),
    "check_stock.declined": Phrase(N_("All right. Write MENU for anything else.")),
    "check_stock.withdrawn": Phrase(N_("We no longer sell {sku:part}.")),
}
