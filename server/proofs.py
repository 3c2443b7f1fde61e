"""A visitor proves a telephone on the page itself: by a code sent to it, or by one to be texted."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from models.conversations.page import Page
from models.conversations.rules import Author
from models.people import identity, proving
from server import words
from server.codes import PHONE_CHANNEL, code_text
from server.joining import join
from server.talk import Talk
from server.work import Group, Needs, RefusalError, Settled


@dataclass(frozen=True, slots=True)
class OnPage:
    """What one visitor does; whoever has not spoken yet gets a conversation by it."""

    channel: str
    address: str
    language: str
    conversation_id: int
    talk: Talk

    @property
    def line(self) -> Hashable:
        return (self.channel, self.address)

    @property
    def needs(self) -> Needs:
        return Needs(addresses=[(self.channel, self.address)])

    def page(self, group: Group) -> Page:
        number = self.conversation_id
        return group.page_at(self.channel, self.address, language=self.language, number=number)


@dataclass(frozen=True, slots=True)
class SendCode(OnPage):
    """A code goes to the telephone; `told` receives how long it is good."""

    phone: str
    told: dict[str, Any]

    async def do(self, group: Group) -> Settled:
        page = self.page(group)
        try:
            sending = await proving.make_code(
                page.now.contact_id,
                self.phone,
                secret=self.talk.secret,
                at_ms=page.at_ms,
                new_id=page.new_id,
            )
        except proving.PhoneNotAllowedError:
            raise RefusalError("not_allowed", "No code can be sent to that number.") from None
        except proving.TooManyCodesError as error:
            raise _too_many(error) from None
        page.outbox.append(code_text(page, sending))
        group.accept(page)
        self.told["minutes"] = proving.VALID_MS // 60_000
        return Settled(conversation=page.now)


@dataclass(frozen=True, slots=True)
class ShowCode(OnPage):
    """`told` receives a code that the visitor texts from their own telephone."""

    told: dict[str, Any]

    async def do(self, group: Group) -> Settled:
        page = self.page(group)
        try:
            code = await proving.show_code(
                page.now.contact_id,
                secret=self.talk.secret,
                at_ms=page.at_ms,
                new_id=page.new_id,
            )
        except proving.TooManyCodesError as error:
            raise _too_many(error) from None
        group.accept(page)
        self.told.update(code=code, minutes=proving.VALID_MS // 60_000)
        return Settled(conversation=page.now)


@dataclass(frozen=True, slots=True)
class GiveCode(OnPage):
    """The code that was sent is given back: the telephone leads into this thread from now on.

    A wrong try is counted, so this settles as done and `told` receives the refusal; else how the
    telephone ends.
    """

    code: str
    told: dict[str, Any]

    async def do(self, group: Group) -> Settled:
        page = self.page(group)
        contact_id = page.now.contact_id
        try:
            phone = await proving.check_code(
                contact_id, self.code, secret=self.talk.secret, at_ms=page.at_ms
            )
            await identity.hold_phone(contact_id, phone, at_ms=page.at_ms)
        except proving.WrongCodeError as error:
            self.told.update(code="wrong", message="That is not the code.", left=error.left)
        except proving.CodeExpiredError:
            self.told.update(code="expired", message="That code is no longer valid.")
        except proving.CodeLockedError:
            self.told.update(code="locked", message="Too many wrong codes.")
        except identity.DifferentPeopleError:
            message = "That telephone belongs to another registered person."
            self.told.update(code="taken", message=message)
        else:
            await join(group, page, PHONE_CHANNEL, phone, self.talk)
            page.say(Author.SYSTEM, words.phone_joined(phone[-4:], language=page.now.language))
            page.announce("messages")
            group.accept(page)
            self.told["phone"] = phone[-4:]
        return Settled(conversation=page.now)


def _too_many(error: proving.TooManyCodesError) -> RefusalError:
    return RefusalError(
        "slow_down", "Too many codes were asked for.", retry_after=error.minutes * 60
    )
