"""Answer a survey."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "answer_survey.ask": Phrase(N_("{number}/{of} {text}{optional?answer_survey.may_skip}")),
    "answer_survey.may_skip": Phrase(N_("(SKIP leaves it out)"), NP_("sms", "(or SKIP)")),
    "answer_survey.invalid": Phrase(
        N_("That is no answer to this question."), NP_("sms", "Not one of the answers.")
    ),
    "answer_survey.required": Phrase(
        N_("This question cannot be left out."), NP_("sms", "Please answer this one.")
    ),
    "answer_survey.finished": Phrase(
        N_("Thank you, your answers help us to serve better."), NP_("sms", "Thank you.")
    ),
    "answer_survey.ask_which": Phrase(
        N_("Which survey would you like to answer?"), NP_("sms", "Which survey?")
    ),
    "answer_survey.done": Phrase(N_("You have answered this survey already. Thank you.")),
    "answer_survey.none": Phrase(N_("There is no survey now.")),
    "answer_survey.ended": Phrase(
        N_("This survey has ended meanwhile. Your answers until now are kept. Thank you."),
        NP_("sms", "The survey has ended meanwhile. Your answers are kept."),
    ),
    "answer_survey.resumed": Phrase(N_("Back to the survey:")),
}
