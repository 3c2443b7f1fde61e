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
    # Talk to staff
    "talk_to_staff.handed_over": Phrase(
        N_(
            "A member of staff will answer you here. You are number {place} in line. "
            "You may write your question now."
        ),
        NP_("sms", "Staff will answer here. You are number {place} in line. Write your question."),
    ),
    "talk_to_staff.away": Phrase(
        N_("No staff are on duty now. We open again {opens}. Your messages here are kept."),
        NP_("sms", "No staff on duty now. We open again {opens}. Your messages are kept."),
    ),
    "offer_staff.ask": Phrase(
        N_("Sorry, we cannot follow you yet. Would you like to talk to a member of staff?"),
        NP_("sms", "Sorry, we cannot follow yet. Talk to staff?"),
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
    "title.track_case": Phrase(N_("track my case")),
    "title.talk_to_staff": Phrase(N_("talk to staff")),
    "title.language": Phrase(N_("language")),
    # What the engine itself says
    "engine.greeting": Phrase(
        N_("Hello, welcome to the service counter."), NP_("sms", "Hello, welcome.")
    ),
    "engine.welcome": Phrase(N_("You are welcome.")),
    "engine.help": Phrase(
        N_(
            "Answer with a number or a few words. These words always work: MENU, CANCEL, BACK, "
            "AGENT (talk to staff), LANGUAGE, STOP (no more notices)."
        ),
        NP_("sms", "Reply with a number or words. Always: MENU, CANCEL, BACK, AGENT, LANG, STOP."),
    ),
    "engine.cancelled": Phrase(N_("Cancelled. Write MENU for other services.")),
    "engine.nothing_to_cancel": Phrase(
        N_("There is nothing to cancel. MENU shows what we can do; STOP ends our notices."),
        NP_("sms", "Nothing to cancel. MENU shows the services, STOP ends notices."),
    ),
    "engine.first_question": Phrase(N_("This is the first question.")),
    "engine.not_understood_1": Phrase(N_("Sorry, we do not understand yet.")),
    "engine.not_understood_2": Phrase(
        N_("Sorry, still not clear to us. HELP shows the words we know."),
        NP_("sms", "Sorry, still not clear to us."),
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
    "service.ktp": Phrase(N_("ID card")),
    "service.kk": Phrase(N_("family card")),
    "service.akta_lahir": Phrase(N_("birth certificate")),
    "service.akta_kawin": Phrase(N_("marriage certificate")),
    "service.akta_mati": Phrase(N_("death certificate")),
    "service.pindah": Phrase(N_("moving letter")),
    "service.kia": Phrase(N_("child ID card")),
}
