"""Files of messages: taken from their sender, and sent as a link where a door carries none."""

from collections.abc import Sequence

from models.attachments import services as attachments
from models.attachments.links import Link
from models.attachments.rules import FileRefusedError, Why
from models.attachments.views import Attached
from models.terms.words import N_
from server import words
from server.work import RefusalError

SENTENCES = {
    Why.EMPTY: N_("This file is empty."),
    Why.TOO_BIG: N_("This file is too big."),
    Why.WRONG_TYPE: N_("Only pictures (JPEG, PNG, WebP, GIF) and PDF files are taken."),
    Why.DAMAGED: N_("This file cannot be read. It may be damaged."),
    Why.TOO_MANY_PIXELS: N_("This picture is too large. Please send a smaller one."),
    Why.ACTIVE: N_("This PDF holds scripts or other files. Please send one without."),
    Why.LOCKED: N_("This PDF is locked with a password. Please send one without."),
    Why.QUOTA: N_("So many files cannot be sent in one day."),
    Why.NOT_YOURS: N_("There is no such file."),
    Why.TOO_MANY: N_("A message takes at most five files."),
}
"""What people are told, and programs in English."""


def refusal_of(refused: FileRefusedError) -> RefusalError:
    """A refused file as the sender of a message is told of it."""
    return RefusalError(refused.why.value, SENTENCES[refused.why])


def web_uploader(address: str) -> str:
    return f"web:{address}"


def staff_uploader(staff_id: int) -> str:
    return f"staff:{staff_id}"


def case_uploader(number: str) -> str:
    return f"case:{number}"


async def claimed(ids: Sequence[str], *, uploader: str) -> tuple[Attached, ...]:
    """The sender's own files for a message. Raises RefusalError."""
    try:
        return tuple(await attachments.waiting(ids, uploader=uploader))
    except FileRefusedError as refused:
        raise refusal_of(refused) from None


def text_with_link(text: str, link: Link, public_url: str, language: str) -> str:
    """What a text says of files: its words, and where they are fetched."""
    told = words.files_by_link(f"{public_url}/f/{link.token}", hours=link.hours, language=language)
    return f"{text}\n{told}" if text else told
