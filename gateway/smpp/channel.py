"""Texts over providers that speak SMPP 3.4: the server's Channel over one or several accounts."""

import asyncio
import re
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from gateway.errors import AnswerLostError, LineDownError, PduError
from gateway.smpp import pdu, status
from gateway.smpp.account import AccountError, SmppAccount
from gateway.smpp.line import Line
from gateway.smpp.patience import SmppPatience
from gateway.smpp.pdu import Frame, Message, Number
from gateway.smpp.session import Session
from gateway.smpp.text import coded, count_parts
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

_NUMBER = re.compile(r"\+?[0-9]{3,15}")
_SHORT_CODE = 6
_TELEPHONE = 1
_NETWORK_SPECIFIC = 3
_LONGEST_VALIDITY = timedelta(days=30)


class SmppChannel:
    """Several texts may be under way at once, as many as each account's window allows."""

    def __init__(
        self,
        accounts: Sequence[SmppAccount],
        *,
        name: str = CHANNEL,
        clock: Clock | None = None,
        patience: SmppPatience | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`tls` replaces the machine's own trust, for providers with certificates of their own.

        Raises AccountError when there is no account, or they have different alphabets: a message
        is counted in parts before it is known which of them will carry it.
        """
        if len({account.alphabet for account in accounts}) != 1:
            raise AccountError("SMPP needs an account, and the same alphabet in all of them.")
        self._name = name
        self._alphabet = accounts[0].alphabet
        self._patience = patience or SmppPatience()
        self._lines = [
            Line(
                account,
                channel=name,
                clock=clock or SystemClock(),
                patience=self._patience,
                tls=tls,
            )
            for account in accounts
        ]
        self._tasks: list[asyncio.Task[None]] = []
        self._is_stopping = False

    @property
    def name(self) -> str:
        return self._name

    @property
    def style(self) -> Style:
        return Style.TERSE

    async def start(self, inbox: Inbox, wake: Callable[[], None]) -> None:
        """Begin to log in; returns before any provider has answered."""
        self._tasks = [asyncio.create_task(line.run(inbox, wake)) for line in self._lines]

    def parts(self, text: str) -> int:
        return count_parts(text, self._alphabet)

    def reserve(self, address: str, priority: Priority) -> "SmppSeat | None":  # noqa: ARG002
        """A place in the window of the account with the most room."""
        free = [line for line in self._lines if line.has_room(priority)]
        if self._is_stopping or not free:
            return None
        return SmppSeat(max(free, key=lambda line: line.room))

    async def stop(self) -> None:
        """Wait for the answers to what is under way, then take leave."""
        self._is_stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.submit):
                await asyncio.gather(*(line.empty() for line in self._lines))
        await asyncio.gather(*(line.leave() for line in self._lines))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def condition(self) -> Sequence[LineCondition]:
        return tuple(line.condition() for line in self._lines)


class SmppSeat:
    """A place in an account's window."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._is_taken = True
        line.take_seat()

    @property
    def line(self) -> str:
        return self._line.account.line

    async def send(self, message: Outbound, part: int) -> Report:
        """Hand one part on. Raises ChannelError when it surely did not leave."""
        session = self._line.session
        if session is None:
            raise ChannelError("the provider is not connected", retryable=True)
        try:
            with self._line.tally.counting(AnswerLostError, ChannelError):
                return await self._offer(session, message, part)
        except AnswerLostError as error:
            session.doubt()
            return Report(Stage.UNKNOWN, detail=str(error))

    def release(self) -> None:
        if self._is_taken:
            self._is_taken = False
            self._line.leave_seat()

    async def _offer(self, session: Session, message: Outbound, part: int) -> Report:
        """Raises ChannelError while nothing has left, else AnswerLostError."""
        try:
            answer = await session.submit(submit_of(message, part, self._line.account))
        except PduError as error:
            raise ChannelError(str(error), retryable=False) from error
        except LineDownError as error:
            raise ChannelError(str(error), retryable=True) from error
        return self._report_of(answer)

    def _report_of(self, answer: Frame) -> Report:
        if answer.status in status.SLOWER:
            self._line.rest()
        if answer.status != status.OK:
            raise status.refusal_of(answer.status)
        if answer.command == pdu.GENERIC_NACK:
            raise AnswerLostError("the provider's answer contradicts itself")
        self._line.thrive()
        given = pdu.message_id_of(answer.body)
        return Report(Stage.SENT, self._line.ids.sent(given) if given else None)


def submit_of(message: Outbound, part: int, account: SmppAccount) -> Message:
    """The submit_sm of one part (from 1). Raises PduError where the text or number cannot go."""
    if not _NUMBER.fullmatch(message.address):
        raise PduError("not a number that a text can be sent to")
    ready = coded(message.text, account.alphabet, reference=message.reference)
    return Message(
        source=_typed(account.source, ton=account.source_ton, npi=account.source_npi),
        destination=_typed(message.address, ton=account.dest_ton, npi=account.dest_npi),
        content=ready.contents[part - 1],
        coding=ready.coding,
        esm_class=pdu.HAS_HEADER if ready.has_headers else 0,
        registered_delivery=pdu.WANTS_RECEIPT,
        validity=validity_of(message.valid_seconds),
        service_type=account.service_type,
    )


def validity_of(seconds: float | None) -> str:
    """A time from now, which needs no clock that agrees with the provider's: 7.1.1.2."""
    if seconds is None:
        return ""
    left = min(max(timedelta(seconds=seconds), timedelta(minutes=1)), _LONGEST_VALIDITY)
    minutes, second = divmod(left.seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"0000{left.days:02}{hour:02}{minute:02}{second:02}000R"


def _typed(written: str, *, ton: int | None, npi: int | None) -> Number:
    """An address with the type that it looks like, or that the account asks for: 5.2.5, 5.2.6."""
    value = written.removeprefix("+")
    if written.startswith("+"):
        kind, plan = Number.INTERNATIONAL, _TELEPHONE
    elif not written:
        kind, plan = 0, 0
    elif not written.isdecimal():
        kind, plan = Number.NAMED, 0
    elif len(written) <= _SHORT_CODE:
        kind, plan = _NETWORK_SPECIFIC, 0
    else:
        kind, plan = 0, _TELEPHONE
    return Number(value, kind if ton is None else ton, plan if npi is None else npi)
