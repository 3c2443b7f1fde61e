"""Web and phone become one thread, and what is said reaches the contact by one door at a time.

A contact proves a telephone from the page (a code sent to it), or from the telephone (a code shown
on the page). From then on both doors lead into one conversation. While the page is closed, what
nobody asked for just now leaves by text; what waits to leave so is withdrawn when the page opens.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from models.attachments import links
from models.conversations import calls, joining
from models.conversations.page import Page
from models.conversations.rules import Act, Speaker
from models.people import identity, proving
from models.terms.channel import Inbound, Priority, Stage
from models.terms.segments import count_segments, sms_text
from server import words
from server.attaching import text_with_link
from server.talk import Talk
from server.work import Group, Needs, Settled

UNSEEN_SEGMENTS_MOST = 4
"""A longer reply that nobody was there to see is announced by text, not sent."""
UNSEEN_FOR_MS = 24 * 3600 * 1000
_TEXTED_CODE = re.compile(r"\s*(?:SAMBUNG|LINK)[\s#.*,;:]*([0-9]{8})\W*", re.IGNORECASE)


async def come_by_code(group: Group, inbound: Inbound, talk: Talk) -> Page | None:
    """The page's own conversation when a telephone texts the code shown there, else None."""
    if inbound.channel not in group.means.pushed_channels:
        return None
    found = _TEXTED_CODE.fullmatch(inbound.text)
    if found is None:
        return None
    contact_id = await proving.claim_shown(
        found[1], inbound.address, secret=talk.secret, at_ms=group.at_ms
    )
    if contact_id is None:
        return None
    conversation_id = await joining.conversation_of(contact_id)
    if conversation_id is None:
        return None
    await group.load_conversations([conversation_id])
    page = group.page(group.conversation(conversation_id))
    try:
        await identity.hold_phone(contact_id, inbound.address, at_ms=group.at_ms)
    except identity.DifferentPeopleError:
        return None
    await join(group, page, inbound.channel, inbound.address, talk)
    page.announce("messages")
    group.accept(page)
    return group.page(page.now)


async def join(group: Group, page: Page, channel: str, address: str, talk: Talk) -> None:
    """Let an address that the contact has proved lead into this conversation.

    What was going on behind it goes on here: a person who was answering or waited for, else the
    question that was open, unless one is open here.
    """
    leaving_now = await group.find(channel, address)
    if leaving_now is not None and leaving_now.id != page.now.id:
        leaving = group.page(leaving_now)
        await joining.move_doors(page, leaving)
        is_person_needed = leaving.now.needs_person
        _go_on(page, leaving, talk)
        if is_person_needed and page.now.speaker is Speaker.BOT:
            page.now.needs_person = True
            await calls.lead(leaving.now.id, page.now.id)
        group.lead(leaving.now.id, page.now.id)
        leaving.announce("messages", {"goes_on_in": page.now.id})
        group.accept(leaving)
        page.joined_id = leaving.now.id
    await joining.open_door(page, channel, address, new_id=group.means.new_id)


def _go_on(page: Page, leaving: Page, talk: Talk) -> None:
    left, now = leaving.now, page.now
    speaker, owner_id, dialog = left.speaker, left.owner_id, left.dialog
    leaving.close()
    leaving.act(Act.CLOSE, words.goes_on_elsewhere(language=left.language), staff_id=None)
    if now.speaker is Speaker.BOT and speaker is not Speaker.BOT:
        page.give_to(speaker, owner_id)
        if speaker is Speaker.STAFF:
            line = words.goes_on_here(language=now.language)
            page.act(Act.TAKE, line, staff_id=owner_id)
    elif now.speaker is Speaker.BOT and now.dialog is None and dialog is not None:
        now.dialog = dialog
        talk.repeat_question(page)


@dataclass(frozen=True, slots=True)
class OnConversation:
    """Work that a window causes by being open."""

    conversation_id: int

    @property
    def line(self) -> Hashable:
        return ("window", self.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.conversation_id])


@dataclass(frozen=True, slots=True)
class Arrive(OnConversation):
    """A window opens: from now on the contact reads there what has not left yet."""

    channel: str
    address: str

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        now = page.now
        if now.away_channel is None:
            return Settled(conversation=now)
        now.channel, now.address, now.at_page_ms = self.channel, self.address, group.at_ms
        await _withdraw(group, now.id)
        page.announce("door")
        group.accept(page)
        return Settled(conversation=now)


@dataclass(frozen=True, slots=True)
class StillHere(OnConversation):
    """A window is still open."""

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        page.now.at_page_ms = group.at_ms
        group.accept(page)
        return Settled(conversation=page.now)


@dataclass(frozen=True, slots=True)
class SendUnseen(OnConversation):
    """What staff wrote to a page that was closed meanwhile leaves by text, once."""

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        now = page.now
        if not page.is_away or now.away_address is None or now.away_channel is None:
            return Settled(conversation=now)
        unseen = await joining.unseen_lines(now.id, after=now.seen_pos)
        if not unseen:
            return Settled(conversation=now)
        page.follow_contact()
        for message_id, written, has_files in unseen:
            text = await _with_files(group, page, message_id, written) if has_files else written
            is_long = count_segments(sms_text(text)).segments > UNSEEN_SEGMENTS_MOST
            carried = words.written_at_page(language=now.language) if is_long else text
            page.carry(message_id, carried, priority=Priority.LIVE)
        page.announce("door")
        group.accept(page)
        return Settled(conversation=now)


async def _with_files(group: Group, page: Page, message_id: int, text: str) -> str:
    """The words of a message and where its files can be seen."""
    language, base = page.now.language, group.means.public_url
    if base is None:
        return f"{text}\n{words.files_at_page(language=language)}".strip()
    link = links.fresh()
    await links.keep(link, message_id=message_id, at_ms=group.at_ms)
    return text_with_link(text, link, base, language)


async def due_unseen(*, now_ms: int, away_after_ms: int) -> Sequence[int]:
    """Conversations for `SendUnseen`."""
    return await joining.unseen_by_the_away(
        left_before_ms=now_ms - away_after_ms, since_ms=now_ms - UNSEEN_FOR_MS
    )


async def _withdraw(group: Group, conversation_id: int) -> None:
    waiting = await joining.unsent(conversation_id)
    await group.load_outbox(waiting)
    for message_id in waiting:
        row = group.outbox(message_id)
        if row is not None and row.stage is Stage.QUEUED and not group.parts(message_id):
            group.mark(row._replace(stage=Stage.WITHDRAWN, updated_at_ms=group.at_ms))
