"""The port: one command in flight, a future and a timeout for each; what comes unasked, passed on.

The only module that knows pyserial-asyncio, whose open is quick for a device and blocking for a
network address: `socket://host:port` is therefore opened by asyncio itself.
"""

import asyncio
import contextlib
import errno
import termios
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

import serial_asyncio

from gateway import at
from gateway.at import LineParser, Result, Unasked
from gateway.errors import AnswerLostError, LineDownError, NoAnswerError, RefusedError
from gateway.patience import Patience

BAUD = 115200
_TRIES_TO_WAKE = 2


@dataclass(slots=True)
class _Flight:
    """The command whose answer is awaited."""

    done: "asyncio.Future[Result]"
    prefix: str = ""
    has_pdus: bool = False
    prompt: "asyncio.Future[None] | None" = None
    lines: list[str] = field(default_factory=list)
    patience: asyncio.Timeout | None = None
    seconds: float = 0.0

    def add(self, line: str) -> None:
        """A line of the answer; as long as they come, the end is waited for."""
        self.lines.append(line)
        if self.patience and not self.patience.expired():
            self.patience.reschedule(asyncio.get_running_loop().time() + self.seconds)

    async def landed(self, seconds: float) -> Result:
        """How the answer ends. Raises TimeoutError when nothing of it comes for so long."""
        self.seconds = seconds
        async with asyncio.timeout(seconds) as self.patience:
            return await self.done

    @property
    def awaits_prompt(self) -> bool:
        return self.prompt is not None and not self.prompt.done()


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
        self._flight: _Flight | None = None
        self._announced = False
        self._is_suspect = False
        self._heard = asyncio.Event()
        self._transport: asyncio.Transport | None = None
        loop = asyncio.get_running_loop()
        self._opened = loop.create_future()
        self.lost: asyncio.Future[None] = loop.create_future()
        """Done when the port is gone."""

    async def command(
        self, text: str, *, prefix: str = "", has_pdus: bool = False, seconds: float | None = None
    ) -> tuple[str, ...]:
        """The lines of the answer that begin with `prefix`, and PDUs after them.

        Raises RefusedError, NoAnswerError, LineDownError.
        """
        async with self._turn:
            await self._ensure_in_step()
            flight = self._begin(text, _Flight(self._future(), prefix, has_pdus))
            try:
                result = await flight.landed(seconds or self._patience.command)
            except TimeoutError:
                raise NoAnswerError("no answer in time", lines=tuple(flight.lines)) from None
            finally:
                self._land(flight)
        _raise_if_refused(result)
        return tuple(flight.lines)

    async def submit(self, text: str, pdu_hex: str, *, prefix: str) -> tuple[str, ...]:
        """Command, prompt, PDU, Ctrl-Z, answer.

        Raises RefusedError, NoAnswerError and LineDownError while nothing has left;
        AnswerLostError when that is not known.
        """
        async with self._turn:
            await self._ensure_in_step()
            prompt: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            flight = _Flight(self._future(), prefix, prompt=prompt)
            try:
                await self._until_prompt(text, flight, prompt)
                return await self._hand_over(pdu_hex, flight)
            finally:
                self._parser.expects_prompt = False
                self._land(flight)

    async def close(self) -> None:
        """Let go of the port at once; unwritten bytes are thrown away."""
        transport = self._transport
        if transport is None:
            return
        if not transport.is_closing():
            self._drop_output(transport)
            transport.abort()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.open):
                await asyncio.shield(self.lost)

    # What the transport calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not isinstance: the transports of uvloop are of no class of asyncio.
        self._transport = cast(asyncio.Transport, transport)
        self._opened.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._heard.set()
        for line in self._parser.feed(data):
            self._take(line)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's words
        if not self.lost.done():
            self.lost.set_result(None)
        flight = self._flight
        if flight is None:
            return
        if flight.awaits_prompt and flight.prompt:
            flight.prompt.set_exception(LineDownError("the line went down"))
        elif not flight.done.done():
            flight.done.set_exception(LineDownError("the line went down"))

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
        if flight is None:
            if result is None and line != at.PROMPT:
                self._hear(at.Notice(line))
        elif line == at.PROMPT:
            if flight.awaits_prompt and flight.prompt:
                flight.prompt.set_result(None)
        elif result:
            self._finish(flight, result)
        elif not flight.awaits_prompt:
            self._add(flight, line)

    def _finish(self, flight: _Flight, result: Result) -> None:
        if flight.awaits_prompt and flight.prompt:
            if not result.is_ok:  # an OK here ended something older
                flight.prompt.set_exception(RefusedError(result.reason, code=result.code))
        elif not flight.done.done():
            flight.done.set_result(result)

    def _add(self, flight: _Flight, line: str) -> None:
        is_answer = bool(flight.prefix) and line.startswith(flight.prefix)
        is_pdu = flight.has_pdus and at.is_hex(line) and bool(flight.lines)
        if is_answer or is_pdu:
            flight.add(line)
        else:
            self._hear(at.Notice(line))

    # One exchange.

    def _begin(self, text: str, flight: _Flight) -> _Flight:
        self._flight = flight
        self._write(f"{text}\r".encode("ascii"))
        return flight

    async def _until_prompt(
        self, text: str, flight: _Flight, prompt: "asyncio.Future[None]"
    ) -> None:
        self._parser.expects_prompt = True
        self._begin(text, flight)
        try:
            async with asyncio.timeout(self._patience.prompt):
                await prompt
        except TimeoutError:
            raise NoAnswerError("the modem did not ask for the message") from None

    async def _hand_over(self, pdu_hex: str, flight: _Flight) -> tuple[str, ...]:
        """From the first byte written here on, silence means that nobody knows."""
        self._write(pdu_hex.encode("ascii") + at.CTRL_Z)
        try:
            result = await flight.landed(self._patience.submit)
        except (TimeoutError, LineDownError):
            if flight.lines:  # the network's number came, only the OK after it did not
                return tuple(flight.lines)
            raise AnswerLostError("no answer after the message had left") from None
        if not result.is_ok and flight.lines:
            raise AnswerLostError("accepted and refused in one answer")
        _raise_if_refused(result)
        return tuple(flight.lines)

    async def _ensure_in_step(self) -> None:
        """After a silence: end what may be half typed, and wait until old answers are over."""
        if self.lost.done():
            raise LineDownError("the line is down")
        if not self._is_suspect:
            return
        for _ in range(_TRIES_TO_WAKE):
            self._write(at.ESC)
            flight = self._begin("AT", _Flight(self._future()))
            try:
                await flight.landed(self._patience.command)
            except TimeoutError:
                continue
            finally:
                self._flight = None
            await self._until_quiet()
            self._is_suspect = False
            return
        await self.close()
        raise LineDownError("the modem does not answer")

    async def _until_quiet(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.command):
                while True:
                    self._heard.clear()
                    async with asyncio.timeout(self._patience.quiet):
                        await self._heard.wait()

    def _land(self, flight: _Flight) -> None:
        """The exchange is over; an answer that is still owed would be taken for the next one's."""
        self._flight = None
        if not flight.done.done() or flight.done.cancelled():
            self._is_suspect = True
            self._doubt()

    def _future(self) -> "asyncio.Future[Result]":
        return asyncio.get_running_loop().create_future()

    def _write(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            raise LineDownError("the line is down")
        self._transport.write(data)

    @staticmethod
    def _drop_output(transport: asyncio.Transport) -> None:
        """Closing a serial port waits for its output, which a mute modem never takes."""
        port = transport.get_extra_info("serial")
        if port is not None:
            with contextlib.suppress(OSError, termios.error):
                port.reset_output_buffer()


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
    loop = asyncio.get_running_loop()
    link = Link(hear=hear, doubt=doubt, patience=patience)
    try:
        async with asyncio.timeout(patience.open):
            if address.startswith("socket://"):
                host, port = socket_of(address)
                await loop.create_connection(lambda: link, host, port)
            else:
                await serial_asyncio.create_serial_connection(
                    loop, lambda: link, address, baudrate=BAUD, exclusive=True
                )
            await link._opened  # noqa: SLF001 - the two halves of one opening
    except (OSError, ValueError, termios.error, TimeoutError) as error:
        await link.close()
        raise LineDownError(_plainly(error)) from error
    return link


def socket_of(address: str) -> tuple[str, int]:
    """Host and port of `socket://host:port`. Raises ValueError."""
    parts = urlsplit(address)
    if not parts.hostname or not parts.port:
        raise ValueError("a network modem is written socket://host:port")
    return parts.hostname, parts.port


def _raise_if_refused(result: Result) -> None:
    if not result.is_ok:
        raise RefusedError(result.reason, code=result.code)


def _plainly(error: Exception) -> str:
    match getattr(error, "errno", None):
        case errno.ENOENT:
            return "there is no such device"
        case errno.EACCES:
            return "this user may not open the device"
        case errno.EAGAIN | errno.EBUSY:
            return "somebody else has the device"
        case errno.ECONNREFUSED:
            return "nothing listens there"
        case _:
            return f"it does not open ({type(error).__name__})"
