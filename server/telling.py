"""What happens in the office's domains is told to whom it concerns: once, by the door used last.

A domain names who is to hear of something and marks it told in the same transaction in which the
text enters the thread and the outbox: a crash between the two is impossible.
"""

from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dialogs.engine.phrases import LANGUAGES
from dialogs.engine.reply import Reply
from models.cases import moving
from models.catalogue import wishes
from models.conversations import doors
from models.conversations.rules import Author, Speaker
from models.orders import basket
from models.orders import notices as order_notices
from models.orders.notices import OrderMoved
from models.orders.rules import OrderStage
from models.people import services as people
from models.queues import line, notices, staffnotices
from models.queues.views import Notice
from models.surveys import services as surveys
from models.terms.request import Fact
from server.channels import SMS
from server.talk import Talk
from server.work import Group, Needs, Settled

Told = AsyncIterator[tuple[int, str | None, Reply]]
"""Contact, telephone on file, and what is said."""
EVENT = "telling"
BRIEF_LENGTH = 56
"""Of free text and lists beside a number, an amount and what may be done, by text."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Everything of one kind that is to be told now."""

    kind: str
    talk: Talk
    language: str
    """For those who never wrote."""

    @property
    def line(self) -> Hashable:
        return (EVENT, self.kind)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        async for contact_id, phone, reply in KINDS[self.kind](group, self.talk):
            await self._say(group, contact_id, phone, reply)
        return Settled()

    async def _say(self, group: Group, contact_id: int, phone: str | None, reply: Reply) -> None:
        door = await doors.last_used(contact_id, phone=phone)
        if door is not None:
            if await people.has_opted_out(door.channel, door.address):
                return
            await group.load_conversations([door.conversation_id])
            page = group.page(group.conversation(door.conversation_id))
        elif phone:
            page = group.page_at(SMS, phone, language=self.language)
        else:
            return
        is_owned = page.now.speaker is Speaker.STAFF
        self.talk.tell(page, reply, author=Author.SYSTEM if is_owned else Author.BOT)
        page.announce("messages")
        group.accept(page)


async def _cases(group: Group, talk: Talk) -> Told:  # noqa: ARG001
    for notice in await moving.due_notices(limit=20):
        if not await moving.take_notice(notice.step_id, at_ms=group.at_ms):
            continue
        facts: dict[str, Fact] = {
            "number": notice.number,
            "service": notice.service,
            "stage": notice.stage.value,
            "note_id": notice.note_id,
            "note_en": notice.note_en,
            "missing_id": ", ".join(notice.missing_id),
            "missing_en": ", ".join(notice.missing_en),
        }
        contact_id = notice.door.contact_id if notice.door else 0
        yield contact_id, notice.phone, Reply("track_case.status", facts)


async def _surveys(group: Group, talk: Talk) -> Told:  # noqa: ARG001
    closed = await moving.take_closed(at_ms=group.at_ms)
    await surveys.offer(closed, at_ms=group.at_ms, new_id=group.means.new_id)
    for invitation in await surveys.due_invitations(at_ms=group.at_ms, limit=20):
        if await surveys.take_invitation(invitation.set_id, at_ms=group.at_ms):
            yield (
                invitation.who_id,
                None,
                Reply("engine.notice_survey", {"number": invitation.case_number}),
            )


async def _queues(group: Group, talk: Talk) -> Told:
    now = datetime.fromtimestamp(group.at_ms / 1000, UTC).astimezone(talk.timezone)
    await line.end_earlier_days(now=now)
    for phrase, due in (
        ("engine.notice_soon", notices.soon_called),
        ("engine.notice_tomorrow", _tomorrow),
    ):
        for notice in await due(now=now):
            facts: dict[str, Fact] = {
                "ticket": notice.ticket,
                "service": notice.service,
                "date": notice.day,
                "time": notice.time,
                "ahead": notice.ahead,
            }
            yield notice.contact_id, notice.phone, Reply(phrase, facts)


async def _tomorrow(*, now: datetime) -> list[Notice]:
    return await notices.due_tomorrow(now=now, at_most=20)


async def _tickets(group: Group, talk: Talk) -> Told:  # noqa: ARG001
    for moved in await staffnotices.take_due(at_ms=group.at_ms, limit=20):
        ticket = moved.ticket
        facts: dict[str, Fact] = {
            "ticket": ticket.label,
            "service": ticket.service,
            "date": ticket.day,
            "time": ticket.time,
            "counter": ticket.counter or "",
        }
        phrase = f"engine.notice_ticket_{moved.done.value}"
        yield ticket.contact_id, ticket.phone, Reply(phrase, facts)


async def _shop(group: Group, talk: Talk) -> Told:  # noqa: ARG001
    await basket.lapse(at_ms=group.at_ms, new_id=group.means.new_id)
    for back in await wishes.come_true(limit=20):
        facts: dict[str, Fact] = {
            "sku": back.sku,
            "name_id": back.name_id,
            "name_en": back.name_en,
            "price": back.price_idr,
        }
        yield back.contact_id, None, Reply("engine.notice_back", facts)


async def _orders(group: Group, talk: Talk) -> Told:  # noqa: ARG001
    for moved in await order_notices.due(limit=20):
        if not await order_notices.take(moved, at_ms=group.at_ms) or moved.is_over:
            continue
        facts = _order_facts(moved)
        yield moved.order.contact_id, None, Reply(f"engine.notice_order_{_ordered(moved)}", facts)


def _order_facts(moved: OrderMoved) -> dict[str, Fact]:
    """`brief`: what is missing, or the reason, within one text message."""
    order, is_part = moved.order, moved.stage is OrderStage.PART_CONFIRMED
    facts: dict[str, Fact] = {"order": order.number, "total": order.total_idr}
    reason = order.reason.rstrip(" .")
    for language in LANGUAGES:
        names = [line.name_id if language == "id" else line.name_en for line in order.lines]
        named = list(zip(order.lines, names, strict=True))
        lines = [f"{line.granted} x {name}" for line, name in named if line.granted]
        missing = [f"{line.missing} x {name}" for line, name in named if line.missing]
        facts |= {f"lines_{language}": lines, f"missing_{language}": missing}
        facts[f"brief_{language}"] = first_of(missing) if is_part else shortened(reason)
    return facts | {"reason": reason}


def _ordered(moved: OrderMoved) -> str:
    match moved.stage:
        case OrderStage.PART_CONFIRMED:
            return "part"
        case OrderStage.DECLINED | OrderStage.CANCELLED:
            return "called_off" if moved.was_promised else "declined"
        case _:
            return moved.stage.value


def shortened(text: str) -> str:
    """As much of a text as fits beside a notice in one text message, cut between words."""
    if len(text) <= BRIEF_LENGTH:
        return text
    kept, _, _ = text[: BRIEF_LENGTH - 2].rpartition(" ")
    return f"{kept or text[: BRIEF_LENGTH - 3]}..."


def first_of(names: Sequence[str]) -> str:
    """The first of a list, as many as fit, and how many are left."""
    for count in range(len(names), 0, -1):
        left = f" (+{len(names) - count})" if count < len(names) else ""
        told = ", ".join(names[:count]) + left
        if len(told) <= BRIEF_LENGTH:
            return told
    return shortened(names[0]) if names else ""


KINDS: dict[str, Callable[[Group, Talk], Told]] = {
    "cases": _cases,
    "surveys": _surveys,
    "queues": _queues,
    "tickets": _tickets,
    "shop": _shop,
    "orders": _orders,
}
