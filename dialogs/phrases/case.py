"""Track my case."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
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
}
