"""What the engine itself says."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "engine.greeting": Phrase(
        N_("Hello, welcome to the service counter."), NP_("sms", "Hello, welcome.")
    ),
    "engine.salam": Phrase(
        N_("Waalaikumsalam, welcome to the service counter."), NP_("sms", "Waalaikumsalam.")
    ),
    "engine.read_partly": Phrase(
        N_("Your message is long: we have read its beginning only. Please write the rest shortly."),
        NP_("sms", "Only the beginning of your message was read."),
    ),
    "keep_calm.said": Phrase(
        N_("We are sorry that you are displeased. Write AGENT to talk to our staff, or MENU."),
        NP_("sms", "We are sorry that you are displeased. Our staff: AGENT"),
    ),
    "engine.welcome": Phrase(N_("You are welcome.")),
    "engine.help": Phrase(
        N_(
            "Answer with a number or a few words. These words always work: MENU, CANCEL, BACK, "
            "AGENT (talk to staff), LANGUAGE, STOP (no more notices)."
        ),
        NP_("sms", "Reply with a number or words. Always: MENU, CANCEL, BACK, AGENT, LANG, STOP."),
    ),
    "engine.also": Phrase(
        N_("After this we come to: {dialog:title}{service?also.of_service}."),
        NP_("sms", "Next: {dialog:title}{service?also.of_service}."),
    ),
    "engine.cancelled": Phrase(
        N_("All right, we leave that. Write MENU for other services."),
        NP_("sms", "All right, we leave that. Others: MENU"),
    ),
    "engine.nothing_to_cancel": Phrase(
        N_("There is nothing to cancel. MENU shows what we can do; STOP ends our notices."),
        NP_("sms", "Nothing to cancel. MENU shows the services, STOP ends notices."),
    ),
    "engine.first_question": Phrase(N_("This is the first question.")),
    "engine.not_understood_1": Phrase(N_("Sorry, we do not understand yet.")),
    "engine.not_answered": Phrase(
        N_("Sorry, we cannot answer that here. Write AGENT to ask our staff."),
        NP_("sms", "We cannot answer that. AGENT: ask staff."),
    ),
    "engine.not_understood_2": Phrase(
        N_("That answer is not clear either. HELP shows the words we know."),
        NP_("sms", "That is not clear either."),
    ),
    "engine.rests": Phrase(
        N_("Set aside for now: {dialog:title}. Write to us at any time to go on."),
        NP_("sms", "Set aside: {dialog:title}. Write to go on."),
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
}
