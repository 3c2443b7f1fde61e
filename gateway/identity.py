"""Who a modem and its SIM are: maker, model and serial numbers, read in the many ways there are.

Source: 3GPP TS 27.007, 5.1 to 5.6 (identity) and 8.18 (+CRSM); TS 31.102, 4.2.2 and TS 102.221,
13.2 (EF ICCID, two digits an octet, the lower half first).
"""

import re
from dataclasses import dataclass

from gateway.errors import NoAnswerError, RefusedError
from gateway.link import Link

_WAYS_TO_THE_CARD = (
    "AT+CCID",
    "AT+ICCID",
    "AT^ICCID?",
    "AT+QCCID",
    "AT+CCID?",
    "AT+ZGETICCID",
    "AT+CRSM=176,12258,0,0,10",
)
_NAME = re.compile(r'(?:\+C?GM[IM]:\s*)?"?\s*((?!AT\b|RING|RDY)[A-Za-z0-9][\w .,/()+-]{0,59}?)"?')
_SERIAL = re.compile(r'(?:\+C?GSN:\s*)?"?([0-9]{14,16})"?')
_SUBSCRIBER = re.compile(r'(?:\+CIMI:\s*)?"?([0-9]{6,15})"?')
_CARD = re.compile(
    r'(?:[+^](?:Q?CCID|(?:ZGET)?ICCID|CRSM):\s*)?(?:144,0,)?"?([0-9]{18,20}[0-9A-Fa-f]{0,2})"?'
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a modem says of itself; empty where it does not say."""

    maker: str = ""
    model: str = ""
    imei: str = ""

    @property
    def name(self) -> str:
        """Maker and model in one, for people."""
        if self.model.casefold().startswith(self.maker.casefold()):
            return self.model
        return f"{self.maker} {self.model}".strip()


@dataclass(frozen=True, slots=True)
class Card:
    """A SIM's two names; empty where it has none that the modem tells."""

    iccid: str = ""
    imsi: str = ""

    @property
    def key(self) -> str:
        return self.iccid or self.imsi

    def is_another_than(self, before: "Card") -> bool:
        """By a number that both tell."""
        if self.iccid and before.iccid:
            return self.iccid != before.iccid
        return bool(self.imsi and before.imsi) and self.imsi != before.imsi


async def identity_of(link: Link) -> Identity:
    """Raises LineDownError."""
    return Identity(
        maker=await _asked(link, _NAME, "AT+CGMI", "AT+GMI"),
        model=await _asked(link, _NAME, "AT+CGMM", "AT+GMM"),
        imei=await _asked(link, _SERIAL, "AT+CGSN", "AT+GSN"),
    )


async def serial_of(link: Link) -> str:
    """The IMEI alone. Raises LineDownError."""
    return await _asked(link, _SERIAL, "AT+CGSN", "AT+GSN")


async def iccid_of(link: Link) -> str:
    """The number printed on the SIM; it needs no PIN. Raises LineDownError."""
    read = (await _asked(link, _CARD, *_WAYS_TO_THE_CARD)).upper()
    if read.startswith("98"):  # as it lies in the file: every card's number begins with 89
        read = "".join(read[at : at + 2][::-1] for at in range(0, len(read), 2))
    return read.rstrip("F")


async def imsi_of(link: Link) -> str:
    """Raises LineDownError."""
    return await _asked(link, _SUBSCRIBER, "AT+CIMI")


def masked(number: str) -> str:
    """The last four digits, which tell two SIMs apart and betray nobody."""
    return f"...{number[-4:]}" if number else ""


async def _asked(link: Link, shape: re.Pattern[str], *commands: str) -> str:
    """The first answer of that shape; a modem that is silent is asked no further."""
    for command in commands:
        is_silent = False
        try:
            lines = await link.command(command, shape=shape)
        except RefusedError:
            continue
        except NoAnswerError as silence:
            lines, is_silent = silence.lines, True
        if match := shape.fullmatch(lines[0]) if lines else None:
            return match[1].strip()
        if is_silent:
            break
    return ""
