"""What the counter asks by itself, and how it names the dialogs."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "go_on.ask": Phrase(
        N_("Good to see you again. Shall we go on with: {dialog:title}?"),
        NP_("sms", "Go on with: {dialog:title}?"),
    ),
    "go_on.choice.yes": Phrase(N_("Go on")),
    "go_on.choice.no": Phrase(N_("Start anew")),
    "go_on.resumed": Phrase(N_("Good, we go on.")),
    "also.ask": Phrase(
        N_("You also asked about: {dialog:title}{service?also.of_service}. Shall we do that now?"),
        NP_("sms", "You also asked about: {dialog:title}{service?also.of_service}. Now?"),
    ),
    "also.of_service": Phrase(N_("({service:service})")),
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
    "title.haggle": Phrase(N_("lower prices")),
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
}
