"""The port: one command in flight, a future and a timeout for each; what comes unasked, passed on.

A silence is climbed out of step by step: an escape and AT before the next command, the line let
go of when that is not answered, so that its owner opens it anew.
"""

import asyncio
import contextlib
import re
from collections.abc import Callable, Iterator
from typing import cast

from gateway import at
from gateway.at import LineParser, Result, Unasked
from gateway.errors import AnswerLostError, LineDownError, NoAnswerError, RefusedError, State
from gateway.flight import Flight
from gateway.opening import drop_output, open_port
from gateway.pace import PAUSE_SECONDS, Pace
from gateway.patience import Patience

OWED_FOR = 10
"""Times the patience for an answer: so long a lost one may still come, and be no other's."""
_TRIES_TO_GREET = 3
_TRIES_TO_WAKE = 2


class Link(asyncio.Protocol):
    """One open port. Made by `open_link`."""

    def __init__(
        self, *, hear: Callable[[Unasked], None], doubt: Callable[[], None], patience: Patience
    ) -> None:
        self._hear = hear
        self._doubt = doubt
        self._patience = patience
        self._parser = LineParser()
        self._turn = asyncio.Lock()
        self._flight: Flight | None = None
        self._announced = False
        self._is_suspect = False
        self._owed_until = 0.0
        """Until then the answer to an earlier message may still come."""
        self._heard = asyncio.Event()
        self._overhearing: Callable[[str], None] | None = None
        self._transport: asyncio.Transport | None = None
        loop = asyncio.get_running_loop()
        self._pace = Pace(now=loop.time())
        self.opened: asyncio.Future[None] = loop.create_future()
        """Done when the port is there."""
        self.lost: asyncio.Future[None] = loop.create_future()
        """Done when it is gone."""
        self.loss = _gone()
        """Why, once it is."""

    async def command(
        self,
        text: str,
        *,
        prefix: str = "",
        shape: re.Pattern[str] | None = None,
        has_pdus: bool = False,
        seconds: float | None = None,
    ) -> tuple[str, ...]:
        """The lines of the answer that begin with `prefix` or have `shape`, and PDUs after them.

        Raises RefusedError, NoAnswerError, LineDownError.
        """
        async with self._turn:
            await self._ensure_in_step()
            flight = Flight(prefix=prefix, shape=shape, has_pdus=has_pdus)
            try:
                self._begin(text, flight)
                result = await flight.landed(seconds or self._patience.command)
            except TimeoutError:
                raise NoAnswerError("no answer in time", lines=tuple(flight.lines)) from None
            finally:
                self._land(flight)
        _raise_if_refused(result)
        return tuple(flight.lines)

    async def submit(
        self, text: str, pdu_hex: str, *, prefix: str, reference: int | None = None
    ) -> tuple[str, ...]:
        """Command, prompt, PDU, Ctrl-Z, answer; `reference` in an answer shows that it is ours.

        Raises RefusedError, NoAnswerError and LineDownError while nothing has left;
        AnswerLostError when that is not known.
        """
        async with self._turn:
            await self._ensure_in_step()
            flight = Flight(prefix=prefix, has_prompt=True)
            try:
                await self._until_prompt(text, flight)
                return await self._hand_over(pdu_hex, flight, reference)
            finally:
                self._parser.expects_prompt = False
                self._land(flight)

    async def greet(self) -> None:
        """AT until it answers, whatever it answers. Raises LineDownError."""
        for _ in range(_TRIES_TO_GREET):
            with contextlib.suppress(NoAnswerError):
                with contextlib.suppress(RefusedError):
                    await self.command("AT", seconds=self._patience.attention)
                return
        raise LineDownError("the modem does not answer", state=State.MUTE)

    async def shout(self, text: str) -> None:
        """Write a command that nobody expects an answer to: the last try with a mute modem."""
        async with self._turn:
            with contextlib.suppress(LineDownError):
                self._write(b"\r" + at.ESC + f"{text}\r".encode("ascii"))
            await asyncio.sleep(self._patience.quiet)  # closing would throw it away

    @contextlib.contextmanager
    def overheard(self, hear: Callable[[str], None]) -> Iterator[None]:
        """Give `hear` every line that is no answer, for as long as this lasts."""
        self._overhearing = hear
        try:
            yield
        finally:
            self._overhearing = None

    @property
    def is_flooded(self) -> bool:
        """Whether the modem lately talked faster than any that is well."""
        return self._pace.is_exceeded(now=self._now)

    @property
    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    async def close(self) -> None:
        """Let go of the port at once; unwritten bytes are thrown away."""
        transport = self._transport
        if transport is None:
            return
        if not transport.is_closing():
            drop_output(transport)
            transport.abort()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.open):
                await asyncio.shield(self.lost)

    # What the transport calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not isinstance: the transports of uvloop are of no class of asyncio.
        self._transport = cast(asyncio.Transport, transport)
        self.opened.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._heard.set()
        for line in self._parser.feed(data):
            self._take(line)
        loop = asyncio.get_running_loop()
        if self._pace.take(len(data), now=loop.time()) and self._transport:
            self._transport.pause_reading()
            loop.call_later(PAUSE_SECONDS, self._read_on)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's words
        if not self.lost.done():
            self.lost.set_result(None)
        if self._flight:
            self._flight.crash(self.loss)

    def _read_on(self) -> None:
        if self._transport and not self.lost.done() and not self._transport.is_closing():
            self._transport.resume_reading()

    # Lines, told apart.

    def _take(self, line: str) -> None:
        if self._announced:
            self._announced = False
            if at.is_hex(line):
                self._hear(at.Direct(line))
                return
        match at.unasked_of(line):
            case at.Announced():
                self._announced = True
            case at.Stored() as stored:
                self._hear(stored)
            case None:
                self._take_answer(line)

    def _take_answer(self, line: str) -> None:
        flight = self._flight
        result = at.final_of(line)
        if line == at.PROMPT:
            if flight:
                flight.take_prompt()
        elif result:
            if flight:
                flight.take_result(result)
        elif flight is None or not flight.take(line):
            self._notice(line)

    def _notice(self, line: str) -> None:
        if line in at.RESTARTED and self._flight:
            self._flight.crash(LineDownError("the modem has restarted", state=State.RESTARTING))
        if self._overhearing:
            self._overhearing(line)
        self._hear(at.Notice(line))

    # One exchange.

    def _begin(self, text: str, flight: Flight) -> None:
        self._flight = flight
        self._write(f"{text}\r".encode("ascii"))

    async def _until_prompt(self, text: str, flight: Flight) -> None:
        self._parser.expects_prompt = True
        self._begin(text, flight)
        try:
            await flight.prompted(self._patience.prompt)
        except TimeoutError:
            raise NoAnswerError("the modem did not ask for the message") from None

    async def _hand_over(
        self, pdu_hex: str, flight: Flight, reference: int | None
    ) -> tuple[str, ...]:
        """From the first byte written here on, silence means that nobody knows."""
        self._write(pdu_hex.encode("ascii") + at.CTRL_Z)
        try:
            result = await flight.landed(self._patience.submit)
            if self._now < self._owed_until and not flight.bears(reference):
                flight, result = await self._latest(flight, result)
        except (TimeoutError, LineDownError):
            if flight.lines:  # the network's number came, only the OK after it did not
                return tuple(flight.lines)
            self._owed_until = self._now + OWED_FOR * self._patience.submit
            raise AnswerLostError("no answer after the message had left") from None
        if not result.is_ok and flight.lines:
            raise AnswerLostError("accepted and refused in one answer")
        _raise_if_refused(result)
        return tuple(flight.lines)

    async def _latest(self, flight: Flight, result: Result) -> tuple[Flight, Result]:
        """The answer to the message sent last, where one to an earlier message is still owed.

        When a second answer comes, the first was the late one; when none comes, it was ours.
        Raises AnswerLostError.
        """
        self._owed_until = 0.0
        second = Flight(prefix="+CMGS:")
        self._flight = second
        try:
            return second, await second.landed(self._patience.submit)
        except TimeoutError:
            return flight, result
        except LineDownError:
            raise AnswerLostError("the line went down before the answer was sure") from None

    async def _ensure_in_step(self) -> None:
        """After a silence: end what may be half typed, and wait until old answers are over."""
        if self.lost.done():
            raise self.loss
        if not self._is_suspect:
            return
        for _ in range(_TRIES_TO_WAKE):
            self._write(at.ESC)
            flight = Flight()
            try:
                self._begin("AT", flight)
                await flight.landed(self._patience.attention)
            except TimeoutError:
                continue
            finally:
                self._flight = None
            await self._until_quiet()
            self._is_suspect = False
            return
        self.loss = LineDownError("the modem does not answer", state=State.MUTE)
        await self.close()
        raise self.loss

    async def _until_quiet(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.command):
                while True:
                    self._heard.clear()
                    async with asyncio.timeout(self._patience.quiet):
                        await self._heard.wait()

    def _land(self, flight: Flight) -> None:
        """The exchange is over; an answer that is still owed would be taken for the next one's."""
        self._flight = None
        if flight.is_owed:
            self._is_suspect = True
            self._doubt()

    def _write(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            raise self.loss
        self._transport.write(data)


async def open_link(
    address: str,
    *,
    hear: Callable[[Unasked], None],
    doubt: Callable[[], None] = lambda: None,
    patience: Patience | None = None,
) -> Link:
    """Open a device path, or `socket://host:port`. Raises LineDownError with the cause.

    `hear` is given what comes unasked; `doubt` is called when an answer failed to come.
    """
    patience = patience or Patience()
    link = Link(hear=hear, doubt=doubt, patience=patience)
    try:
        await open_port(address, link, seconds=patience.open)
        async with asyncio.timeout(patience.open):
            await link.opened
    except BaseException as error:
        await link.close()
        if isinstance(error, TimeoutError):
            raise LineDownError("it does not open") from error
        raise
    return link


def _raise_if_refused(result: Result) -> None:
    if not result.is_ok:
        raise RefusedError(result.reason, code=result.code)


def _gone() -> LineDownError:
    return LineDownError("the modem was unplugged", state=State.NO_PORT)
