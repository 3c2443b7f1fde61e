"""Holding a conversation without doors: for `loket play` and the transcripts it keeps."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from dialogs.engine.heard import Heard
from dialogs.engine.render import render
from dialogs.engine.turn import take_turn
from dialogs.registry import counter
from models.conversations.page import Page
from models.conversations.views import ConversationView
from models.db import transaction
from models.terms.channel import Inbound, Style
from models.terms.clock import Clock
from models.terms.ids import IdMaker
from models.terms.request import Fact, Outcome, Request
from server.answering.asking import Asking
from server.answers import answer
from server.faults import CommandError
from server.wordbook import Wordbook

STRANGER = "somebody in a terminal"


@dataclass(slots=True)
class Player:
    """One contact at the terminal; the dialogs and the domain are the real ones."""

    clock: Clock
    new_id: IdMaker
    zone: ZoneInfo
    secret: bytes
    language: str
    phone: str | None
    lines: list[str] = field(default_factory=list)
    words: Wordbook = field(default_factory=Wordbook)
    _snapshot: str | None = None

    async def begin(self, dialog: str) -> str:
        """Open with a dialog by its name. Raises CommandError when there is none."""
        known = counter.by_name.get(dialog)
        if known is None:
            raise CommandError(f"There is no dialog {dialog}: {', '.join(counter.by_name)}.")
        return await self.hear(known.keywords[0] if known.keywords else dialog.upper())

    async def hear(self, text: str) -> str:
        """Say something; what is answered."""
        self.lines.append(f"> {text}")
        await self.words.refresh(int(self.clock.now().timestamp() * 1000))
        today = self.clock.now().astimezone(self.zone).date()
        async with transaction():
            taken = await take_turn(
                counter,
                self._snapshot,
                Heard(text, None, today, self.words.catalogue),
                language=self.language,
                services=self._services,
            )
        self._snapshot = taken.snapshot
        self.language = taken.language or self.language
        self.lines.extend(_request_line(*asked) for asked in taken.requests)
        self.lines.extend(f"< {reply.phrase}" for reply in taken.replies)
        if taken.snapshot is None:
            self.lines.append(".")
        style = Style.TERSE if self.phone else Style.RICH
        shown = render(taken.replies, style=style, language=self.language, names=self.words.name)
        choices = [f"[{number}] {label}" for number, (_, label) in enumerate(shown.choices, 1)]
        return "\n".join([shown.text, *choices])

    async def _services(self, request: Request) -> Outcome:
        address = self.phone or STRANGER
        at = self.clock.now()
        begun = ConversationView.begun(
            number=1,
            contact_id=1,
            channel="play",
            address=address,
            language=self.language,
            at_ms=int(at.timestamp() * 1000),
        )
        page = Page(begun, begun.created_at_ms, self.new_id, frozenset())
        inbound = Inbound("play", address, "", at, f"play-{len(self.lines)}")
        asking = Asking(page, inbound, self.new_id, self.secret, self.zone)
        return await answer(asking, request)


def transcript(lines: Sequence[str], *, language: str, phone: str | None) -> str:
    """The lines with the heads that a replay needs."""
    heads = [f"language: {language}"]
    if phone is not None:
        heads += [f"phone: {phone}", "doors: sms"]
    return "\n".join([*heads, "", *lines]) + "\n"


def _request_line(request: Request, outcome: Outcome) -> str:
    words = [request.service, *_facts(request.arguments), "->", outcome.name]
    return " ".join(["?", *words, *_facts(outcome.facts)])


def _facts(facts: Mapping[str, Fact]) -> list[str]:
    return [
        f"{name}={shlex.quote(_written(value))}"
        for name, value in facts.items()
        if value is not None
    ]


def _written(value: Fact) -> str:
    """A list as transcripts have it, `[09:00|09:30]`."""
    return f"[{'|'.join(value)}]" if isinstance(value, list) else str(value)
