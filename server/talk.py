"""The bot's part of a turn: what was heard goes through the dialogs, the answer onto the page."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dialogs.engine.counter import Counter
from dialogs.engine.heard import Heard
from dialogs.engine.render import render
from dialogs.engine.reply import Reply
from dialogs.engine.routing import global_word
from dialogs.engine.turn import open_question, take_turn
from dialogs.engine.vocabulary import BACK, CANCEL, MENU
from models.conversations.page import Page
from models.conversations.rules import Author
from models.conversations.views import MessageView
from models.db import savepoint
from models.terms.channel import Inbound, Style
from models.terms.clock import Clock
from models.terms.request import Outcome, Request
from server.answering.asking import Asking
from server.answers import answer

CALLS_BOT_BACK = frozenset({MENU, CANCEL, BACK})
"""What somebody who waits for a person may say to leave the line."""
SAID_AT_MOST = 20
"""Bot texts to one address an hour; beyond it the bot is silent and a person is called."""
SAID_WITHIN_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Talk:
    """The dialogs with what they need from outside: time, styles of the channels, a secret."""

    counter: Counter
    clock: Clock
    timezone: ZoneInfo
    styles: Mapping[str, Style]
    secret: bytes

    async def answer(self, page: Page, heard: MessageView, inbound: Inbound) -> list[MessageView]:
        """Take the bot's turn; the domain's writes are undone if it raises."""
        if not _may_be_answered(page):
            page.now.needs_person = True
            return []
        asking = Asking(page, inbound, page.new_id, self.secret, self.timezone)
        async with AsyncExitStack() as undo:
            is_guarded = False

            async def services(request: Request) -> Outcome:
                nonlocal is_guarded
                if not is_guarded:
                    is_guarded = True
                    await undo.enter_async_context(savepoint())
                return await answer(asking, request)

            today = self.clock.now().astimezone(self.timezone).date()
            now = page.now
            taken = await take_turn(
                self.counter,
                now.dialog,
                Heard(inbound.text, inbound.choice, today),
                language=now.language,
                services=services,
            )
            now.dialog = taken.snapshot
            now.language = taken.language or now.language
            now.turn += 1
            return self._say(page, taken.replies, reply_to=heard.id)

    def calls_bot_back(self, inbound: Inbound) -> bool:
        """Whether somebody who waits for a person asks for the menu instead."""
        return global_word(inbound.text) in CALLS_BOT_BACK

    def repeat_question(self, page: Page) -> list[MessageView]:
        """Say again what was open when a person took over."""
        return self._say(page, open_question(self.counter, page.now.dialog), reply_to=None)

    def _say(
        self, page: Page, replies: tuple[Reply, ...], *, reply_to: int | None
    ) -> list[MessageView]:
        if not replies:
            return []
        style = self.styles[page.now.channel]
        rendered = render(replies, style=style, language=page.now.language)
        _count_said(page)
        return [page.say(Author.BOT, rendered.text, choices=rendered.choices, reply_to=reply_to)]


def _may_be_answered(page: Page) -> bool:
    """Never short codes or sender names, and no endless talk with another automaton."""
    now = page.now
    if now.channel not in page.pushed_channels:
        return True
    if not now.address.startswith("+"):
        return False
    is_fresh = page.at_ms - now.said_since_ms >= SAID_WITHIN_MS
    return is_fresh or now.said_count < SAID_AT_MOST


def _count_said(page: Page) -> None:
    now = page.now
    if page.at_ms - now.said_since_ms >= SAID_WITHIN_MS:
        now.said_since_ms, now.said_count = page.at_ms, 1
    else:
        now.said_count += 1
