"""The bot's part of a turn: what was heard goes through the dialogs, the answer onto the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from dialogs.engine.counter import Counter
from dialogs.engine.heard import Heard
from dialogs.engine.render import render
from dialogs.engine.reply import Reply
from dialogs.engine.routing import global_word
from dialogs.engine.turn import (
    Patience,
    expire,
    open_question,
    patience_of,
    remind,
    take_turn,
)
from dialogs.engine.vocabulary import BACK, CANCEL, MENU
from dialogs.listening.sameness import same_words
from models.conversations.page import Page
from models.conversations.rules import Author, TimerKind
from models.conversations.views import MessageView, TimerView
from models.hours.rules import StaffHours
from models.terms.channel import Inbound, Priority, Style
from models.terms.clock import Clock
from models.unknown import services as unknown
from server import offering, words
from server.answering.asking import Asking
from server.answers import Guarded
from server.wordbook import Wordbook

CALLS_BOT_BACK = frozenset({MENU, CANCEL, BACK})
"""What somebody who waits for a person may say to leave the line."""
SAID_AT_MOST = 20
"""Bot texts to one address an hour; beyond it the bot is silent and a person is called."""
SAID_WITHIN_MS = 3_600_000
NOISE_AT_MOST = 7
"""Answers to what was not understood, to one address an hour: one whole round, up to the offer of
a person and the last word. What comes beyond it is not kept for staff to label either."""
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Talk:
    """The dialogs with what they need from outside: time, styles of the channels, a secret."""

    counter: Counter
    clock: Clock
    timezone: ZoneInfo
    styles: Mapping[str, Style]
    secret: bytes
    words: Wordbook = field(default_factory=Wordbook)
    """How the office calls its parts and services."""
    staff_hours: StaffHours = StaffHours.OFFICE

    async def answer(self, page: Page, heard: MessageView, inbound: Inbound) -> list[MessageView]:
        """Take the bot's turn; the domain's writes are undone if it raises."""
        if not _may_be_answered(page):
            page.now.needs_person = True
            return []
        asking = Asking(page, inbound, page.new_id, self.secret, self.timezone, self.staff_hours)
        async with Guarded(asking) as services:
            now = page.now
            offered, now.dialog = offering.without_offer(now.dialog)
            if offered is not None:
                wish = offering.answered(inbound)
                if wish is False:
                    return self._ask_again(page, reply_to=heard.id)
                if wish:
                    inbound = replace(inbound, text=offered, choice=None)
            await self.words.refresh(page.at_ms)
            taken = await take_turn(
                self.counter,
                now.dialog,
                Heard(inbound.text, inbound.choice, asking.now.date(), self.words.catalogue),
                language=now.language,
                services=services,
            )
            is_kept = not taken.understood and _count_noise(page)
            if not taken.understood and not is_kept and now.channel in page.pushed_channels:
                now.needs_person = True
                return []
            now.dialog = taken.snapshot
            now.language = taken.language or now.language
            now.turn += 1
            said = self._say(page, taken.replies, reply_to=heard.id)
            self._arm(page, taken.patience, said)
            if is_kept and taken.unheard is not None and inbound.choice is None:
                await _keep_unheard(page, heard, taken.unheard)
            return said

    def receive_files(self, page: Page, heard: MessageView) -> list[MessageView]:
        """Say that files came; an open question is asked again, else a person shall look."""
        now = page.now
        if now.dialog is None:
            now.needs_person = True
        if not _may_be_answered(page):
            return []
        _, now.dialog = offering.without_offer(now.dialog)
        asked = open_question(self.counter, now.dialog)[1:]
        style, language = self.styles[now.channel], now.language
        rendered = render(asked, style=style, language=language, names=self.words.name)
        told = words.files_received(len(heard.attachments), language=language)
        text = f"{told}\n{rendered.text}" if asked else told
        now.turn += 1
        _count_said(page)
        said = [page.say(Author.BOT, text, choices=rendered.choices, reply_to=heard.id)]
        self._arm(page, patience_of(self.counter, now.dialog), said)
        return said

    def calls_bot_back(self, inbound: Inbound) -> bool:
        """Whether somebody who waits for a person asks for the menu instead."""
        return global_word(inbound.text) in CALLS_BOT_BACK

    def repeat_question(self, page: Page, *, meanwhile: Sequence[str] = ()) -> list[MessageView]:
        """Say again what was open when a person took over; its clock begins anew.

        What the contact wrote meanwhile is offered as the answer.
        """
        page.follow_contact()
        now = page.now
        _, now.dialog = offering.without_offer(now.dialog)
        offered = offering.joined(meanwhile)
        if offered is None or now.dialog is None:
            return self._ask_again(page, reply_to=None)
        return self._offer(page, offered, now.dialog)

    def _ask_again(self, page: Page, *, reply_to: int | None) -> list[MessageView]:
        dialog = page.now.dialog
        page.now.turn += 1
        said = self._say(page, open_question(self.counter, dialog), reply_to=reply_to)
        self._arm(page, patience_of(self.counter, dialog), said)
        return said

    def _offer(self, page: Page, meanwhile: str, dialog: str) -> list[MessageView]:
        now = page.now
        asked = open_question(self.counter, dialog)
        if len(asked) == 1:  # no question is open
            return self._ask_again(page, reply_to=None)
        style, language = self.styles[now.channel], now.language
        open_words = render(
            (*asked[:-1], replace(asked[-1], choices=())),
            style=style,
            language=language,
            names=self.words.name,
        )
        question, choices = offering.asked(meanwhile, style=style, language=language)
        now.turn += 1
        now.dialog = offering.with_offer(dialog, meanwhile)
        _count_said(page)
        said = [page.say(Author.BOT, f"{open_words.text}\n{question}", choices=choices)]
        self._arm(page, patience_of(self.counter, dialog), said)
        return said

    def ring(self, page: Page, kind: TimerKind) -> list[MessageView]:
        """Ask an open question again, or let the talk rest with a word."""
        page.follow_contact()
        if not _may_be_answered(page):
            return []
        now = page.now
        _, now.dialog = offering.without_offer(now.dialog)
        if kind is TimerKind.EXPIRE:
            replies, now.dialog = expire(self.counter, now.dialog)
            if self.styles[now.channel] is not Style.RICH:
                # By text a number may still be meant for the question that rests.
                replies = tuple(replace(reply, choices=()) for reply in replies)
            return self._say(page, replies, reply_to=None, priority=Priority.NOTICE)
        patience = patience_of(self.counter, now.dialog)
        replies = remind(self.counter, now.dialog)
        said = self._say(page, replies, reply_to=None, priority=Priority.NOTICE)
        if patience is not None and patience.expires_after is not None:
            left = max(patience.expires_after - (patience.reminds_after or 0), 1)
            self._arm(page, Patience(None, left), said)
        return said

    def tell(self, page: Page, reply: Reply, *, author: Author) -> None:
        """Say something that nobody asked for just now; an open question stays as it is."""
        page.follow_contact()
        style, language = self.styles[page.now.channel], page.now.language
        rendered = render((reply,), style=style, language=language, names=self.words.name)
        page.say(author, rendered.text, priority=Priority.NOTICE)

    def _arm(self, page: Page, patience: Patience | None, said: Sequence[MessageView]) -> None:
        """Let a clock run for the question that was just asked; it knows its turn."""
        if patience is None or not said:
            return
        kind, minutes = TimerKind.REMIND, patience.reminds_after
        if minutes is None:
            kind, minutes = TimerKind.EXPIRE, patience.expires_after
        if minutes is not None:
            due_at_ms = page.at_ms + minutes * MINUTE_MS
            now = page.now
            page.timers.append(TimerView(said[-1].id, now.id, now.turn, kind, due_at_ms))

    def _say(
        self,
        page: Page,
        replies: tuple[Reply, ...],
        *,
        reply_to: int | None,
        priority: Priority | None = None,
    ) -> list[MessageView]:
        if not replies:
            return []
        style = self.styles[page.now.channel]
        rendered = render(replies, style=style, language=page.now.language, names=self.words.name)
        _count_said(page)
        return [
            page.say(
                Author.BOT,
                rendered.text,
                choices=rendered.choices,
                reply_to=reply_to,
                priority=priority,
            )
        ]


def _may_be_answered(page: Page) -> bool:
    """Never short codes or sender names, and no endless talk with another automaton."""
    now = page.now
    if now.channel not in page.pushed_channels:
        return True
    if not now.address.startswith("+"):
        return False
    return _is_fresh(page) or now.said_count < SAID_AT_MOST


async def _keep_unheard(page: Page, heard: MessageView, context: str) -> None:
    """For staff to say what was meant; the text is masked already, as it is stored."""
    await unknown.keep(
        number=page.new_id(),
        context=context,
        channel=heard.channel,
        language=page.now.language,
        text=heard.text,
        words=same_words(heard.text),
        at_ms=page.at_ms,
    )


def _count_noise(page: Page) -> bool:
    """Count what was not understood; False when it is one too many for an hour."""
    now = page.now
    counted = 0 if _is_fresh(page) else now.noise_count
    now.noise_count = min(counted + 1, NOISE_AT_MOST)
    return counted < NOISE_AT_MOST


def _is_fresh(page: Page) -> bool:
    """Whether an hour has passed since counting began."""
    return page.at_ms - page.now.said_since_ms >= SAID_WITHIN_MS


def _count_said(page: Page) -> None:
    now = page.now
    if _is_fresh(page):
        now.said_since_ms, now.said_count = page.at_ms, 1
    else:
        now.said_count += 1
