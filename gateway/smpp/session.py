"""One connection to a service centre: requests and their answers, whatever comes in between.

Source: SMPP 3.4, 2.2 (sessions), 2.7 (requests and answers by sequence number), 4.2, 4.11, 7.2.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from gateway.errors import AnswerLostError, GatewayError, LineDownError, PduError
from gateway.smpp import pdu, status
from gateway.smpp.copies import Arrival, Copies
from gateway.smpp.patience import SmppPatience
from gateway.smpp.pdu import Bind, Frame, Message

MOST_AT_ONCE = 200
"""Deliveries that are being stored; what comes beyond is asked for again."""
MOST_UNREAD = 262_144
"""Octets that wait for a peer that does not read; then it is given up."""
_MOST_DOUBTFUL = 1000

log = logging.getLogger(__name__)

Take = Callable[[bytes, str], Awaitable[int]]
"""Stores the body of a deliver_sm under an id; returns the command_status of the answer."""


class LoginRefusedError(GatewayError):
    """The service centre does not let us in: tell the operator, and do not hammer at the door."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that waits for its answer."""

    command: int
    order: int
    """How many requests had been written with it."""
    answer: asyncio.Future[Frame]


class Session:
    """Bound or about to be; over when `run` returns."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        take: Take,
        copies: Copies,
        patience: SmppPatience,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._take = take
        self._copies = copies
        self._patience = patience
        self._asked: dict[int, _Asked] = {}
        self._orders = 0
        self._storing: set[asyncio.Task[None]] = set()
        self._doubtful: deque[tuple[int, Arrival]] = deque(maxlen=_MOST_DOUBTFUL)
        self._doubted = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        self._is_over = False

    @property
    def is_open(self) -> bool:
        return not (self._is_over or self._reading.done() or self._writer.is_closing())

    async def bind(self, who: Bind) -> None:
        """Raises LoginRefusedError, LineDownError or AnswerLostError."""
        body = who.to_bytes()
        answer = await self._ask(pdu.BIND_TRANSCEIVER, body, within=self._patience.bind)
        if answer.status in status.REFUSED_BIND:
            raise LoginRefusedError(status.bind_refusal_of(answer.status))
        if answer.status != status.OK:
            raise LineDownError(status.bind_refusal_of(answer.status))

    async def run(self) -> None:
        """Serve until the connection is over; raises LineDownError with the reason."""
        watching = asyncio.create_task(self._watch())
        try:
            await asyncio.wait({self._reading, watching}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watching.cancel()
            outcomes = await asyncio.gather(watching, return_exceptions=True)
            self.close()
        for outcome in (outcomes[0], *await asyncio.gather(self._reading, return_exceptions=True)):
            if isinstance(outcome, Exception):
                raise outcome
        raise LineDownError("we have taken leave")

    async def submit(self, message: Message) -> Frame:
        """The answer to a submit_sm.

        Raises PduError or LineDownError when nothing left, AnswerLostError when it may have.
        """
        body = message.to_bytes()
        return await self._ask(pdu.SUBMIT_SM, body, within=self._patience.submit)

    def doubt(self) -> None:
        """An answer did not come: see at once whether the peer is there at all."""
        self._doubted.set()

    async def unbind(self) -> None:
        """Take leave: what is being stored is still answered."""
        if self._storing:
            await asyncio.wait(self._storing, timeout=self._patience.unbind)
        with suppress(GatewayError):
            await self._ask(pdu.UNBIND, within=self._patience.unbind)
        self.close()

    def close(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._reading.cancel()
        self._writer.close()
        self._give_up_answers()
        for _, arrival in self._doubtful:
            self._copies.expect(arrival)
        self._doubtful.clear()

    async def closed(self) -> None:
        """Return when nothing of the session runs any more."""
        if self._storing:
            await asyncio.wait(self._storing, timeout=self._patience.unbind)
        for task in self._storing:
            task.cancel()
        await asyncio.gather(self._reading, *self._storing, return_exceptions=True)
        with suppress(OSError):  # a timeout too: a peer may leave even the end of TLS unanswered
            async with asyncio.timeout(self._patience.unbind):
                await self._writer.wait_closed()

    async def _ask(self, command: int, body: bytes = b"", *, within: float) -> Frame:
        if not self.is_open:
            raise LineDownError("the provider is not connected")
        self._orders += 1
        sequence = (self._orders - 1) % pdu.LAST_SEQUENCE + 1
        answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._asked[sequence] = _Asked(command, self._orders, answer)
        self._write(Frame(command, sequence, body=body))
        try:
            async with asyncio.timeout(within):
                return await answer
        except TimeoutError:
            raise AnswerLostError("the provider did not answer in time") from None
        finally:
            self._asked.pop(sequence, None)

    async def _watch(self) -> None:
        """Raises LineDownError once the peer leaves an enquire_link unanswered."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._patience.enquire_every):
                    await self._doubted.wait()
            self._doubted.clear()
            try:
                await self._ask(pdu.ENQUIRE_LINK, within=self._patience.enquire)
            except AnswerLostError:
                raise LineDownError("the provider does not answer any more") from None

    async def _read(self) -> None:
        """Raises LineDownError at the end of the stream, whatever ended it."""
        try:
            while True:
                head = await self._reader.readexactly(4)
                rest = await self._reader.readexactly(pdu.length_of(head) - len(head))
                self._hear(Frame.from_bytes(head + rest))
        except (OSError, asyncio.IncompleteReadError):
            raise LineDownError("the provider ended the connection") from None
        except PduError as error:
            # Where the next PDU begins cannot be known any more.
            self._write(Frame(pdu.GENERIC_NACK, 0, status.INVALID_LENGTH))
            raise LineDownError(f"the provider sent what is no SMPP: {error}") from None
        finally:
            self._give_up_answers()

    def _give_up_answers(self) -> None:
        for asked in self._asked.values():
            if not asked.answer.done():
                lost = AnswerLostError("the connection was lost before the answer came")
                asked.answer.set_exception(lost)

    def _hear(self, frame: Frame) -> None:
        match frame.command:
            case _ if frame.is_answer:
                self._settle(frame)
            case pdu.DELIVER_SM:
                self._deliver(frame)
            case pdu.ENQUIRE_LINK:
                self._answer(frame)
            case pdu.UNBIND:
                self._answer(frame)
                raise LineDownError("the provider ended the session")
            case pdu.ALERT_NOTIFICATION | pdu.OUTBIND:
                pass  # neither has an answer: 4.12.1, 4.1.7
            case _:
                self._write(Frame(pdu.GENERIC_NACK, frame.sequence, status.INVALID_COMMAND))

    def _settle(self, frame: Frame) -> None:
        asked = self._asked.get(frame.sequence)
        expected = asked is not None and (
            frame.command in {asked.command | pdu.RESPONSE, pdu.GENERIC_NACK}
        )
        if asked is None or not expected or asked.answer.done():
            log.warning("an answer came that nobody waits for (0x%08X)", frame.command)
            return
        asked.answer.set_result(frame)
        # The peer has read all that was written before this request.
        while self._doubtful and self._doubtful[0][0] < asked.order:
            self._doubtful.popleft()

    def _deliver(self, frame: Frame) -> None:
        if len(self._storing) >= MOST_AT_ONCE:
            self._answer(frame, status.RECEIVER_LATER, b"\0")
            return
        task = asyncio.create_task(self._store(frame, self._copies.arrive(frame.body)))
        self._storing.add(task)
        task.add_done_callback(self._storing.discard)

    async def _store(self, frame: Frame, arrival: Arrival) -> None:
        result = status.RECEIVER_LATER
        try:
            result = await self._take(frame.body, arrival.external_id)
        finally:
            if result == status.OK and self.is_open:
                self._doubtful.append((self._orders, arrival))
            else:
                self._copies.expect(arrival)
        self._answer(frame, result, b"\0")

    def _answer(self, frame: Frame, result: int = status.OK, body: bytes = b"") -> None:
        self._write(Frame(frame.command | pdu.RESPONSE, frame.sequence, result, body))

    def _write(self, frame: Frame) -> None:
        if self._writer.is_closing():
            return
        self._writer.write(frame.to_bytes())
        if self._writer.transport.get_write_buffer_size() > MOST_UNREAD:
            log.warning("the provider reads nothing any more")
            self._writer.transport.abort()
