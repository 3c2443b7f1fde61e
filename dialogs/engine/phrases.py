"""Every word a contact reads: English sources by name, other languages by gettext.

`{fact}` puts a fact in as it is; `{stage:case_stage}` puts in the phrase `case_stage.<fact>`;
`{note?track_case.note}` puts in that phrase when the fact is not empty.
"""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from typing import NamedTuple

from models.terms.channel import Style
from models.terms.words import N_

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("id", "en")


class Phrase(NamedTuple):
    """A phrase for screens, and a shorter one for text messages where it is worth one."""

    rich: str
    terse: str | None = None


PHRASES: Mapping[str, Phrase] = {
    "menu.choose": Phrase(N_("What can we do for you? Choose one:"), N_("Choose a number:")),
    "menu.choice.track_case": Phrase(N_("Track my case")),
    "menu.choice.talk_to_staff": Phrase(N_("Talk to staff")),
    "track_case.ask_number": Phrase(
        N_("What is your case number? It stands on your receipt, for example LKT-2026-000123."),
        N_("Your case number? For example LKT-2026-000123"),
    ),
    "track_case.not_found": Phrase(
        N_(
            "There is no case with this number, or it has not been entered yet. "
            "Please check the number on your receipt."
        ),
        N_("No case with this number, or not entered yet. Send it again, or:"),
    ),
    "track_case.choice.again": Phrase(N_("Try again")),
    "track_case.choice.staff": Phrase(N_("Talk to staff")),
    "track_case.choice.done": Phrase(N_("That is enough")),
    "track_case.stage": Phrase(
        N_(
            "{number} ({service:service}): {stage:case_stage}. To hear more, send the birth date "
            "(ddmmyyyy) or the last 4 digits of the NIK on this case."
        ),
        N_(
            "{number} {service:service}: {stage:case_stage}. "
            "For more send birth date (ddmmyyyy) or last 4 NIK digits, or:"
        ),
    ),
    "track_case.status": Phrase(
        N_(
            "{number} ({service:service}): {stage:case_stage}."
            "{missing?track_case.missing}{note?track_case.note}"
        ),
        N_(
            "{number} {service:service}: {stage:case_stage}."
            "{missing?track_case.missing}{note?track_case.note}"
        ),
    ),
    "track_case.note": Phrase(N_(" {note}")),
    "track_case.missing": Phrase(N_(" Still missing: {missing}.")),
    "track_case.wrong_fact": Phrase(
        N_(
            "That does not fit {number}. Send the birth date (ddmmyyyy) or the last 4 digits of "
            "the NIK once more, or choose:"
        ),
        N_("That does not fit {number}. Send birth date (ddmmyyyy) or last 4 NIK digits, or:"),
    ),
    "track_case.finished": Phrase(N_("All right. Write MENU for anything else.")),
    "track_case.locked": Phrase(
        N_(
            "Too many numbers did not fit. Please try again in {minutes} minutes, "
            "or write PETUGAS to talk to a person."
        ),
        N_("Too many did not fit. Try again in {minutes} minutes, or send PETUGAS."),
    ),
    "track_case.handed_over": Phrase(
        N_("A member of staff will answer you here. You are number {place} in line."),
        N_("Staff will answer you here. You are number {place} in line."),
    ),
    "track_case.resumed": Phrase(N_("Back to your case:")),
    "talk_to_staff.handed_over": Phrase(
        N_(
            "A member of staff will answer you here. You are number {place} in line. "
            "You may write your question now."
        ),
        N_("Staff will answer you here. You are number {place} in line. Write your question."),
    ),
    "offer_staff.ask": Phrase(
        N_("I am sorry, I cannot follow. Would you like to talk to a person?"),
        N_("Sorry, I cannot follow. Talk to a person?"),
    ),
    "offer_staff.choice.yes": Phrase(N_("Yes")),
    "offer_staff.choice.no": Phrase(N_("No")),
    "offer_staff.declined": Phrase(N_("All right. Write MENU to see what I can do.")),
    "language.ask": Phrase(N_("Which language would you like?"), N_("Language?")),
    "language.choice.id": Phrase(N_("Bahasa Indonesia")),
    "language.choice.en": Phrase(N_("English")),
    "language.set": Phrase(N_("From now on I speak English.")),
    "opt_out.stopped": Phrase(
        N_(
            "You will get no more notices from us. Answers to your own messages still come. "
            "Write MULAI to get notices again."
        ),
        N_("No more notices will be sent. Your own questions are still answered. MULAI undoes it."),
    ),
    "opt_in.started": Phrase(N_("You will get our notices again. Write STOP to end them.")),
    "engine.greeting": Phrase(N_("Hello, this is the service counter."), N_("Hello!")),
    "engine.welcome": Phrase(N_("You are welcome.")),
    "engine.help": Phrase(
        N_(
            "Answer with a number or with your own words. These always work: MENU, BATAL "
            "(cancel), KEMBALI (back), PETUGAS (a person), BAHASA (language), STOP (no notices)."
        ),
        N_("Send a number or word. Always: MENU, BATAL, KEMBALI, PETUGAS, BAHASA, STOP."),
    ),
    "engine.nothing_to_cancel": Phrase(N_("There is nothing to cancel. Write MENU to begin.")),
    "engine.cancelled": Phrase(N_("Cancelled. Write MENU to begin again.")),
    "engine.first_question": Phrase(N_("This is the first question.")),
    "engine.not_understood_1": Phrase(N_("Sorry, I did not understand that.")),
    "engine.not_understood_2": Phrase(
        N_("I still do not understand. Please answer as in the example, or write BANTUAN."),
        N_("Still not clear. Answer as in the example, or send BANTUAN."),
    ),
    "engine.begin_anew": Phrase(N_("Sorry, we must begin again.")),
    "engine.back_again": Phrase(N_("I am back. We stopped here:")),
    "engine.back_idle": Phrase(N_("I am back. Write MENU to see what I can do.")),
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


@cache
def wording(name: str, language: str, style: Style = Style.RICH) -> str:
    """A phrase in a language and style, its places for facts still open. Raises KeyError."""
    phrase = PHRASES[name]
    source = phrase.terse if style is Style.TERSE and phrase.terse is not None else phrase.rich
    return _catalogue(language).gettext(source)


@cache
def _catalogue(language: str) -> GNUTranslations | NullTranslations:
    return translation("dialogs", LOCALE, [language], fallback=True)
