"""Search over everything: numbers of cases, orders and tickets, telephones, names, then texts.

One kind after the other; a page's cursor says in which kind it ended, and behind what.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.cases import finding as cases
from models.conversations import finding, fragments, searching
from models.conversations.searching import BEYOND, FoundMessage
from models.conversations.wording import Asked, read_question
from models.orders import finding as orders
from models.queues import finding as tickets
from models.queues.rules import read_label
from server import words
from server.desk import frames
from server.desk.seats import Ack, Desk, Handler, Seat
from server.desk.showing import shown
from server.wire import moment
from web_chat.frames import FrameError, read

PAGE = 30


class Found(NamedTuple):
    """A thread that was found, and the message where it was found by one."""

    conversation_id: int
    message: FoundMessage | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, in the ways it is looked for."""

    text: str
    asked: Asked
    channels: Sequence[str]
    """Those whose addresses are telephone numbers."""


Page = tuple[list[Found], str | None]
"""What was found, and behind what to go on; None: no more of this kind."""
Look = Callable[[Question, str | None, int], Awaitable[Page]]


async def search(
    question: Question, cursor: str | None, *, limit: int = PAGE
) -> tuple[list[tuple[str, Found]], str | None]:
    """One page, each found thread with the kind it was matched by. Raises FrameError."""
    kind, behind = _read_cursor(cursor)
    found: list[tuple[str, Found]] = []
    for name in KINDS[KINDS.index(kind) :]:
        page, behind = await _LOOKS[name](question, behind, limit - len(found))
        found += [(name, each) for each in page]
        if behind is not None:
            return found, f"{name}.{behind}"
        if len(found) >= limit and name != KINDS[-1]:
            return found, f"{KINDS[KINDS.index(name) + 1]}."
    return found, None


async def _cases(question: Question, _: str | None, __: int) -> Page:
    number = cases.read_number(question.text)
    whose = None if number is None else await cases.whose(number)
    if whose is None:
        return [], None
    phone, who_id = whose
    phones = [] if phone is None else [phone]
    people = [] if who_id is None else [who_id]
    return [Found(each) for each in await finding.of_people(people, phones=phones)], None


async def _orders(question: Question, _: str | None, __: int) -> Page:
    number = orders.read_number(question.text)
    contact = None if number is None else await orders.whose(number)
    if contact is None:
        return [], None
    return [Found(each) for each in await finding.of_people([contact])], None


async def _tickets(question: Question, behind: str | None, limit: int) -> Page:
    label = read_label(question.text)
    if label is None:
        return [], None
    holders = await tickets.whose(*label, before=_number(behind), limit=limit)
    found: dict[int, Found] = {}
    for holder in holders:
        phones = [] if holder.phone is None else [holder.phone]
        for each in await finding.of_people([holder.contact_id], phones=phones):
            found[each] = Found(each)
    goes_on = str(holders[-1].ticket_id) if len(holders) == limit else None
    return list(found.values()), goes_on


async def _phones(question: Question, behind: str | None, limit: int) -> Page:
    beginning = finding.read_beginning(question.text)
    if beginning is None:
        return [], None
    found, goes_on = await finding.by_phone(
        beginning, channels=question.channels, after=behind, limit=limit
    )
    return [Found(each) for each in found], goes_on


async def _tails(question: Question, behind: str | None, limit: int) -> Page:
    """Numbers that end so; those that begin so have been found before."""
    tail = fragments.read_tail(question.text)
    if tail is None:
        return [], None
    phones = await fragments.phones_ending(
        tail, channels=question.channels, after=behind, limit=limit
    )
    beginning = finding.read_beginning(question.text)
    fresh = [each for each in phones if beginning is None or not each.startswith(beginning)]
    found = await finding.of_phones(fresh, channels=question.channels)
    return [Found(each) for each in found], phones[-1] if len(phones) == limit else None


async def _visitors(question: Question, behind: str | None, limit: int) -> Page:
    beginning = fragments.read_visitor(question.text, names=words.visitor_names())
    if beginning is None:
        return [], None
    found, goes_on = await fragments.by_visitor(beginning, after=behind, limit=limit)
    return [Found(each) for each in found], goes_on


async def _names(question: Question, behind: str | None, limit: int) -> Page:
    if not question.asked.words or question.asked.exactly is not None:
        return [], None
    people = await finding.named(question.asked, before=_number(behind), limit=limit)
    found = [Found(each) for each in await finding.of_people(people)]
    return found, str(people[-1]) if len(people) == limit else None


async def _texts(question: Question, behind: str | None, limit: int) -> Page:
    if not question.asked.words and question.asked.exactly is None:
        return [], None
    found, goes_on = await searching.by_text(question.asked, before=_number(behind), limit=limit)
    told = [Found(each.conversation_id, each) for each in found]
    return told, None if goes_on is None else str(goes_on)


_LOOKS: Mapping[str, Look] = {
    "case": _cases,
    "order": _orders,
    "ticket": _tickets,
    "phone": _phones,
    "tail": _tails,
    "name": _names,
    "visitor": _visitors,
    "text": _texts,
}
KINDS = tuple(_LOOKS)
_TOLD_AS = {"tail": "phone", "visitor": "name"}


async def _search(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.Search = read(frames.Search, payload)
    question = Question(wanted.q, read_question(wanted.q), sorted(desk.pushed_channels))
    found, goes_on = await search(question, wanted.before)
    known = await finding.threads(sorted({each.conversation_id for _, each in found}))
    told = await shown(known.values(), desk.roster.names, staff_id=seat.staff.id)
    by_id = {thread["conversation"]: thread for thread in told}
    hits = [
        {
            "thread": by_id[each.conversation_id],
            "message": None if each.message is None else _message(each.message),
            "matched": _TOLD_AS.get(kind, kind),
        }
        for kind, each in found
        if each.conversation_id in by_id
    ]
    return {"ok": True, "hits": hits, "next": goes_on}


def _message(found: FoundMessage) -> dict[str, Any]:
    return {"id": found.id, "pos": found.pos, "text": found.text, "at": moment(found.at_ms)}


def _read_cursor(cursor: str | None) -> tuple[str, str | None]:
    if cursor is None:
        return KINDS[0], None
    kind, dot, behind = cursor.partition(".")
    if not dot or kind not in _LOOKS:
        raise FrameError("bad_request", "This is no place in a search.")
    return kind, behind or None


def _number(behind: str | None) -> int:
    """An id to go on below; without one, from the very newest."""
    if behind is None:
        return BEYOND
    if not (behind.isascii() and behind.isdigit()) or int(behind[:20]) > BEYOND:
        raise FrameError("bad_request", "This is no place in a search.")
    return int(behind)


EVENTS: Mapping[str, Handler] = {"search": _search}
