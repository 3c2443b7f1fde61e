"""The SMS channel: the server's Channel over one or several modems."""

import asyncio
import itertools
import re
from collections.abc import Sequence

from gateway import causes
from gateway.address import Address
from gateway.concat import parts_of
from gateway.errors import (
    AnswerLostError,
    GatewayError,
    LineDownError,
    NoAnswerError,
    PduError,
    RefusedError,
)
from gateway.meaning import CHANNEL
from gateway.modem import Modem
from gateway.patience import Patience, Rhythm
from gateway.pdu import Submit
from gateway.supervisor import Supervisor
from models.terms.channel import (
    ChannelError,
    Inbox,
    LineCondition,
    Outbound,
    Report,
    Stage,
    Style,
)
from models.terms.clock import Clock, SystemClock

TRIES_OF_A_LATER_PART = 3
"""Once a part has left, the message cannot be taken back: a refused part is offered again."""

_REFERENCES = 256
_NUMBER = re.compile(r"\+?[0-9]{3,15}")


class SmsChannel:
    """Texts in and out; nothing polls between +CMTI and the inbox, or between send and AT+CMGS."""

    def __init__(
        self,
        modems: Sequence[str],
        *,
        clock: Clock | None = None,
        patience: Patience | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        """`modems` are device paths or `socket://host:port`; they may appear later."""
        self._clock = clock or SystemClock()
        self._rhythm = rhythm or Rhythm()
        self._changed = asyncio.Event()
        self._lines = [
            Supervisor(
                address,
                clock=self._clock,
                patience=patience or Patience(),
                rhythm=self._rhythm,
                changed=self._changed.set,
            )
            for address in modems
        ]
        self._tasks: list[asyncio.Task[None]] = []
        self._references = itertools.count(int(self._clock.now().timestamp()))
        self._is_stopping = False

    @property
    def name(self) -> str:
        return CHANNEL

    @property
    def style(self) -> Style:
        return Style.TERSE

    async def start(self, inbox: Inbox) -> None:
        """Begin to look for the modems; returns before any of them is found."""
        self._tasks = [asyncio.create_task(line.run(inbox)) for line in self._lines]

    async def ready(self) -> None:
        """Return when a modem is up and sends nothing."""
        while not any(line.is_free for line in self._lines):
            await self._change()

    async def send(self, message: Outbound) -> Report:
        """Hand all parts to one modem.

        Raises ChannelError when nothing of it left. When some parts left and one did not, or an
        answer was lost, the report says UNKNOWN and names the parts that the network took.
        """
        parts = self._parts(message)
        line = await self._free_line()
        async with line.sending:
            try:
                return await self._send_parts(line, parts)
            finally:
                self._changed.set()

    async def stop(self) -> None:
        """Let a message that is being sent end, then let go of the modems."""
        self._is_stopping = True
        for line in self._lines:
            async with line.sending:
                pass
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def condition(self) -> Sequence[LineCondition]:
        return tuple(line.condition() for line in self._lines)

    def _parts(self, message: Outbound) -> Sequence[Submit]:
        if not _NUMBER.fullmatch(message.address):
            raise ChannelError("not a number that a text can be sent to", retryable=False)
        reference = next(self._references) % _REFERENCES
        try:
            return parts_of(message.text, Address.of(message.address), reference=reference)
        except PduError as error:
            raise ChannelError(str(error), retryable=False) from error

    async def _free_line(self) -> Supervisor:
        if self._is_stopping:
            raise ChannelError("the gateway is stopping", retryable=True)
        while True:
            working = [line for line in self._lines if line.modem]
            if not working:
                raise ChannelError("no modem is connected", retryable=True)
            free = next((line for line in working if line.is_free), None)
            if free:
                return free
            await self._change()

    async def _change(self) -> None:
        """Until a line comes up, goes down or has sent its message."""
        self._changed.clear()
        await self._changed.wait()

    async def _send_parts(self, line: Supervisor, parts: Sequence[Submit]) -> Report:
        references: list[int] = []
        for number, part in enumerate(parts, start=1):
            try:
                reference = await self._send_part(line, part, may_insist=number > 1)
            except ChannelError as error:
                if number == 1:
                    raise
                return _uncertain(references, number, len(parts), error.reason)
            except AnswerLostError as error:
                line.doubt()
                return _uncertain(references, number, len(parts), str(error))
            if reference is not None:
                references.append(reference)
        return Report(Stage.SENT, tuple(references))

    async def _send_part(self, line: Supervisor, part: Submit, *, may_insist: bool) -> int | None:
        for tries_left in range(TRIES_OF_A_LATER_PART if may_insist else 1, 0, -1):
            try:
                return await self._offer(line.modem, part)
            except ChannelError as error:
                line.doubt()
                if not error.retryable or tries_left == 1 or line.modem is None:
                    raise
        raise ChannelError("the modem refused it", retryable=True)

    @staticmethod
    async def _offer(modem: Modem | None, part: Submit) -> int | None:
        """One attempt. Raises ChannelError while nothing has left, else AnswerLostError."""
        if modem is None:
            raise ChannelError("the modem was unplugged", retryable=True)
        try:
            return await modem.send(part)
        except AnswerLostError:
            raise
        except RefusedError as refusal:
            reason = causes.explain(refusal.code, otherwise=refusal.reason)
            if causes.is_undecided(refusal.code):
                raise AnswerLostError("the network's answer came too late") from refusal
            raise ChannelError(reason, retryable=not causes.is_hopeless(refusal.code)) from refusal
        except PduError as error:
            raise ChannelError(str(error), retryable=False) from error
        except (LineDownError, NoAnswerError, GatewayError) as error:
            raise ChannelError(str(error), retryable=True) from error


def _uncertain(references: Sequence[int], number: int, total: int, reason: str) -> Report:
    where = f"part {number} of {total}: " if total > 1 else ""
    return Report(Stage.UNKNOWN, tuple(references), where + reason)
