"""The SMS channel: the server's Channel over one or several modems."""

import asyncio
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gateway import causes
from gateway.address import Address
from gateway.allowance import Allowance, Limits
from gateway.concat import parts_of
from gateway.errors import (
    AnswerLostError,
    GatewayError,
    PduError,
    RefusedError,
)
from gateway.meaning import CHANNEL
from gateway.modem import Modem
from gateway.moment import RelativeValidity
from gateway.patience import Patience, Rhythm
from gateway.pdu import Submit
from gateway.routes import Routes
from gateway.setup import Setup
from gateway.supervisor import Supervisor
from models.terms.channel import (
    ChannelError,
    Inbox,
    LineCondition,
    Outbound,
    Priority,
    Report,
    Stage,
    Style,
    asked_reference,
)
from models.terms.clock import Clock, SystemClock
from models.terms.segments import split_text

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
        limits: Limits | None = None,
        routes: Mapping[str, Sequence[str]] | None = None,
        sent: Iterable[tuple[str, float]] = (),
        setup: Setup | None = None,
    ) -> None:
        """`modems` are device paths or `socket://host:port`; they may appear later.

        `sent`: lines and times (seconds since 1970) of the parts of the last day, for `limits`
        must outlive a restart. `setup`: what the operator wishes of SIMs.
        """
        self._clock = clock or SystemClock()
        self._routes = Routes(routes)
        self._wake: Callable[[], None] = lambda: None
        setup = setup or Setup()
        lately: dict[str, list[float]] = {}
        for line, at in sent:
            lately.setdefault(line, []).append(at)
        self._lines = [
            _Line(
                Supervisor(
                    address,
                    clock=self._clock,
                    patience=patience or Patience(),
                    rhythm=rhythm or Rhythm(),
                    changed=self._changed,
                    setup=setup,
                ),
                Allowance(limits or Limits(), sent=lately.get(address, ())),
            )
            for address in modems
        ]
        self._tasks: list[asyncio.Task[None]] = []
        self._alarm: asyncio.TimerHandle | None = None
        self._is_stopping = False

    @property
    def name(self) -> str:
        return CHANNEL

    @property
    def style(self) -> Style:
        return Style.TERSE

    async def start(self, inbox: Inbox, wake: Callable[[], None]) -> None:
        """Begin to look for the modems; returns before any of them is found."""
        self._wake = wake
        self._tasks = [asyncio.create_task(line.supervisor.run(inbox)) for line in self._lines]

    def parts(self, text: str) -> int:
        return len(split_text(text))

    def reserve(self, address: str, priority: Priority) -> "ModemSeat | None":
        """The free modem of those preferred for a number that has sent least; it is then taken."""
        if self._is_stopping:
            return None
        working = {line.name: line for line in self._lines if line.supervisor.is_up}
        free = [
            line
            for name in self._routes.preferred(address, working)
            if not (line := working[name]).is_taken
        ]
        now = self._clock.now().timestamp()
        waits = {line.name: line.allowance.wait(now, priority) for line in free}
        ready = [line for line in free if not waits[line.name]]
        if not ready:
            if waits:
                self._wake_in(min(waits.values()))
            return None
        line = min(ready, key=lambda line: line.allowance.used)
        line.is_taken = True
        return ModemSeat(line, self._clock, self._changed)

    async def stop(self) -> None:
        """Let messages that are being sent end, then let go of the modems."""
        self._is_stopping = True
        if self._alarm:
            self._alarm.cancel()
        for line in self._lines:
            async with line.supervisor.sending:
                pass
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def condition(self) -> Sequence[LineCondition]:
        return tuple(line.supervisor.condition() for line in self._lines)

    def _changed(self) -> None:
        self._wake()

    def _wake_in(self, seconds: float) -> None:
        """An allowance returns then."""
        if self._alarm:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(seconds, self._changed)


@dataclass(slots=True)
class _Line:
    """A modem with what its SIM may send."""

    supervisor: Supervisor
    allowance: Allowance
    is_taken: bool = False

    @property
    def name(self) -> str:
        return self.supervisor.address


@dataclass(slots=True)
class ModemSeat:
    """A modem kept for one message and all its parts."""

    _line: _Line
    _clock: Clock
    _changed: Callable[[], None]
    _parts: Sequence[Submit] = ()
    _is_released: bool = False

    @property
    def line(self) -> str:
        return self._line.name

    async def send(self, message: Outbound, part: int) -> Report:
        """Hand one part to the modem. Raises ChannelError when it surely did not leave."""
        submit = self._submit(message, part)
        supervisor = self._line.supervisor
        async with supervisor.sending:
            self._line.allowance.note(self._clock.now().timestamp())
            try:
                reference = await _offer(supervisor.modem, submit)
            except AnswerLostError as error:
                supervisor.doubt()
                return Report(Stage.UNKNOWN, detail=str(error))
            except ChannelError:
                supervisor.doubt()
                raise
        return Report(Stage.SENT, None if reference is None else str(reference))

    def release(self) -> None:
        if not self._is_released:
            self._is_released = True
            self._line.allowance.rest(self._clock.now().timestamp())
            self._line.is_taken = False
            self._changed()

    def _submit(self, message: Outbound, part: int) -> Submit:
        """The part's PDU. Raises ChannelError for what fits in none."""
        if not self._parts:
            self._parts = _parts_of(message)
        return replace(
            self._parts[part - 1],
            reference=asked_reference(message.reference, part),
            reject_duplicates=message.is_repeat,
            validity=_validity(message.valid_seconds),
        )


def _parts_of(message: Outbound) -> Sequence[Submit]:
    if not _NUMBER.fullmatch(message.address):
        raise ChannelError("not a number that a text can be sent to", retryable=False)
    try:
        return parts_of(message.text, Address.of(message.address), reference=message.reference)
    except PduError as error:
        raise ChannelError(str(error), retryable=False) from error


def _validity(seconds: float | None) -> RelativeValidity | None:
    return None if seconds is None else RelativeValidity.at_least(math.ceil(seconds / 60))


async def _offer(modem: Modem | None, part: Submit) -> int | None:
    """One attempt. Raises ChannelError while nothing has left, else AnswerLostError."""
    if modem is None:
        raise ChannelError("the modem was unplugged", retryable=True, by_line=True)
    try:
        return await modem.send(part)
    except AnswerLostError:
        raise
    except RefusedError as refusal:
        if part.reject_duplicates and causes.is_duplicate(refusal.code):
            return None  # the network holds the first copy, which is what was wanted
        if causes.is_undecided(refusal.code):
            raise AnswerLostError("the network's answer came too late") from refusal
        raise ChannelError(
            causes.explain(refusal.code, otherwise=refusal.reason),
            retryable=not causes.is_hopeless(refusal.code),
        ) from refusal
    except PduError as error:
        raise ChannelError(str(error), retryable=False) from error
    except GatewayError as error:
        raise ChannelError(str(error), retryable=True, by_line=True) from error
