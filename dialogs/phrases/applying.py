"""Apply for a service."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
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
}
