"""Keeps one account connected: logs in, watches, and logs in again when the provider is back."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from enum import StrEnum

from gateway.errors import AnswerLostError, GatewayError, LineDownError
from gateway.smpp.account import SmppAccount
from gateway.smpp.copies import Copies
from gateway.smpp.intake import Intake
from gateway.smpp.patience import SmppPatience
from gateway.smpp.pdu import Bind
from gateway.smpp.receipt import MessageIds
from gateway.smpp.session import LoginRefusedError, Session
from gateway.tally import Tally
from models.terms.channel import Inbox, LineCondition, Priority
from models.terms.clock import Clock

log = logging.getLogger(__name__)


class LineState(StrEnum):
    """How a line is, in one word for machines."""

    STARTING = "starting"
    READY = "ready"
    DOWN = "down"
    LOGIN_REFUSED = "login_refused"
    """For the operator: nothing mends it by itself."""


class Line:
    """One account; `changed` is called whenever it can carry something it could not before."""

    def __init__(
        self,
        account: SmppAccount,
        *,
        channel: str,
        clock: Clock,
        patience: SmppPatience,
        tls: ssl.SSLContext | None,
    ) -> None:
        self.account = account
        self.ids = MessageIds(account.receipt_ids)
        self._channel = channel
        self._clock = clock
        self._patience = patience
        self._tls = (tls or ssl.create_default_context()) if account.has_tls else None
        self._copies = Copies(clock, seconds=patience.copy)
        self.tally = Tally()
        self._state = LineState.STARTING
        self._changed: Callable[[], None] = lambda: None
        self._session: Session | None = None
        self._trouble = "not connected yet"
        self._seats = 0
        self._emptied = asyncio.Event()
        self._emptied.set()
        self._pause = patience.throttle_first
        self._resting: asyncio.TimerHandle | None = None
        self._up_since = 0.0

    @property
    def session(self) -> Session | None:
        """The session while it can be used."""
        return self._session if self._session and self._session.is_open else None

    def has_room(self, priority: Priority) -> bool:
        """Whether one more text may be under way; promotions leave one place to the others."""
        if self.session is None or self._resting is not None:
            return False
        kept_free = int(priority is Priority.PROMOTION and self.account.window > 1)
        return self._seats + kept_free < self.account.window

    def take_seat(self) -> None:
        self._seats += 1
        self._emptied.clear()

    def leave_seat(self) -> None:
        self._seats -= 1
        if not self._seats:
            self._emptied.set()
        self._changed()

    @property
    def room(self) -> int:
        return self.account.window - self._seats

    def rest(self) -> None:
        """The provider asks for slower sending: nothing goes for a while, longer each time."""
        if self._resting is not None:
            return
        loop = asyncio.get_running_loop()
        self._resting = loop.call_later(self._pause, self._go_on)
        self._pause = min(self._pause * 2, self._patience.throttle_longest)

    def thrive(self) -> None:
        """A text was taken: the next rest is a short one."""
        self._pause = self._patience.throttle_first

    async def run(self, inbox: Inbox, changed: Callable[[], None]) -> None:
        """Serve until cancelled."""
        self._changed = changed
        intake = Intake(self.account, inbox, channel=self._channel, ids=self.ids, clock=self._clock)
        pause = self._patience.reconnect_first
        while True:
            try:
                await self._serve(intake)
            except LoginRefusedError as error:
                self._note(str(error), LineState.LOGIN_REFUSED)
                pause = self._patience.refused
            except GatewayError as error:
                self._note(str(error))
            except Exception:
                log.exception("line %s stumbled", self.account.line)
            if self._was_steady():
                pause = self._patience.reconnect_first
            self._session = None
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._patience.reconnect_longest)

    async def empty(self) -> None:
        """Return when no text is under way any more."""
        await self._emptied.wait()

    async def leave(self) -> None:
        """Take leave of the provider."""
        if self._resting is not None:
            self._resting.cancel()
        if self.session is not None:
            await self.session.unbind()

    def condition(self) -> LineCondition:
        return LineCondition(
            line=self.account.line,
            is_up=self.session is not None,
            detail=self._detail(),
            state=LineState.READY if self.session else self._state,
            sent=self.tally.sent,
            failed=self.tally.failed,
            unknown=self.tally.unknown,
            answer_seconds=self.tally.answer_seconds,
        )

    async def _serve(self, intake: Intake) -> None:
        """From connecting to the end of the connection. Raises GatewayError."""
        reader, writer = await self._connect()
        session = Session(
            reader, writer, take=intake.take, copies=self._copies, patience=self._patience
        )
        account = self.account
        try:
            await session.bind(Bind(account.system_id, account.password, account.system_type))
            self._session, self._trouble = session, ""
            self._up_since = self._clock.monotonic()
            log.info("line %s is ready", account.line)
            self._changed()
            await session.run()
        except AnswerLostError:
            raise LineDownError("the provider does not answer the login") from None
        finally:
            session.close()
            await session.closed()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, port = self.account.host, self.account.port
        try:
            async with asyncio.timeout(self._patience.connect):
                return await asyncio.open_connection(host, port, ssl=self._tls)
        except TimeoutError:
            raise LineDownError("the provider's address does not answer") from None
        except ssl.SSLError as error:
            raise LineDownError(f"no secure connection: {error.reason}") from None
        except OSError as error:
            raise LineDownError(f"no connection: {error.strerror or error}") from None

    def _was_steady(self) -> bool:
        """Whether the last session lasted: one that ends at once is not begun again at once."""
        lasted = self._clock.monotonic() - self._up_since
        return self._session is not None and lasted > self._patience.reconnect_longest

    def _go_on(self) -> None:
        self._resting = None
        self._changed()

    def _note(self, trouble: str, state: LineState = LineState.DOWN) -> None:
        self._state = state
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("line %s: %s; it is tried again", self.account.line, trouble)

    def _detail(self) -> str:
        if self.session is None:
            return f"down: {self._trouble or 'the connection was lost'}; it is tried again"
        return "ready" if self._resting is None else "ready, and slower as the provider asks"
