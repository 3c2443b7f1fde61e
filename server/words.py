"""The few words that the roof itself says to a contact, in both languages."""

from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path

LOCALE = Path(__file__).parent.parent / "web_chat" / "locale"


@cache
def catalogue(language: str) -> GNUTranslations | NullTranslations:
    """The pages' catalogue of a language; English for one that is not known."""
    return translation("web_chat", LOCALE, [language], fallback=True)


def taken_over(name: str, *, language: str) -> str:
    """The line of a conversation that a person has taken."""
    return catalogue(language).gettext("{name} is now answering you.").replace("{name}", name)


def given_back(*, language: str) -> str:
    """The line of a conversation that went back to the bot."""
    return catalogue(language).gettext("The automatic counter is answering again.")


def sent_again(*, language: str) -> str:
    """For staff: a text whose fate was not known was sent once more."""
    return catalogue(language).gettext("Sent again; the person may have it twice.")


def came_in_parts(text: str, *, came: int, total: int, language: str) -> str:
    """For staff: what there is of a long message that is not whole."""
    phrase = catalogue(language).gettext("{came} of {total} parts of a long message came: {text}")
    told = phrase.replace("{came}", str(came)).replace("{total}", str(total))
    return told.replace("{text}", text)


def proof_code(code: str, *, language: str) -> str:
    """The text that brings a one-time code to a telephone; one part in both languages."""
    phrase = catalogue(language).gettext(
        "{code} is your code for the chat at our counter, good for 10 minutes. "
        "Did you not ask for it? Then do nothing, and tell it to nobody."
    )
    return phrase.replace("{code}", code)


def closed(*, language: str) -> str:
    """The line of a conversation that a person has finished."""
    return catalogue(language).gettext(
        "This conversation is finished. Write again whenever you need us."
    )
