"""Every word a contact reads from the dialogs: English sources by name.

`{fact}` puts a fact in as it is; `{price:money}` words it by its kind (money, date, long_date,
time, clock); any other kind is a family of phrases: `{stage:case_stage}` puts in the phrase
`case_stage.<fact>`. `{a?first|b?second}` puts in the phrase of the first fact that is not empty,
after a space.
Other languages stand in locale/; `python -m dialogs.catalogues` brings them up to date.
"""

from collections.abc import Mapping
from typing import NamedTuple

from models.terms.words import N_

SMS = "sms"
"""The gettext context of texts that are short enough for a text message."""


def NP_(context: str, text: str) -> str:  # noqa: ARG001, N802 -- gettext's own name for it
    """Mark a source text for the catalogue, apart from the same text in another context."""
    return text


class Phrase(NamedTuple):
    """A phrase for screens, and a shorter one for text messages where it is worth one."""

    rich: str
    terse: str | None = None
    """A choice whose short form is empty is a button only: no numbered line is spent on it."""


PHRASES: Mapping[str, Phrase] = {
    # The menu
    "menu.choose": Phrase(
        N_("What can we do for you? Please choose:"), NP_("sms", "Reply with a number:")
    ),
    "menu.choice.track_case": Phrase(N_("Track my case")),
    "menu.choice.book_queue": Phrase(N_("Take a queue number")),
    "menu.choice.order_part": Phrase(N_("Order spare parts")),
    "menu.choice.answer_survey": Phrase(N_("Answer a survey")),
    "menu.choice.talk_to_staff": Phrase(N_("Talk to staff")),
    # Track my case
    "track_case.ask_number": Phrase(
        N_("What is your case number? It is on your receipt, for example LKT-2026-000123."),
        NP_("sms", "Your case number? For example LKT-2026-000123"),
    ),
    "track_case.explain_number": Phrase(
        N_(
            "The case number is printed on the receipt you were given at the counter: LKT, the "
            "year, then six digits. Please write it like this: LKT-2026-000123."
        ),
        NP_("sms", "The case number is on your receipt. Write it like LKT-2026-000123."),
    ),
    "track_case.not_found": Phrase(
        N_(
            "We did not find {number}; perhaps it has not been entered yet. "
            "You may send another number, or choose:"
        ),
        NP_("sms", "{number} not found or not entered yet. Send another number, or:"),
    ),
    "track_case.explain_not_found": Phrase(
        N_(
            "Please compare {number} with the number on your receipt and send it once more, "
            "or choose:"
        ),
        NP_("sms", "Please compare {number} with your receipt, or:"),
    ),
    "track_case.ask_whether": Phrase(N_("Do you mean case {number:code}?")),
    "track_case.without_number": Phrase(
        N_(
            "The number is on your receipt: LKT, the year, six digits. Without it our staff can "
            "look for your case:"
        ),
        NP_("sms", "The number is on your receipt: LKT-year-digits. Without it ask our staff:"),
    ),
    "track_case.choice.yes": Phrase(N_("Yes")),
    "track_case.choice.no": Phrase(N_("No")),
    "track_case.choice.again": Phrase(N_("Try again")),
    "track_case.choice.staff": Phrase(N_("Talk to staff"), NP_("sms", "Staff")),
    "track_case.choice.done": Phrase(N_("That is enough"), ""),
    "track_case.stage": Phrase(
        N_("{number} ({service:service}): {stage:case_stage}."),
        NP_("sms", "{number} {service:service}: {stage:case_stage}."),
    ),
    "track_case.ask_fact": Phrase(
        N_(
            "Is this your case? For details, send your birth date (for example 31-12-1990) or "
            "the last 4 digits of your NIK."
        ),
        NP_("sms", "For details send your birth date (e.g. 31121990) or last 4 NIK digits."),
    ),
    "track_case.explain_fact": Phrase(
        N_(
            "To protect your data we tell details only to the owner of the case. Please send the "
            "birth date on the case as day, month and year, for example 31-12-1990, or the last "
            "4 digits of the NIK."
        ),
        NP_("sms", "Send the birth date as 31121990, or only the last 4 digits of the NIK."),
    ),
    "track_case.status": Phrase(
        N_(
            "{number} ({service:service}): {stage:case_stage}."
            "{missing?track_case.missing|note?track_case.note}"
        ),
        NP_(
            "sms",
            "{number} {service:service}: {stage:case_stage}."
            "{missing?track_case.missing|note?track_case.note}",
        ),
    ),
    "track_case.note": Phrase(N_("{note}")),
    "track_case.missing": Phrase(N_("Still missing: {missing}.")),
    "track_case.wrong_fact": Phrase(
        N_("That does not match our record of {number}."),
        NP_("sms", "That does not match {number}."),
    ),
    "track_case.finished": Phrase(N_("All right. Write MENU for anything else.")),
    "track_case.locked": Phrase(
        N_(
            "For safety we pause here: please try again in {minutes} minutes, "
            "or write AGENT to talk to a person."
        ),
        NP_("sms", "For safety, please try again in {minutes} minutes, or send AGENT."),
    ),
    "track_case.handed_over": Phrase(
        N_("A member of staff will answer you here. You are number {place} in line."),
        NP_("sms", "Staff will answer you here. You are number {place} in line."),
    ),
    "track_case.resumed": Phrase(N_("Back to your case:")),
    # Book a place in the queue
    "book_queue.ask_service": Phrase(
        N_("Which service would you like to come for?"), NP_("sms", "Which service?")
    ),
    "book_queue.ask_time": Phrase(
        N_(
            "{service:service}, {date:date}: which time suits you? "
            "You may also write another day or time."
        ),
        NP_("sms", "{service:service} {date:date}: which time?"),
    ),
    "book_queue.choice.other_day": Phrase(N_("Another day")),
    "book_queue.ask_date": Phrase(
        N_("Which day would you like to come? Write it like tomorrow, Friday or 25/11."),
        NP_("sms", "Which day? Like: tomorrow, Friday, 25/11"),
    ),
    "book_queue.not_free": Phrase(N_("{time:time} is not free.{open_spans?book_queue.open}")),
    "book_queue.open": Phrase(N_("That day we are open {open_spans:clock}.")),
    "book_queue.full": Phrase(N_("No place is free{date?book_queue.on_date}.")),
    "book_queue.on_date": Phrase(N_("on {date:date}")),
    "book_queue.closed": Phrase(N_("{date:date}: {reason:closed_reason}.")),
    "book_queue.confirm": Phrase(
        N_("{service:service}, {date:date} at {time:time}: shall we book this place?"),
        NP_("sms", "Book {service:service} {date:date} {time:time}?"),
    ),
    "book_queue.choice.yes": Phrase(N_("Yes")),
    "book_queue.choice.no": Phrase(N_("No")),
    "book_queue.taken": Phrase(
        N_("Sorry, somebody took that place a moment ago."), NP_("sms", "Sorry, just taken.")
    ),
    "book_queue.booked": Phrase(
        N_(
            "Booked. Your ticket is {ticket:code}: {service:service}, {date:date} at {time:time}."
            "{position?book_queue.position} Write TICKET to see, move or cancel it."
        ),
        NP_(
            "sms",
            "Ticket {ticket:code}: {service:service} {date:date} {time:time}."
            "{position?book_queue.position} TICKET: move or cancel.",
        ),
    ),
    "book_queue.position": Phrase(
        N_("You are number {position} in line."), NP_("sms", "No. {position} in line.")
    ),
    "book_queue.has_one": Phrase(
        N_(
            "You already have ticket {ticket:code} for that day. "
            "Write TICKET to see, move or cancel it."
        ),
        NP_("sms", "You have ticket {ticket:code} that day. Write TICKET to move or cancel it."),
    ),
    "book_queue.declined": Phrase(N_("All right, nothing is booked.")),
    "book_queue.resumed": Phrase(N_("Back to your booking:")),
    "closed_reason.past": Phrase(N_("that day is over")),
    "closed_reason.too_late_today": Phrase(N_("no more bookings for today")),
    "closed_reason.too_far": Phrase(N_("too far ahead to book")),
    "closed_reason.closed_day": Phrase(N_("we are closed")),
    "closed_reason.no_such_day": Phrase(N_("there is no such day")),
    # A service by its name alone
    "about_service.ask": Phrase(
        N_("{service:service}: what would you like?"),
        NP_("sms", "{service:service}: what would you like?"),
    ),
    "about_service.choice.papers": Phrase(N_("Papers and fee")),
    "about_service.choice.queue": Phrase(N_("Take a queue number")),
    "about_service.choice.apply": Phrase(N_("Apply for it")),
    # Papers, fees, hours
    "requirements.explain_service": Phrase(
        N_("Write the number or the name of a service, such as KTP or KK; MENU shows the rest."),
        NP_("sms", "Number or name?"),
    ),
    "requirements.ask_service": Phrase(
        N_("For which service would you like to know the requirements?"),
        NP_("sms", "Which service?"),
    ),
    "requirements.not_ours": Phrase(
        N_("{foreign} is made by another office, not by us."), NP_("sms", "{foreign}: not here.")
    ),
    "fee.ask_service": Phrase(
        N_("The fee and the days of which service would you like to know?"),
        NP_("sms", "Which service?"),
    ),
    "fee.told": Phrase(
        N_(
            "{service:service}: {fee:money}, ready within {days} working days. "
            "For the papers write REQUIREMENTS {word}."
        ),
        NP_(
            "sms",
            "{service:service}: {fee:money}, {days} working days. Papers: REQUIREMENTS {word}",
        ),
    ),
    "requirements.told": Phrase(
        N_(
            "{service:service}: {papers}. Fee: {fee:money}. Working days until it is ready: "
            "{days}. Write QUEUE to book a place."
        ),
        NP_("sms", "{service:service}: {papers}. Fee: {fee:money}, working days: {days}."),
    ),
    "opening_hours.open": Phrase(N_("{date:date}: open {spans:clock}.")),
    "opening_hours.closed": Phrase(
        N_("{date:date}: closed{holiday?opening_hours.holiday}.{next_date?opening_hours.next_day}"),
    ),
    "opening_hours.next_week": Phrase(
        N_("Next week we are open on {dates:date}; on the first of these {spans:clock}."),
        NP_("sms", "Open: {dates:date}"),
    ),
    "opening_hours.no_week": Phrase(N_("We are closed the whole next week.")),
    "opening_hours.no_such_day": Phrase(N_("{date:date}: there is no such day.")),
    "opening_hours.holiday": Phrase(N_("({holiday})")),
    "opening_hours.next_day": Phrase(N_("Open again {next_date:date} {next_time:time}.")),
    "opening_hours.place": Phrase(
        N_("{name}, {address}. Write REQUIREMENTS for papers and fees."),
        NP_("sms", "{address}"),
    ),
    "opening_hours.no_place": Phrase(N_("Write MENU for anything else.")),
    # The shop: prices and stock
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
    # The shop: orders
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
    # Give up what was made earlier
    "give_up.ask_which": Phrase(N_("Which of these shall we cancel?"), NP_("sms", "Cancel which?")),
    "give_up.none": Phrase(
        N_("There is nothing to cancel. MENU shows what we can do; STOP ends our notices."),
        NP_("sms", "You have nothing to cancel. MENU: services."),
    ),
    "give_up.not_found": Phrase(
        N_("We find no {thing:code} of yours."), NP_("sms", "You have no {thing:code}.")
    ),
    "give_up.choice.yes": Phrase(N_("Yes, cancel")),
    "give_up.choice.no": Phrase(N_("No")),
    "give_up.resumed": Phrase(N_("You wanted to cancel:")),
    **{
        f"give_up_{each}.{name}": told
        for each in ("ticket", "order")
        for name, told in {
            "choice.yes": Phrase(N_("Yes, cancel")),
            "choice.no": Phrase(N_("No")),
            "resumed": Phrase(N_("You wanted to cancel:")),
        }.items()
    },
    # How far the line is, one's own tickets
    "queue_status.explain_service": Phrase(
        N_("Write the number or the name of a service, such as KTP or KK; MENU shows the rest."),
        NP_("sms", "Number or name?"),
    ),
    "queue_status.ask_service": Phrase(
        N_("The line of which service would you like to know?"), NP_("sms", "Which service?")
    ),
    "queue_status.told": Phrase(
        N_(
            "{service:service}{ticket?queue_status.ticket}"
            "{now_serving?queue_status.serving|date?queue_status.not_begun} "
            "Waiting before you: {ahead}.{wait_low?queue_status.wait}"
        ),
        NP_(
            "sms",
            "{service:service}{ticket?queue_status.ticket}"
            "{now_serving?queue_status.serving|date?queue_status.not_begun} "
            "Before you: {ahead}.{wait_low?queue_status.wait}",
        ),
    ),
    "queue_status.ticket": Phrase(N_("(your ticket {ticket:code})"), NP_("sms", "({ticket:code})")),
    "queue_status.serving": Phrase(
        N_("on {date:date}: now serving {now_serving}."),
        NP_("sms", "{date:date}: now {now_serving}."),
    ),
    "queue_status.not_begun": Phrase(
        N_("on {date:date}: nobody has been called yet."),
        NP_("sms", "{date:date}: nobody called yet."),
    ),
    "queue_status.wait": Phrase(
        N_("The wait is about {wait_low} to {wait_high} minutes."),
        NP_("sms", "About {wait_low}-{wait_high} minutes."),
    ),
    "queue_status.closed": Phrase(
        N_("{service:service}: no service today.{next_date?queue_status.next_day}"),
    ),
    "queue_status.next_day": Phrase(
        N_("The next day with places is {next_date:date}."), NP_("sms", "Next: {next_date:date}.")
    ),
    "my_bookings.ask_ticket": Phrase(N_("Which ticket?")),
    "my_bookings.not_yours": Phrase(
        N_("We find no ticket {ticket} of yours."), NP_("sms", "You have no {ticket}.")
    ),
    "my_bookings.show": Phrase(
        N_(
            "Your ticket {ticket:code}: {service:service}, {date:date} at {time:time}."
            "{position?book_queue.position}{wait_low?queue_status.wait}"
        ),
        NP_(
            "sms",
            "{ticket:code}: {service:service} {date:date} {time:time}."
            "{position?book_queue.position}{wait_low?queue_status.wait}",
        ),
    ),
    "my_bookings.choice.move": Phrase(N_("Move it"), NP_("sms", "Move")),
    "my_bookings.choice.cancel": Phrase(N_("Cancel it"), NP_("sms", "Cancel it")),
    "my_bookings.choice.keep": Phrase(N_("Keep it"), ""),
    "my_bookings.choice.yes": Phrase(N_("Yes")),
    "my_bookings.choice.no": Phrase(N_("No")),
    "my_bookings.choice.other_day": Phrase(N_("Another day")),
    "my_bookings.ask_day": Phrase(
        N_("To which day or time? Write it like tomorrow, Friday or 25/11."),
        NP_("sms", "Which day? Like: tomorrow, Friday, 25/11"),
    ),
    "my_bookings.explain_day": Phrase(
        N_("Write the day you would like instead: tomorrow, Friday, 25/11 or 25 November."),
        NP_("sms", "Write a day: tomorrow, Friday, 25/11, 25 November"),
    ),
    "my_bookings.not_free": Phrase(N_("{time:time} is not free.{open_spans?my_bookings.open}")),
    "my_bookings.open": Phrase(N_("That day we are open {open_spans:clock}.")),
    "my_bookings.ask_time": Phrase(
        N_("Ticket {ticket:code}, {date:date}: which time suits you?"),
        NP_("sms", "{ticket:code} {date:date}: which time?"),
    ),
    "my_bookings.confirm_move": Phrase(
        N_("Move ticket {ticket:code} to {date:date} at {time:time}?"),
        NP_("sms", "Move {ticket:code} to {date:date} {time:time}?"),
    ),
    "my_bookings.confirm_cancel": Phrase(
        N_("Give back ticket {ticket:code}? Your place goes to somebody else."),
        NP_("sms", "Give back {ticket:code}?"),
    ),
    "my_bookings.none": Phrase(
        N_("You have no ticket. Write QUEUE to take one."),
        NP_("sms", "You have no ticket. QUEUE takes one."),
    ),
    "my_bookings.moved": Phrase(
        N_("Moved. Your ticket is {ticket:code}: {service:service}, {date:date} at {time:time}."),
        NP_("sms", "Moved: {ticket:code} {service:service} {date:date} {time:time}."),
    ),
    "my_bookings.cancelled": Phrase(
        N_("Ticket {ticket:code} is given back. Thank you for telling us."),
        NP_("sms", "{ticket:code} is given back. Thank you."),
    ),
    "my_bookings.unchanged": Phrase(
        N_("All right, nothing is changed: your tickets stay as they are."),
        NP_("sms", "All right, your tickets stay as they are."),
    ),
    "my_bookings.kept": Phrase(
        N_("All right, ticket {ticket:code} stays as it is."),
        NP_("sms", "All right, {ticket:code} stays."),
    ),
    "my_bookings.has_one": Phrase(
        N_("You have another ticket, {ticket:code}, for that day."),
        NP_("sms", "You have {ticket:code} that day."),
    ),
    "my_bookings.too_late": Phrase(
        N_("It is too late to change that ticket. Write AGENT to talk to staff."),
        NP_("sms", "Too late to change it. AGENT: staff."),
    ),
    "my_bookings.resumed": Phrase(N_("Back to your ticket:")),
    # Answer a survey
    "answer_survey.ask": Phrase(N_("{number}/{of} {text}{optional?answer_survey.may_skip}")),
    "answer_survey.may_skip": Phrase(N_("(SKIP leaves it out)"), NP_("sms", "(or SKIP)")),
    "answer_survey.invalid": Phrase(
        N_("That is no answer to this question."), NP_("sms", "Not one of the answers.")
    ),
    "answer_survey.required": Phrase(
        N_("This question cannot be left out."), NP_("sms", "Please answer this one.")
    ),
    "answer_survey.finished": Phrase(
        N_("Thank you, your answers help us to serve better."), NP_("sms", "Thank you.")
    ),
    "answer_survey.ask_which": Phrase(
        N_("Which survey would you like to answer?"), NP_("sms", "Which survey?")
    ),
    "answer_survey.done": Phrase(N_("You have answered this survey already. Thank you.")),
    "answer_survey.none": Phrase(N_("There is no survey now.")),
    "answer_survey.ended": Phrase(
        N_("This survey has ended meanwhile. Your answers until now are kept. Thank you."),
        NP_("sms", "The survey has ended meanwhile. Your answers are kept."),
    ),
    "answer_survey.resumed": Phrase(N_("Back to the survey:")),
    # Apply for a service
    "apply_for_service.ask_service": Phrase(
        N_("Which service would you like to apply for?"), NP_("sms", "Which service?")
    ),
    "apply_for_service.confirm": Phrase(
        N_(
            "{service:service}: {fee:money}, ready within {days} working days. "
            "Shall we begin your application?"
        ),
        NP_("sms", "Apply for {service:service}: {fee:money}, {days} working days?"),
    ),
    "apply_for_service.choice.yes": Phrase(N_("Yes")),
    "apply_for_service.choice.no": Phrase(N_("No")),
    "apply_for_service.applied": Phrase(
        N_(
            "Your application has begun. Its number is {number:code}; we expect to be ready on "
            "{promised_date:date}.{missing?apply_for_service.papers} "
            "Write CHECK and the number to see where it stands."
        ),
        NP_(
            "sms",
            "{number:code} has begun, ready about {promised_date:date}."
            "{missing?apply_for_service.papers}",
        ),
    ),
    "apply_for_service.papers": Phrase(
        N_("Please hand in: {missing}."), NP_("sms", "Hand in: {missing}.")
    ),
    "apply_for_service.already": Phrase(
        N_("You have applied already: {number:code}. Write CHECK and the number to see it."),
        NP_("sms", "You have applied already: {number:code}"),
    ),
    "apply_for_service.declined": Phrase(N_("All right, nothing has begun.")),
    "apply_for_service.resumed": Phrase(N_("Back to your application:")),
    # Register, profile, news
    "register.ask_name": Phrase(
        N_("What is your full name, as on your ID card?"), NP_("sms", "Your full name?")
    ),
    "register.ask_birth_date": Phrase(
        N_("What is your birth date? Write it like 31-12-1990."),
        NP_("sms", "Your birth date? Like 31-12-1990"),
    ),
    "register.explain_birth_date": Phrase(
        N_("Please write your birth date as day, month and year, for example 31-12-1990."),
        NP_("sms", "Day, month, year, like 31-12-1990"),
    ),
    "register.ask_nik": Phrase(
        N_("What is your NIK? It has 16 digits and stands on your ID card and family card."),
        NP_("sms", "Your NIK (16 digits)?"),
    ),
    "register.explain_nik": Phrase(
        N_(
            "The NIK is the number of 16 digits on your ID card and family card. We keep no "
            "readable copy of it. BACK corrects the birth date."
        ),
        NP_("sms", "NIK: 16 digits on your ID card. BACK corrects the birth date."),
    ),
    "register.name_invalid": Phrase(
        N_("That does not look like a name: please use letters only."),
        NP_("sms", "Letters only, please."),
    ),
    "register.nik_invalid": Phrase(N_("{why:nik_fault}")),
    "nik_fault.digits": Phrase(N_("A NIK has digits only.")),
    "nik_fault.length": Phrase(N_("A NIK has exactly 16 digits.")),
    "nik_fault.province": Phrase(N_("There is no such NIK: its first digits name no place.")),
    "nik_fault.date": Phrase(N_("There is no such NIK: the date in it is none.")),
    "nik_fault.serial": Phrase(N_("There is no such NIK: its last digits are 0000.")),
    "register.birth_date_invalid": Phrase(
        N_("That NIK does not go with your birth date. Please write both once more."),
        NP_("sms", "NIK and birth date do not match."),
    ),
    "register.registered": Phrase(
        N_("Thank you, {name}, you are registered. Write PROFILE to see or change it."),
        NP_("sms", "Thank you, {name}, you are registered."),
    ),
    "register.known": Phrase(
        N_("This NIK is registered already. If it was not you, write AGENT."),
        NP_("sms", "This NIK is registered already. Not you? AGENT"),
    ),
    "register.resumed": Phrase(N_("Back to your registration:")),
    "profile.show": Phrase(
        N_("You are registered as {name}.{phone_tail?profile.phone}"),
        NP_("sms", "{name}.{phone_tail?profile.phone}"),
    ),
    "profile.show_stranger": Phrase(
        N_("You are not registered yet.{phone_tail?profile.phone}"),
        NP_("sms", "Not registered yet.{phone_tail?profile.phone}"),
    ),
    "profile.phone": Phrase(
        N_("Your telephone ends in {phone_tail}."), NP_("sms", "Telephone ..{phone_tail}.")
    ),
    "profile.choice.rename": Phrase(N_("Change the name"), NP_("sms", "Name")),
    "profile.choice.register": Phrase(N_("Register")),
    "profile.choice.phone": Phrase(N_("Join a telephone"), NP_("sms", "Join a telephone")),
    "profile.choice.language": Phrase(N_("Change the language"), NP_("sms", "Change language")),
    "profile.choice.keep": Phrase(N_("That is enough"), ""),
    "profile.ask_name": Phrase(
        N_("What is your full name, as on your ID card?"), NP_("sms", "Your full name?")
    ),
    "profile.ask_phone": Phrase(
        N_("Which telephone? We send a code to it, for example 0812-3456-7890."),
        NP_("sms", "Which telephone? Like 081234567890"),
    ),
    "profile.ask_code": Phrase(
        N_("We have sent a code to the telephone that ends in {phone_tail}. Please write it here."),
        NP_("sms", "The code sent to ..{phone_tail}?"),
    ),
    "profile.wrong": Phrase(
        N_("That is not the code. You may try {left} more times."),
        NP_("sms", "Wrong code, {left} tries left."),
    ),
    "profile.expired": Phrase(N_("That code is no longer valid."), NP_("sms", "Code expired.")),
    "profile.renamed": Phrase(N_("From now on we call you {name}.")),
    "profile.proved": Phrase(
        N_("Done: the telephone that ends in {phone_tail} belongs to you."),
        NP_("sms", "Done: ..{phone_tail} belongs to you."),
    ),
    "profile.too_many": Phrase(
        N_("Too many codes were asked for. Please try again in {minutes} minutes."),
        NP_("sms", "Too many codes. Try again in {minutes} minutes."),
    ),
    "profile.not_allowed": Phrase(
        N_("We cannot send a code to that number. Write AGENT to talk to staff."),
        NP_("sms", "No code can be sent there. AGENT: staff."),
    ),
    "profile.locked": Phrase(
        N_("Too many wrong codes: please ask for a new one later, or write AGENT."),
        NP_("sms", "Too many wrong codes. Later again, or AGENT."),
    ),
    "profile.taken": Phrase(
        N_("That telephone belongs to another registered person. Write AGENT to talk to staff."),
        NP_("sms", "That telephone is another person's. AGENT: staff."),
    ),
    "profile.kept": Phrase(N_("All right. Write MENU for anything else.")),
    "profile.resumed": Phrase(N_("Back to your profile:")),
    "join_page.joined": Phrase(
        N_("This telephone and the chat on our page are one conversation now.")
    ),
    "join_page.none": Phrase(
        N_("That code is not valid. Our page shows a new one: open its menu, then SMS."),
        NP_("sms", "That code is not valid. Our page shows a new one."),
    ),
    "news.told": Phrase(
        N_("{date:date}: {text} ({number}/{count}){next?news.next}"),
        NP_("sms", "{text} ({date:date}, {number}/{count})"),
    ),
    "news.next": Phrase(N_("Write {next} for the one before.")),
    "news.explain": Phrase(N_("Write the number of a piece of news, from 1 to {count}, or MENU.")),
    "news.fewer": Phrase(
        N_("There are {count} pieces of news. Write a number from 1 to {count}; 1 is the newest."),
        NP_("sms", "There are {count} pieces of news. Which one? 1 is the newest."),
    ),
    "news.none": Phrase(N_("There is no news now.")),
    # Talk to staff
    "talk_to_staff.handed_over": Phrase(
        N_(
            "A member of staff will answer you here. You are number {place} in line. "
            "You may write your question now."
        ),
        NP_("sms", "Staff will answer here. You are number {place} in line. Write your question."),
    ),
    "talk_to_staff.away": Phrase(
        N_("No staff are on duty now.{next_date?talk_to_staff.opens} Your messages are kept.")
    ),
    "talk_to_staff.opens": Phrase(N_("We open again {next_date:date}, {next_time:time}.")),
    "offer_staff.ask": Phrase(
        N_("It may be easier to ask a person. Would you like to talk to a member of staff?"),
        NP_("sms", "Would you rather talk to staff?"),
    ),
    "offer_staff.choice.yes": Phrase(N_("Yes")),
    "offer_staff.choice.no": Phrase(N_("No")),
    "offer_staff.declined": Phrase(N_("All right.")),
    # Language, stop and start
    "language.ask": Phrase(N_("Which language would you like?"), NP_("sms", "Language?")),
    "language.choice.id": Phrase(N_("Bahasa Indonesia")),
    "language.choice.en": Phrase(N_("English")),
    "language.set": Phrase(N_("From now on we answer in English.")),
    "opt_out.stopped": Phrase(
        N_(
            "You will get no more notices from us. Your own messages are still answered. "
            "Write START to get notices again."
        ),
        NP_("sms", "No more notices. Your own messages are still answered. START undoes this."),
    ),
    "opt_out_offers.stopped": Phrase(
        N_(
            "You will get no more offers from us. Reminders and news of your own affairs still "
            "come; STOP ends those too."
        ),
        NP_("sms", "No more offers. Reminders of your own affairs still come; STOP ends all."),
    ),
    "opt_in_offers.started": Phrase(N_("You will get our offers again. STOP PROMO ends them.")),
    "opt_in.started": Phrase(N_("You will get our notices again. Write STOP to end them.")),
    # What the counter asks by itself
    "go_on.ask": Phrase(
        N_("Good to see you again. Shall we go on with: {dialog:title}?"),
        NP_("sms", "Go on with: {dialog:title}?"),
    ),
    "go_on.choice.yes": Phrase(N_("Go on")),
    "go_on.choice.no": Phrase(N_("Start anew")),
    "go_on.resumed": Phrase(N_("Good, we go on.")),
    "also.ask": Phrase(
        N_("You also asked about: {dialog:title}. Shall we do that now?"),
        NP_("sms", "You also asked about: {dialog:title}. Now?"),
    ),
    "also.choice.yes": Phrase(N_("Yes")),
    "also.choice.no": Phrase(N_("No")),
    "also.declined": Phrase(N_("All right.")),
    "which.ask": Phrase(N_("Which of these do you mean?")),
    "title.menu": Phrase(N_("the menu")),
    "title.book_queue": Phrase(N_("a place in the queue")),
    "title.fee": Phrase(N_("fees and how long it takes")),
    "title.give_up": Phrase(N_("cancel something")),
    "title.give_up_ticket": Phrase(N_("cancel my ticket")),
    "title.give_up_order": Phrase(N_("cancel my order")),
    "title.about_service": Phrase(N_("a service")),
    "title.queue_status": Phrase(N_("how far the line is")),
    "title.my_bookings": Phrase(N_("my tickets")),
    "title.answer_survey": Phrase(N_("the survey")),
    "title.apply_for_service": Phrase(N_("an application")),
    "title.register": Phrase(N_("registration")),
    "title.profile": Phrase(N_("my profile")),
    "title.news": Phrase(N_("news")),
    "title.requirements": Phrase(N_("requirements")),
    "title.opening_hours": Phrase(N_("opening hours")),
    "title.track_case": Phrase(N_("track my case")),
    "title.check_price": Phrase(N_("prices")),
    "title.check_stock": Phrase(N_("stock")),
    "title.order_part": Phrase(N_("order parts")),
    "title.my_orders": Phrase(N_("my orders")),
    "title.talk_to_staff": Phrase(N_("talk to staff")),
    "title.language": Phrase(N_("language")),
    "title.keep_calm": Phrase(N_("complaint")),
    "title.opt_out": Phrase(N_("no more notices")),
    "title.opt_out_offers": Phrase(N_("no more offers")),
    "title.opt_in_offers": Phrase(N_("offers again")),
    "title.opt_in": Phrase(N_("notices again")),
    # What the engine itself says
    "engine.greeting": Phrase(
        N_("Hello, welcome to the service counter."), NP_("sms", "Hello, welcome.")
    ),
    "engine.salam": Phrase(
        N_("Waalaikumsalam, welcome to the service counter."), NP_("sms", "Waalaikumsalam.")
    ),
    "engine.read_partly": Phrase(
        N_("Your message is long: we have read its beginning only. Please write the rest shortly."),
        NP_("sms", "Only the beginning of your message was read."),
    ),
    "keep_calm.said": Phrase(
        N_("We are sorry that you are displeased. Write AGENT to talk to our staff, or MENU."),
        NP_("sms", "We are sorry that you are displeased. Our staff: AGENT"),
    ),
    "engine.welcome": Phrase(N_("You are welcome.")),
    "engine.help": Phrase(
        N_(
            "Answer with a number or a few words. These words always work: MENU, CANCEL, BACK, "
            "AGENT (talk to staff), LANGUAGE, STOP (no more notices)."
        ),
        NP_("sms", "Reply with a number or words. Always: MENU, CANCEL, BACK, AGENT, LANG, STOP."),
    ),
    "engine.cancelled": Phrase(
        N_("All right, we leave that. Write MENU for other services."),
        NP_("sms", "All right, we leave that. Others: MENU"),
    ),
    "engine.nothing_to_cancel": Phrase(
        N_("There is nothing to cancel. MENU shows what we can do; STOP ends our notices."),
        NP_("sms", "Nothing to cancel. MENU shows the services, STOP ends notices."),
    ),
    "engine.first_question": Phrase(N_("This is the first question.")),
    "engine.not_understood_1": Phrase(N_("Sorry, we do not understand yet.")),
    "engine.not_understood_2": Phrase(
        N_("That answer is not clear either. HELP shows the words we know."),
        NP_("sms", "That is not clear either."),
    ),
    "engine.rests": Phrase(
        N_("Set aside for now: {dialog:title}. Write to us at any time to go on."),
        NP_("sms", "Set aside: {dialog:title}. Write to go on."),
    ),
    "engine.which_value": Phrase(N_("Which one do you mean?")),
    "engine.choice.more": Phrase(N_("More")),
    "engine.stale": Phrase(
        N_("That button belongs to an earlier question."),
        NP_("sms", "That is an earlier question."),
    ),
    "engine.reminder": Phrase(N_("We are still waiting for your answer:"), NP_("sms", "Reminder:")),
    "engine.expired": Phrase(
        N_("We pause here since there was no answer. Write again whenever you want to go on."),
        NP_("sms", "We pause here. Write again whenever you want to go on."),
    ),
    "engine.rest": Phrase(N_("We are here when you need us: write MENU or AGENT.")),
    "engine.begin_anew": Phrase(N_("Sorry, our talk was interrupted.")),
    "engine.notice_survey": Phrase(
        N_("How was our service for {number:code}? Write SURVEI to tell us, it takes a minute."),
        NP_("sms", "How was our service for {number:code}? Send SURVEI to tell us."),
    ),
    "engine.notice_soon": Phrase(
        N_(
            "Your number {ticket:code} ({service:service}) is near: {ahead} before you. "
            "Please come to the hall."
        ),
        NP_("sms", "{ticket:code} {service:service}: {ahead} before you. Please come now."),
    ),
    "engine.notice_tomorrow": Phrase(
        N_(
            "A reminder: your number {ticket:code} ({service:service}) is for "
            "{date:date}, {time:time}."
        ),
        NP_("sms", "Reminder: {ticket:code} {service:service}, {date:date}, {time:time}."),
    ),
    "engine.notice_ticket_moved": Phrase(
        N_(
            "Our staff moved your ticket ({service:service}): it is {ticket:code} now, "
            "{date:date}, {time:time}. Write TICKET to see, move or cancel it."
        ),
        NP_(
            "sms",
            "Staff moved your {service:service} ticket: {ticket:code}, {date:date} {time:time}. "
            "See: TICKET",
        ),
    ),
    "engine.notice_ticket_called": Phrase(
        N_("Number {ticket:code} ({service:service}) is called: please come to counter {counter}."),
        NP_("sms", "Number {ticket:code} is called: counter {counter}"),
    ),
    "engine.notice_ticket_absent": Phrase(
        N_(
            "Your number {ticket:code} ({service:service}) was called and you were not there. "
            "It will be called once more: please come to the hall."
        ),
        NP_(
            "sms",
            "{ticket:code} was called and you were not there. It will be called once more, "
            "please come.",
        ),
    ),
    "engine.notice_ticket_no_show": Phrase(
        N_(
            "Your number {ticket:code} ({service:service}) was called again and you were not "
            "there, so the ticket has ended. Write QUEUE to take a new one."
        ),
        NP_(
            "sms",
            "{ticket:code} was called again and you were not there: the ticket has ended. "
            "New one: QUEUE",
        ),
    ),
    "engine.notice_ticket_cancelled": Phrase(
        N_(
            "Our staff cancelled your ticket {ticket:code}: {service:service}, {date:date}, "
            "{time:time}. Write QUEUE to take a new one."
        ),
        NP_(
            "sms",
            "Staff cancelled your ticket {ticket:code}, {date:date} {time:time}. New one: QUEUE",
        ),
    ),
    "engine.notice_on_duty": Phrase(
        N_("Our staff are on duty again. You are in line and will be answered here.")
    ),
    "engine.notice_back": Phrase(
        N_("{name} is in stock again, {price:money}. To order write PESAN {sku:code}."),
        NP_("sms", "{name} is in stock again, {price:money}. Order: PESAN {sku:code}"),
    ),
    "engine.notice_order_confirmed": Phrase(
        N_(
            "Your order {order:code} is confirmed: {lines}, together {total:money}. "
            "We will tell you once it can be collected."
        ),
        NP_(
            "sms",
            "Order {order:code} is confirmed, {total:money}. "
            "We will tell you once it can be collected.",
        ),
    ),
    "engine.notice_order_part": Phrase(
        N_(
            "Your order {order:code} is confirmed in part. Not available: {missing}. You get "
            "{lines}, together {total:money}. Write ORDERS to see or cancel it."
        ),
        NP_(
            "sms",
            "{order:code} confirmed in part, {total:money}. Not available: {brief}. "
            "See, cancel: ORDERS",
        ),
    ),
    "engine.notice_order_declined": Phrase(
        N_("We are sorry, we cannot give you order {order:code}.{reason?order_notice.reason}"),
        NP_("sms", "Sorry, we cannot give you order {order:code}.{brief?order_notice.reason}"),
    ),
    "engine.notice_order_called_off": Phrase(
        N_(
            "We are sorry, order {order:code} was confirmed, but we have to cancel it."
            "{reason?order_notice.reason}"
        ),
        NP_("sms", "Sorry, we have to cancel order {order:code}.{brief?order_notice.reason}"),
    ),
    "engine.notice_order_ready": Phrase(
        N_("Order {order:code} is ready to be collected: {lines}. To be paid: {total:money}."),
        NP_("sms", "Order {order:code} is ready to be collected. To be paid: {total:money}."),
    ),
    "order_notice.reason": Phrase(N_("Reason: {reason}."), NP_("sms", "Reason: {brief}")),
    "engine.back_again": Phrase(
        N_("The automatic counter is back. We had stopped here:"),
        NP_("sms", "We had stopped here:"),
    ),
    "engine.back_idle": Phrase(N_("The automatic counter is back. Write MENU for services.")),
    # Codes of the domain
    "case_stage.received": Phrase(N_("received")),
    "case_stage.verifying": Phrase(N_("being verified")),
    "case_stage.incomplete": Phrase(N_("documents missing")),
    "case_stage.processing": Phrase(N_("in process / printing")),
    "case_stage.ready": Phrase(N_("ready for pick-up")),
    "case_stage.collected": Phrase(N_("collected")),
    "case_stage.rejected": Phrase(N_("rejected")),
    "order_stage.placed": Phrase(N_("waiting to be confirmed")),
    "order_stage.confirmed": Phrase(N_("confirmed")),
    "order_stage.part_confirmed": Phrase(N_("confirmed in part")),
    "order_stage.declined": Phrase(N_("declined")),
    "order_stage.ready": Phrase(N_("ready to be collected")),
    "order_stage.collected": Phrase(N_("collected")),
    "order_stage.cancelled": Phrase(N_("cancelled")),
    "stock_words.many": Phrase(N_("in stock")),
    "stock_words.few": Phrase(N_("few left")),
    "stock_words.none": Phrase(N_("sold out")),
    "part_unit.buah": Phrase(N_("piece")),
    "part_unit.set": Phrase(N_("set")),
    "part_unit.botol": Phrase(N_("bottle")),
    "service.ktp": Phrase(N_("ID card")),
    "service.kk": Phrase(N_("family card")),
    "service.akta_lahir": Phrase(N_("birth certificate"), NP_("sms", "birth cert.")),
    "service.akta_kawin": Phrase(N_("marriage certificate"), NP_("sms", "marriage cert.")),
    "service.akta_mati": Phrase(N_("death certificate"), NP_("sms", "death cert.")),
    "service.pindah": Phrase(N_("moving letter")),
    "service.kia": Phrase(N_("child ID card"), NP_("sms", "child ID")),
}
