"""What the visitor's socket asks of the office behind it."""

from collections.abc import Mapping
from typing import Any, Protocol

from web_chat.visitors import Visitor

Payload = Mapping[str, Any]


class Counter(Protocol):
    """The office as a visitor's socket sees it; payloads are as docs/wire names them."""

    def open(self, token: str | None) -> tuple[Visitor, str]:
        """The visitor and a token. Raises UnknownTokenError."""

    async def welcome(
        self, visitor: Visitor, *, language: str, last_pos: int, seen_in: int | None
    ) -> Payload:
        """`{conversation, language, speaker, name, phone, messages, more}` after a position.

        A position that was seen in another conversation counts for nothing.
        """

    async def hear(
        self,
        visitor: Visitor,
        *,
        key: str,
        text: str,
        choice: str | None,
        attachments: tuple[str, ...],
        language: str,
        origin: str | None,
        socket: str,
    ) -> Payload:
        """The acknowledgement of a message, after its commit."""

    async def since(self, visitor: Visitor, *, pos: int) -> Payload:
        """`{messages, more}` after a position."""

    async def begin(self, visitor: Visitor, *, socket: str) -> Payload:
        """`{ok, messages}`: whatever was open has ended; the line that says so, if it is new."""

    async def rate(self, visitor: Visitor, *, rating: int, comment: str | None) -> Payload:
        """`{ok, rated: {pos, rating}}`, or a refusal while no talk with staff has just ended."""

    async def see(self, visitor: Visitor, *, pos: int) -> None:
        """The visitor has seen everything up to a position."""

    async def types(self, conversation_id: int) -> None:
        """Keys are being pressed in a window of this conversation; whoever looks on may hear."""

    async def send_code(self, visitor: Visitor, *, number: str, language: str) -> Payload:
        """Send a one-time code to a telephone: `{ok, minutes}` or a refusal."""

    async def show_code(self, visitor: Visitor, *, language: str) -> Payload:
        """A code to be texted from the visitor's own telephone: `{ok, code, number, minutes}`."""

    async def give_code(self, visitor: Visitor, *, code: str, language: str) -> Payload:
        """The code that was sent: `{ok, phone}` once the telephone leads into this thread."""
