"""Words that are known everywhere: a person, the language, stop and start."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
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
}
