"""Texts over a provider's HTTP interface: the server's Channel, and the webhooks behind it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
from aiohttp import web
from yarl import URL

from gateway.errors import AnswerLostError
from gateway.provider.asking import Request, TroubleError, reference_of, report_of, request_of
from gateway.provider.shape import Provider
from gateway.provider.webhook import Webhooks, bounded
from gateway.tally import Tally
from models.terms.channel import (
    ChannelError,
    Inbox,
    LineCondition,
    Outbound,
    Priority,
    Report,
    Stage,
    Style,
)
from models.terms.clock import Clock, SystemClock

CHANNEL = "sms"
"""The same as over modems, so that conversations go on when an office changes its way out."""
LONGEST_PAUSE = 600.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pauses:
    """After trouble, in seconds: doubled from the first to the longest while it lasts."""

    first: float = 1.0
    longest: float = 60.0


class HttpProvider:
    """One account with one provider; the provider cuts long texts itself."""

    def __init__(
        self,
        provider: Provider,
        *,
        name: str = CHANNEL,
        clock: Clock | None = None,
        pauses: Pauses | None = None,
    ) -> None:
        self._provider = provider
        self._name = name
        self._pauses = pauses or Pauses()
        self._webhooks = Webhooks(provider, channel=name, clock=clock or SystemClock())
        self._wake: Callable[[], None] = lambda: None
        self._session: aiohttp.ClientSession | None = None
        self._tally = Tally()
        self._trouble = ""
        self._pause = self._pauses.first
        self._resting: asyncio.TimerHandle | None = None
        self._seats = 0
        self._emptied = asyncio.Event()
        self._emptied.set()
        self._is_stopping = False

    @property
    def name(self) -> str:
        return self._name

    @property
    def style(self) -> Style:
        return Style.TERSE

    @property
    def line(self) -> str:
        return self._provider.name

    async def start(self, inbox: Inbox, wake: Callable[[], None]) -> None:
        self._webhooks.inbox, self._wake = inbox, wake
        patience = self._provider.send.timeout_seconds
        self._session = aiohttp.ClientSession(
            # A connection that is kept may be closed by the peer just as the next text is written,
            # and nobody could tell whether that text left.
            connector=aiohttp.TCPConnector(limit=self._provider.send.window, force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=patience, connect=patience / 2),
            middlewares=(_no_second_try,),
        )

    def parts(self, text: str) -> int:  # noqa: ARG002 - the provider cuts
        return 1

    def reserve(self, address: str, priority: Priority) -> "ProviderSeat | None":  # noqa: ARG002
        """While there is trouble, one text at a time tries whether it is over."""
        window = 1 if self._trouble else self._provider.send.window
        kept_free = int(priority is Priority.PROMOTION and window > 1)
        if self._is_stopping or self._resting or self._session is None:
            return None
        if self._seats + kept_free >= window:
            return None
        self._seats += 1
        self._emptied.clear()
        return ProviderSeat(self)

    async def stop(self) -> None:
        """Wait for the answers to what is under way."""
        self._is_stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(self._provider.send.timeout_seconds):
                await self._emptied.wait()
        if self._resting is not None:
            self._resting.cancel()
        if self._session is not None:
            await self._session.close()

    def condition(self) -> Sequence[LineCondition]:
        tally = self._tally
        condition = LineCondition(
            line=self.line,
            is_up=not self._trouble,
            detail=self._detail(),
            state="down" if self._trouble else "ready",
            sent=tally.sent,
            failed=tally.failed,
            unknown=tally.unknown,
            answer_seconds=tally.answer_seconds,
        )
        return (condition,)

    def routes(self) -> list[web.RouteDef]:
        """The provider's webhooks, to be mounted by the server."""
        return self._webhooks.routes()

    async def send(self, message: Outbound) -> Report:
        """Ask the provider once. Raises ChannelError when it surely has nothing."""
        try:
            with self._tally.counting(AnswerLostError, ChannelError):
                return await self._offer(message)
        except AnswerLostError as error:
            own = reference_of(message) if self._provider.answer.has_own_id else None
            return Report(Stage.UNKNOWN, own, str(error))

    def leave_seat(self) -> None:
        self._seats -= 1
        if not self._seats:
            self._emptied.set()
        self._wake()

    async def _offer(self, message: Outbound) -> Report:
        request = request_of(self._provider, message)
        pause: float | None = None
        try:
            status, body, pause = await self._ask(request)
            answer, reference = self._provider.answer, reference_of(message)
            report = report_of(answer, status, body, reference=reference)
        except TroubleError as error:
            self._suffer(error.reason)
            raise
        except ChannelError as error:
            self._recover()
            if error.retryable:
                self._rest(pause or self._next_pause())
            raise
        self._recover()
        self._pause = self._pauses.first
        return report

    async def _ask(self, request: Request) -> tuple[int, bytes, float | None]:
        """Status, body and wished-for pause.

        Raises TroubleError when nothing was asked, AnswerLostError when it may have been.
        """
        if self._session is None:
            raise TroubleError("the provider is not started")
        try:
            async with self._session.request(
                request.method,
                URL(request.url, encoded=True),
                headers=request.headers,
                data=request.body,
                allow_redirects=False,
            ) as answer:
                body = await bounded(answer.content)
                return answer.status, body or b"", _pause_of(answer.headers.get("Retry-After"))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise TroubleError(f"no connection: {type(error).__name__}") from error
        except aiohttp.InvalidURL as error:
            raise TroubleError("the provider's address cannot be used") from error
        except (aiohttp.ClientError, OSError) as error:
            raise AnswerLostError("the provider's answer was lost") from error

    def _detail(self) -> str:
        if self._trouble:
            return f"down: {self._trouble}; it is tried again"
        return "ready" if self._resting is None else "ready, and slower as the provider asks"

    def _suffer(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("provider %s: %s; it is tried again", self.line, trouble)
        self._rest(self._next_pause())

    def _recover(self) -> None:
        if self._trouble:
            self._trouble = ""
            log.info("provider %s is ready again", self.line)

    def _next_pause(self) -> float:
        pause = self._pause
        self._pause = min(pause * 2, self._pauses.longest)
        return pause

    def _rest(self, seconds: float) -> None:
        if self._resting is None:
            self._resting = asyncio.get_running_loop().call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        self._resting = None
        self._wake()


class ProviderSeat:
    """One of the texts that may be under way at once."""

    def __init__(self, channel: HttpProvider) -> None:
        self._channel = channel
        self._is_taken = True

    @property
    def line(self) -> str:
        return self._channel.line

    async def send(self, message: Outbound, part: int) -> Report:  # noqa: ARG002 - there is one
        """Hand the text on. Raises ChannelError when it surely did not leave."""
        return await self._channel.send(message)

    def release(self) -> None:
        if self._is_taken:
            self._is_taken = False
            self._channel.leave_seat()


async def _no_second_try(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Hide a lost connection from aiohttp, which would send a GET or PUT again by itself."""
    try:
        return await handler(request)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise AnswerLostError("the connection was lost before the answer came") from error


def _pause_of(retry_after: str | None) -> float | None:
    """The seconds of RFC 9110, 10.2.3; its dates are left to our own pauses."""
    if retry_after is None or not retry_after.isascii() or not retry_after.isdecimal():
        return None
    return min(float(retry_after), LONGEST_PAUSE)
