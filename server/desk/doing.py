"""Acts of the side panel: each is work of the lanes, done once, with a note of who did it.

Whoever comes second is told where it stands by now. The people hear of it as of everything
else that happens in the office, by `server/telling.py`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, Struct

from models.audit.services import Done
from models.conversations.page import Page
from models.db import lock_until_commit, savepoint
from models.orders.rules import LINES_AT_MOST, Item
from server.desk.acts import OnThread
from server.desk.asked import Act, Code, Doing
from server.desk.belonging import behind
from server.desk.casework import on_case, open_case
from server.desk.frames import Id
from server.desk.orderwork import on_order, open_order
from server.desk.panel import panel_of
from server.desk.papers import say_link
from server.desk.possible import PAPERS_LINK
from server.desk.seats import Ack, Desk, Handler, Seat
from server.desk.ticketwork import on_ticket
from server.talk import Talk
from server.work import Group, Settled
from web_chat.frames import Key, read

PANEL = "panel"
"""The kind of desk event that tells of what somebody has with the office, with the note."""
ACTS: Mapping[str, Callable[[Doing, Act], Awaitable[str]]] = {
    "case": on_case,
    "ticket": on_ticket,
    "order": on_order,
}


class OpenCase(Struct, forbid_unknown_fields=True):
    conversation: Id
    service: Code


class OrderedLine(Struct, forbid_unknown_fields=True):
    sku: Code
    count: Annotated[int, Meta(ge=1, le=9999)] = 1


class OpenOrder(Struct, forbid_unknown_fields=True):
    conversation: Id
    lines: Annotated[list[OrderedLine], Meta(min_length=1, max_length=LINES_AT_MOST)]
    client_key: Key | None = None
    """The same one again is the same order."""


@dataclass(frozen=True, slots=True)
class OnPanel(OnThread):
    """An act on what the person behind a thread has with the office."""

    talk: Talk

    async def begin(self, group: Group) -> tuple[Page, Doing]:
        """The thread's page and in whose name it is done; from here on one at a time."""
        page = group.page(group.conversation(self.conversation_id))
        await lock_until_commit()
        doing = Doing(
            await behind(page.now),
            page.now.contact_id,
            self.staff,
            page.now.language,
            group.at_ms,
            group.means.new_id,
            self.talk.timezone,
            self.talk.secret,
        )
        return page, doing

    def end(
        self, group: Group, page: Page, line: str, *, act: str, about: Mapping[str, object]
    ) -> None:
        """Keep who did it, note it in the thread, and let every desk refresh what it shows."""
        group.done.append(Done(self.staff.id, act, self.conversation_id, about))
        key = f"panel-{group.means.new_id()}"
        page.note(line, staff_id=self.staff.id, client_key=key)
        page.announce(PANEL, {"about": dict(about)})
        group.accept(page)


@dataclass(frozen=True, slots=True)
class Do(OnPanel):
    """One act on a case, a ticket or an order."""

    wanted: Act

    async def do(self, group: Group) -> Settled:
        page, doing = await self.begin(group)
        async with savepoint():
            line = await ACTS[self.wanted.kind](doing, self.wanted)
            if self.wanted.act == PAPERS_LINK:
                await say_link(page, doing, self.wanted.id, group.means.public_url)
        kind = self.wanted.kind
        about: dict[str, object] = {"kind": kind, "id": self.wanted.id}
        if doing.numbers:
            about["number"] = doing.numbers[-1]
        self.end(group, page, line, act=f"{kind}_{self.wanted.act}", about=about)
        return Settled(conversation=page.now)


@dataclass(frozen=True, slots=True)
class Apply(OnPanel):
    """Open a case for the person."""

    service: str

    async def do(self, group: Group) -> Settled:
        page, doing = await self.begin(group)
        async with savepoint():
            number, line = await open_case(doing, self.service)
        about = {"kind": "case", "number": number}
        self.end(group, page, line, act="open_case", about=about)
        return Settled(conversation=page.now, told=number)


@dataclass(frozen=True, slots=True)
class Order(OnPanel):
    """Enter an order for the person."""

    items: tuple[Item, ...]
    client_key: str | None

    async def do(self, group: Group) -> Settled:
        page, doing = await self.begin(group)
        key = f"desk-{self.client_key or group.means.new_id()}"
        async with savepoint():
            number, line = await open_order(doing, self.items, key)
        if line:
            about = {"kind": "order", "number": number}
            self.end(group, page, line, act="open_order", about=about)
        return Settled(conversation=page.now, told=number)


async def _do(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: Act = read(Act, payload)
    await desk.submit(seat, Do(wanted.conversation, seat.staff, desk.talk, wanted))
    return {"ok": True, "panel": await panel_of(wanted.conversation, desk, seat)}


async def _open_case(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: OpenCase = read(OpenCase, payload)
    work = Apply(wanted.conversation, seat.staff, desk.talk, wanted.service)
    settled = await desk.submit(seat, work)
    panel = await panel_of(wanted.conversation, desk, seat)
    return {"ok": True, "number": settled.told, "panel": panel}


async def _open_order(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: OpenOrder = read(OpenOrder, payload)
    items = tuple(Item(line.sku, line.count) for line in wanted.lines)
    work = Order(wanted.conversation, seat.staff, desk.talk, items, wanted.client_key)
    settled = await desk.submit(seat, work)
    panel = await panel_of(wanted.conversation, desk, seat)
    return {"ok": True, "number": settled.told, "panel": panel}


EVENTS: Mapping[str, Handler] = {
    "do": _do,
    "open_case": _open_case,
    "open_order": _open_order,
}
