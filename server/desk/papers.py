"""A one-time link by which somebody hands in the papers that their case still waits for."""

from models.cases import uploading
from models.cases.uploading import NotYoursError
from models.conversations.page import Page
from models.conversations.rules import Author
from models.terms.channel import Priority
from server import words
from server.desk.asked import Doing, not_theirs
from server.desk.belonging import cases_of
from server.work import RefusalError


async def say_link(page: Page, doing: Doing, case_id: int, public_url: str | None) -> None:
    """Say it in the thread, by the door that reaches the contact. Raises RefusalError."""
    if public_url is None:
        raise RefusalError("no_link", "Set public_url, so that links lead somewhere.")
    case = next((each for each in await cases_of(doing.who) if each.id == case_id), None)
    if case is None:
        not_theirs()
    try:
        link = await uploading.upload_link(
            case.number,
            ids=doing.who.ids,
            phone=next(iter(doing.who.phones), None),
            at_ms=doing.at_ms,
            conversation_id=page.now.id,
        )
    except NotYoursError:
        not_theirs()
    page.follow_contact()
    address = f"{public_url}/upload/{link.token}"
    told = words.papers_by_link(case.number, address, hours=link.hours, language=page.now.language)
    page.say(Author.BOT, told, priority=Priority.NOTICE)
