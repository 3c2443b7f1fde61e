"""Book a place in the queue, and why a day is none."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
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
    "book_queue.not_free": Phrase(
        N_("{time:time} is not free.{open_spans?book_queue.open}"),
        NP_("sms", "{time:clock} is not free.{open_spans?book_queue.open}"),
    ),
    "book_queue.open": Phrase(
        N_("That day we are open {open_spans:clock}."), NP_("sms", "Open {open_spans:clock}.")
    ),
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
    "book_queue.other_day": Phrase(
        N_(
            "You already have ticket {ticket:code} for that day (TICKET moves or cancels it). "
            "This is the next day that is free for you."
        ),
        NP_("sms", "That day you have {ticket:code}."),
    ),
    "book_queue.declined": Phrase(N_("All right, nothing is booked.")),
    "book_queue.resumed": Phrase(N_("Back to your booking:")),
    "closed_reason.past": Phrase(N_("that day is over")),
    "closed_reason.too_late_today": Phrase(N_("no more bookings for today")),
    "closed_reason.too_far": Phrase(N_("too far ahead to book")),
    "closed_reason.closed_day": Phrase(N_("we are closed")),
    "closed_reason.no_such_day": Phrase(N_("there is no such day")),
}
