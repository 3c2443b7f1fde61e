"""Give up what was made earlier."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
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
    "give_up_ticket.choice.yes": Phrase(N_("Yes, cancel")),
    "give_up_ticket.choice.no": Phrase(N_("No")),
    "give_up_ticket.resumed": Phrase(N_("You wanted to cancel:")),
    "give_up_order.choice.yes": Phrase(N_("Yes, cancel")),
    "give_up_order.choice.no": Phrase(N_("No")),
    "give_up_order.resumed": Phrase(N_("You wanted to cancel:")),
}
