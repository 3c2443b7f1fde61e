"""How far the line is, and one's own tickets."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
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
    "my_bookings.not_free": Phrase(
        N_("{time:time} is not free.{open_spans?my_bookings.open}"),
        NP_("sms", "{time:clock} is not free.{open_spans?my_bookings.open}"),
    ),
    "my_bookings.open": Phrase(
        N_("That day we are open {open_spans:clock}."), NP_("sms", "Open {open_spans:clock}.")
    ),
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
}
