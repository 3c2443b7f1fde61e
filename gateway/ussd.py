"""USSD: a code such as *123# to the network, and the text that it answers (balance, packages).

Source: 3GPP TS 27.007, 7.15 (+CUSD); TS 23.038, 5 (data coding scheme) and 6.1.2.3 (packing).
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gateway import gsm7
from gateway.errors import GatewayError, NoAnswerError, PduError, RefusedError
from gateway.link import Link
from gateway.profile import Profile

CODE = re.compile(r"[*#][*#0-9]{1,60}")
LONGEST_ANSWER = 2000

_PLAIN_SCHEME: Final = 15
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_SURELY_HEX = 20
"""Digits alone, as a balance may be, are text; so many are not."""
_WHOLE = re.compile(r'\+CUSD:\s*([0-5])(?:\s*,\s*"(.*)"(?:\s*,\s*([0-9]{1,3}))?)?\s*', re.DOTALL)
_SESSION_OPEN = 1
_FAILURES = {
    2: "the network ended the talk without an answer",
    4: "the network does not know this code",
    5: "the network did not answer",
}
_UCS2_BEHIND_LANGUAGE = 0x11
_GROUP, _GENERAL = 0xC0, 0x40
_ALPHABET, _UCS2 = 0x0C, 0x08
_SEVEN_FILLED, _CARRIAGE_RETURN = 7, 0x0D


class UssdError(GatewayError):
    """No answer to show; the text says why."""


@dataclass(frozen=True, slots=True)
class UssdAnswer:
    """What the network said."""

    text: str
    asks_more: bool
    """Whether it was a menu; the talk has been ended all the same."""


async def ask_network(link: Link, code: str, *, profile: Profile, seconds: float) -> UssdAnswer:
    """Send a code of `*`, `#` and digits and wait for the answer; the talk is ended after it.

    Raises UssdError, and LineDownError.
    """
    if not CODE.fullmatch(code):
        raise UssdError("a code begins with * or # and has nothing but *, # and digits")
    if profile.before_ussd:
        await _attempt(link, profile.before_ussd)
    collected = _Collected()
    with link.overheard(collected.hear):
        try:
            await _dial(link, code, is_packed=profile.ussd_is_packed)
            async with asyncio.timeout(seconds):
                await collected.done.wait()
        except TimeoutError:
            await _attempt(link, "AT+CUSD=2")
            raise UssdError("the network did not answer in time") from None
    return await _answer(link, collected.text)


def decoded(text: str, scheme: int | None) -> str:
    """The words of an answer, which modems give plain, as UCS-2 in hex, or as packed septets."""
    is_ucs2 = scheme is not None and _is_ucs2(scheme) and len(text) % 4 == 0
    if not _HEX.fullmatch(text) or not (is_ucs2 or _is_coded(text)):
        return text.strip()
    octets = bytes.fromhex(text)
    if is_ucs2 or (len(octets) % 2 == 0 and _looks_like_ucs2(octets)):
        return octets.decode("utf-16-be", "replace").strip()
    try:
        return _unpacked(octets).strip()
    except PduError:
        return text


def packed(code: str) -> str:
    """A code as packed septets in hex, filled as 6.1.2.3.1 asks."""
    septets = gsm7.encode(code)
    if len(septets) % 8 == _SEVEN_FILLED:
        septets += bytes((_CARRIAGE_RETURN,))
    return gsm7.pack(septets).hex().upper()


class _Collected:
    """An answer, of one line or of several: a text may have line breaks."""

    def __init__(self) -> None:
        self.text = ""
        self.done = asyncio.Event()

    def hear(self, line: str) -> None:
        if self.done.is_set():
            return
        if line.startswith("+CUSD:"):
            self.text = line
        elif self.text and len(self.text) < LONGEST_ANSWER:
            self.text += f"\n{line}"
        if _WHOLE.fullmatch(self.text) or len(self.text) >= LONGEST_ANSWER:
            self.done.set()


async def _dial(link: Link, code: str, *, is_packed: bool) -> None:
    """In the form the model wants; refused, in the other one. Raises UssdError."""
    forms = (packed(code), code) if is_packed else (code, packed(code))
    reason = ""
    for form in forms:
        try:
            await link.command(f'AT+CUSD=1,"{form}",{_PLAIN_SCHEME:d}')
        except RefusedError as refusal:
            reason = refusal.reason
        except NoAnswerError:
            raise UssdError("the modem did not answer") from None
        else:
            return
    raise UssdError(f"the modem does not send codes ({reason})")


async def _answer(link: Link, told: str) -> UssdAnswer:
    match = _WHOLE.fullmatch(told)
    if match is None:
        await _attempt(link, "AT+CUSD=2")
        raise UssdError("the answer is not one that can be read")
    status, text, scheme = int(match[1]), match[2], match[3]
    if status == _SESSION_OPEN:
        await _attempt(link, "AT+CUSD=2")
    if not text:
        raise UssdError(_FAILURES.get(status, "the network answered nothing"))
    words = _printable(decoded(text, int(scheme) if scheme else None))
    return UssdAnswer(words, asks_more=status == _SESSION_OPEN)


async def _attempt(link: Link, command: str) -> Sequence[str]:
    try:
        return await link.command(command)
    except (RefusedError, NoAnswerError):
        return ()


def _printable(text: str) -> str:
    """What a terminal may be shown."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def _is_coded(text: str) -> bool:
    """Whether what could be hex is hex."""
    return not text.isdecimal() or len(text) >= _SURELY_HEX


def _is_ucs2(scheme: int) -> bool:
    """TS 23.038, 5."""
    is_general = scheme & _GROUP == _GENERAL
    return scheme == _UCS2_BEHIND_LANGUAGE or (is_general and scheme & _ALPHABET == _UCS2)


def _looks_like_ucs2(octets: bytes) -> bool:
    """Mostly Latin letters: every other octet is 0; packed septets are not so."""
    return octets[0::2].count(0) * 2 >= len(octets[0::2])


def _unpacked(octets: bytes) -> str:
    count = len(octets) * 8 // 7
    septets = gsm7.unpack(octets, count)
    if len(octets) % 7 == 0 and septets[-1:] in (b"\0", bytes((_CARRIAGE_RETURN,))):
        septets = septets[:-1]
    return gsm7.decode(septets)
