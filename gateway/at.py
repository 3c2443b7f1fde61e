"""AT lines: what a modem writes, cut into lines and told apart. No port, no clock.

Sources: 3GPP TS 27.007, 4.1 (result codes) and 9.2 (errors); TS 27.005, 3.2.5 and 3.4.1.
"""

import re
from dataclasses import dataclass
from typing import Final

LONGEST_LINE = 2048
"""A stored PDU takes at most some 360 characters; what is longer is noise and is thrown away."""
CTRL_Z = b"\x1a"
ESC = b"\x1b"
PROMPT: Final = ">"
"""Stands alone in the list of lines; a modem writes it without a newline after it."""

RESTARTED: Final = frozenset({"RDY", "^SYSSTART"})
"""Said by modems that have just started: what was asked before is never answered."""


class LineParser:
    """Bytes in, lines out; holds at most one unfinished line."""

    def __init__(self) -> None:
        self.expects_prompt = False
        """Whether a `>` at the head of a line is the modem waiting for a PDU."""
        self._line = bytearray()
        self._is_too_long = False

    def feed(self, data: bytes) -> list[str]:
        """The lines these bytes finish, without blanks around them; empty ones are left out."""
        lines: list[str] = []
        for piece in _LINE_ENDS.split(data):
            if piece in _LINE_END_OCTETS:
                self._end(lines)
            else:
                self._add(piece, lines)
        return lines

    def _add(self, piece: bytes, lines: list[str]) -> None:
        room = LONGEST_LINE - len(self._line)
        if len(piece) > room:
            self._is_too_long = True
        self._line += piece[:room]
        if self.expects_prompt and self._line.lstrip(_BLANK).startswith(b">"):
            self.expects_prompt = False
            self._line = bytearray(self._line.lstrip(_BLANK)[1:])
            lines.append(PROMPT)

    def _end(self, lines: list[str]) -> None:
        line = bytes(self._line).strip(_BLANK).decode("ascii", "replace")
        if line and not self._is_too_long:
            lines.append(line)
        self._line.clear()
        self._is_too_long = False


@dataclass(frozen=True, slots=True)
class Result:
    """The line that ends an answer."""

    is_ok: bool
    code: int | None = None
    """Of +CMS ERROR (TS 27.005, 3.2.5); of +CME ERROR (TS 27.007, 9.2) with 10,000 added."""
    reason: str = ""


CME = 10_000
"""Added to equipment errors, so that one number tells both families apart."""


def final_of(line: str) -> Result | None:
    """What a line ends an answer with, or None when it ends none."""
    if line == "OK":
        return Result(is_ok=True)
    if line in _PLAIN_FAILURES:
        return Result(is_ok=False, reason=line)
    match = _CODED_FAILURE.fullmatch(line)
    if match is None:
        return None
    family, code = match["family"], match["code"]
    if code is None:
        number = _IN_WORDS.get(match["words"].strip().casefold()) if family == "CME" else None
        return Result(is_ok=False, code=number, reason=f"+{family} ERROR")
    number = int(code) + (CME if family == "CME" else 0)
    return Result(is_ok=False, code=number, reason=f"+{family} ERROR: {code}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A message (+CMTI) or a status report (+CDSI) lies in the modem's storage."""

    storage: str
    index: int


@dataclass(frozen=True, slots=True)
class Announced:
    """The next line is a PDU that the modem does not store: +CMT or +CDS."""


@dataclass(frozen=True, slots=True)
class Direct:
    """That PDU."""

    hex: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Anything else that came unasked."""

    line: str


Unasked = Stored | Direct | Notice


def unasked_of(line: str) -> Stored | Announced | None:
    """Whether a line is one of those that may stand anywhere and must never be missed."""
    if match := _STORED.match(line):
        return Stored(match["storage"], int(match["index"]))
    return Announced() if line.startswith(_ANNOUNCING) else None


def is_hex(line: str) -> bool:
    return _HEX.fullmatch(line) is not None


def numbers_of(line: str) -> tuple[int, ...]:
    """The whole numbers that stand between commas after a colon; other fields are left out."""
    _, _, fields = line.partition(":")
    stripped = (field.strip() for field in fields.split(","))
    return tuple(int(field) for field in stripped if _NUMBER.fullmatch(field))


_BLANK = b" \t\0"
_LINE_ENDS = re.compile(rb"([\r\n])")
_LINE_END_OCTETS = (b"\r", b"\n")
_PLAIN_FAILURES = frozenset(
    {
        "ERROR",
        "COMMAND NOT SUPPORT",  # Huawei sticks
        "TOO MANY PARAMETERS",
        "NO CARRIER",
        "NO DIALTONE",
        "BUSY",
        "NO ANSWER",
    }
)
_CODED_FAILURE = re.compile(
    r"\+(?P<family>CMS|CME) ERROR:\s*(?:(?P<code>[0-9]{1,5})|(?P<words>.*))"
)
_IN_WORDS = {
    "sim not inserted": CME + 10,
    "sim pin required": CME + 11,
    "sim puk required": CME + 12,
    "sim failure": CME + 13,
    "sim busy": CME + 14,
    "incorrect password": CME + 16,
    "no network service": CME + 30,
}
"""What modems say that keep to words (+CMEE: 2) whatever they are told."""
_STORED = re.compile(
    r'\+(?:CMTI|CDSI):\s*"(?P<storage>[A-Z]{2})"\s*,\s*(?P<index>[0-9]{1,5})(?![0-9])'
)
_ANNOUNCING = ("+CMT:", "+CDS:")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_NUMBER = re.compile(r"[0-9]{1,9}")
