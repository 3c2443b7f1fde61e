"""What people are told unasked."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
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
}
