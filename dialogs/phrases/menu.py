"""The menu."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "menu.choose": Phrase(
        N_("What can we do for you? Please choose:"), NP_("sms", "Reply with a number:")
    ),
    "menu.choice.track_case": Phrase(N_("Track my case")),
    "menu.choice.book_queue": Phrase(N_("Take a queue number")),
    "menu.choice.order_part": Phrase(N_("Order spare parts")),
    "menu.choice.answer_survey": Phrase(N_("Answer a survey")),
    "menu.choice.talk_to_staff": Phrase(N_("Talk to staff")),
}
