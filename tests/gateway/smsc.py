"""A service centre that speaks SMPP 3.4, with its faults: the peer of the SMPP channel's tests."""

import asyncio
from collections import deque
from contextlib import suppress

from gateway import header
from gateway.smpp import pdu, status
from gateway.smpp.account import Alphabet
from gateway.smpp.pdu import Bind, Frame, Message, Number
from gateway.smpp.text import coded, read

PASSWORD = "secret"
MUTE = "mute"
"""Takes a text and says nothing."""
HANG_UP = "hang_up"
"""Takes a text and closes the connection."""
WRONG_SEQUENCE = "wrong_sequence"
"""Takes a text and answers another one."""
NACK = "nack"


class Smsc:
    """One account, one session at a time."""

    def __init__(self, *, password=PASSWORD, id_format="{:x}", first_id=0xA1, tls=None) -> None:
        self.password = password
        self.id_format = id_format
        self.tls = tls
        self.taken: list[Message] = []
        self.binds: list[Bind] = []
        self.faults: deque[str | int] = deque()
        """What happens to the next texts: a name above, or a command_status."""
        self.nacks: list[Frame] = []
        self.answers_enquiries = True
        self.held: asyncio.Event | None = None
        """While set and not done, texts are taken and not answered."""
        self.most_held = 0
        self.port = 0
        self._next_id = first_id
        self._server: asyncio.Server | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._asked: dict[int, asyncio.Future[Frame]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._sequence = 0
        self._changed = asyncio.Event()

    @property
    def url(self) -> str:
        scheme = "smpps" if self.tls else "smpp"
        return f"{scheme}://loket:{PASSWORD}@localhost:{self.port}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(
            self._serve, "localhost", self.port, ssl=self.tls, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._server = None
        self.hang_up()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def hang_up(self) -> None:
        if self._writer:
            self._writer.transport.abort()
            self._writer = None

    def reached(self) -> list[tuple[str, str]]:
        """Every whole text, its parts joined."""
        whole: dict[tuple[str, object], list[str]] = {}
        for place, message in enumerate(self.taken):
            elements, start = (), 0
            if message.esm_class & pdu.HAS_HEADER:
                elements, start = header.take(message.content)
            joint = header.concatenation(elements)
            text = read(message.content[start:], message.coding, Alphabet.GSM7)
            key = (message.destination.value, joint.reference if joint else f"alone {place}")
            whole.setdefault(key, []).append(text)
        return [(f"+{number}", "".join(texts)) for (number, _), texts in whole.items()]

    async def deliver(self, message: Message | bytes, *, command=pdu.DELIVER_SM) -> int:
        """Hand something over; the command_status of the answer, -1 when none came."""
        body = message if isinstance(message, bytes) else message.to_bytes()
        return (await self.ask(command, body)).status

    async def ask(self, command: int, body: bytes = b"") -> Frame:
        await self.until(lambda: self._writer is not None)
        self._sequence += 1
        answer = asyncio.get_running_loop().create_future()
        self._asked[self._sequence] = answer
        self.send(Frame(command, self._sequence, body=body))
        return await answer

    def send(self, frame: Frame) -> None:
        self.send_bytes(frame.to_bytes())

    def send_bytes(self, octets: bytes) -> None:
        self._writer.write(octets)

    async def until(self, holds) -> None:
        async with asyncio.timeout(10):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    async def _serve(self, reader, writer) -> None:
        self._tasks.add(asyncio.current_task())
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readexactly(4)
                frame = Frame.from_bytes(head + await reader.readexactly(pdu.length_of(head) - 4))
                self._hear(frame, writer)
                self._changed.set()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_result(Frame(pdu.GENERIC_NACK, 0, -1))
        if self._writer is writer:
            self._writer = None
        writer.close()

    def _hear(self, frame: Frame, writer) -> None:
        if frame.command == pdu.GENERIC_NACK:
            self.nacks.append(frame)
        if frame.is_answer:
            answer = self._asked.get(frame.sequence)
            if answer and not answer.done():
                answer.set_result(frame)
            return
        match frame.command:
            case pdu.BIND_TRANSCEIVER:
                self._bind(frame, writer)
            case pdu.SUBMIT_SM:
                self._submit(frame, writer)
            case pdu.ENQUIRE_LINK if not self.answers_enquiries:
                pass
            case _:
                writer.write(Frame(frame.command | pdu.RESPONSE, frame.sequence).to_bytes())

    def _bind(self, frame: Frame, writer) -> None:
        who = Bind.from_bytes(frame.body)
        self.binds.append(who)
        is_known = who.password == self.password
        result = status.OK if is_known else status.WRONG_PASSWORD
        body = b"smsc\0" if is_known else b""
        answer = Frame(frame.command | pdu.RESPONSE, frame.sequence, result, body)
        writer.write(answer.to_bytes())
        if is_known:
            self._writer = writer
        else:
            writer.close()

    def _submit(self, frame: Frame, writer) -> None:
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, int):
            self._answer(frame, writer, result=fault)
            return
        if fault == NACK:
            nack = Frame(pdu.GENERIC_NACK, frame.sequence, status.INVALID_COMMAND)
            writer.write(nack.to_bytes())
            return
        self.taken.append(Message.from_bytes(frame.body))
        match fault:
            case "mute":
                return
            case "hang_up":
                writer.transport.abort()
            case "wrong_sequence":
                self._answer(frame, writer, sequence=frame.sequence + 1000)
            case _ if self.held is not None and not self.held.is_set():
                task = asyncio.create_task(self._answer_later(frame, writer))
                self._tasks.add(task)
            case _:
                self._answer(frame, writer)

    async def _answer_later(self, frame: Frame, writer) -> None:
        await self.held.wait()
        self._answer(frame, writer)

    def _answer(self, frame: Frame, writer, *, result=status.OK, sequence=None) -> None:
        body = b""
        if result == status.OK:
            body = pdu.message_id_to_bytes(self.id_format.format(self._next_id))
            self._next_id += 1
        answer = Frame(
            frame.command | pdu.RESPONSE,
            frame.sequence if sequence is None else sequence,
            result,
            body,
        )
        writer.write(answer.to_bytes())


def phone(number: str) -> Number:
    return Number(number.removeprefix("+"), Number.INTERNATIONAL, 1)


def texts_of(number: str, text: str, *, reference=9, **options) -> list[Message]:
    """What a phone's text becomes on its way to us."""
    ready = coded(text, Alphabet.GSM7, reference=reference)
    esm_class = pdu.HAS_HEADER if ready.has_headers else 0
    return [
        Message(
            source=phone(number),
            destination=Number("1234"),
            content=content,
            coding=ready.coding,
            esm_class=esm_class,
            **options,
        )
        for content in ready.contents
    ]


def receipt_of(message_id: str, number: str, stat="DELIVRD", **options) -> Message:
    """In the text form of Appendix B."""
    text = (
        f"id:{message_id} sub:001 dlvrd:001 submit date:2611240900 done date:2611240901 "
        f"stat:{stat} err:000 text:Siap"
    )
    return Message(
        source=phone(number),
        destination=Number("1234"),
        content=text.encode(),
        esm_class=0x04,
        **options,
    )
