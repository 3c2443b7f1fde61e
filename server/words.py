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


def visitor_names() -> list[str]:
    """What stands before the letters of somebody whose name nobody knows, in each language."""
    return [
        catalogue(language).gettext("Visitor {id}").replace("{id}", "").strip()
        for language in ("id", "en")
    ]


def given_back(*, language: str) -> str:
    """The line of a conversation that went back to the bot."""
    return catalogue(language).gettext("The automatic counter is answering again.")


def offer(text: str, *, language: str) -> tuple[str, str, str]:
    """Whether what the contact wrote to a person is the answer; yes and no."""
    phrase = catalogue(language).gettext('You wrote: "{text}". Use it as the answer?')
    told = catalogue(language).gettext
    return phrase.replace("{text}", text), told("Yes"), told("No")


def passed_on(name: str, *, language: str) -> str:
    """The line of a conversation that waits for a department."""
    phrase = catalogue(language).gettext("Please wait a moment: {name} will answer you.")
    return phrase.replace("{name}", name)


def back_in_line(*, language: str) -> str:
    """The line of a conversation that waits for anybody again."""
    return catalogue(language).gettext("Please wait a moment: somebody else will answer you.")


def sent_again(*, language: str, is_doubtful: bool) -> str:
    """For staff: a text was sent once more, which the person may have already or surely has not."""
    if is_doubtful:
        return catalogue(language).gettext("Sent again; the person may have it twice.")
    return catalogue(language).gettext("Sent again.")


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


def goes_on_elsewhere(*, language: str) -> str:
    """The last line of a thread whose contact has another one, proved to be theirs."""
    return catalogue(language).gettext("This conversation goes on in the chat on our page.")


def goes_on_here(*, language: str) -> str:
    """The line of a thread into which a person follows the contact."""
    return catalogue(language).gettext("Your conversation by text goes on here.")


def phone_joined(tail: str, *, language: str) -> str:
    """The line of a thread that a proved telephone leads into, too."""
    phrase = catalogue(language).gettext(
        "Your telephone ending in {tail} is connected. While this page is closed, "
        "we answer you there."
    )
    return phrase.replace("{tail}", tail)


def written_at_page(*, language: str) -> str:
    """The text that stands for a reply too long to be sent."""
    return catalogue(language).gettext(
        "We have answered you in the chat on our page. Please open it to read the whole answer."
    )


def files_received(count: int, *, language: str) -> str:
    """What the bot says of files that came."""
    phrase = catalogue(language).ngettext(
        "Your file has arrived; our staff can see it.",
        "Your {count} files have arrived; our staff can see them.",
        count,
    )
    return phrase.replace("{count}", str(count))


def files_by_link(address: str, *, hours: int, language: str) -> str:
    """Ends a text whose files are fetched from our page."""
    phrase = catalogue(language).gettext("File for you, once, for {hours} hours: {address}")
    return phrase.replace("{hours}", str(hours)).replace("{address}", address)


def files_at_page(*, language: str) -> str:
    """Ends a text whose files can be seen only in the chat."""
    return catalogue(language).gettext("There is a file for you in the chat on our page.")


def papers_by_link(number: str, address: str, *, hours: int, language: str) -> str:
    """Where the papers that a case still waits for can be handed in."""
    phrase = catalogue(language).gettext(
        "Hand in the missing papers for {number} here within {hours} hours: {address}"
    )
    told = phrase.replace("{number}", number).replace("{hours}", str(hours))
    return told.replace("{address}", address)


def paper_handed_in(name: str, number: str, *, language: str) -> str:
    """The line of a thread whose contact has handed in a paper by a link."""
    phrase = catalogue(language).gettext("Handed in for {number}: {name}. We will check it.")
    return phrase.replace("{number}", number).replace("{name}", name)


def begun(*, language: str) -> str:
    """The line at which a contact began a new conversation."""
    return catalogue(language).gettext("A new conversation")


def closed(*, language: str) -> str:
    """The line of a conversation that a person has finished."""
    return catalogue(language).gettext(
        "This conversation is finished. Write again whenever you need us."
    )
