"""What a client writes to a modem, octet by octet: command lines, and PDUs after a prompt."""

import re
from collections.abc import Callable, Iterator

LONGEST_LINE = 2048
MOST_UNTAKEN = 8192
"""Octets a client may write ahead while the modem is busy; the rest is lost."""

_CTRL_Z = b"\x1a"
_LINE_END = re.compile(rb"\r")
_PDU_END = re.compile(rb"[\x1a\x1b]")
_IGNORED = b"\n\x1a\x1b"
_COMMAND = re.compile(
    r"""(?P<extended>[+^][^;"]*(?:"[^"]*"[^;"]*)*)  # up to a semicolon that is not quoted
      | (?P<basic>&?[A-Z][0-9]*(?:=[0-9]+)?)
      | (?P<unknown>[^;]+)
      | ;""",
    re.VERBOSE,
)


class Keyboard:
    """Turns octets into calls; takes nothing while it is held."""

    def __init__(
        self,
        *,
        command: Callable[[str], None],
        pdu: Callable[[str | None], None],
        echo: Callable[[bytes], None],
    ) -> None:
        """`command` is given a line after AT; `pdu` what was typed, or None for an escape."""
        self._command = command
        self._pdu = pdu
        self._echo = echo
        self._untaken = bytearray()
        self._line = bytearray()
        self._is_held = False
        self.awaits_pdu = False

    def feed(self, octets: bytes) -> None:
        self._untaken += octets[: MOST_UNTAKEN - len(self._untaken)]
        self._take()

    def hold(self) -> None:
        """The modem is busy."""
        self._is_held = True

    def release(self) -> None:
        self._is_held = False
        self._take()

    def clear(self) -> None:
        """Forget everything typed, as after a loss of power."""
        self._untaken.clear()
        self._line.clear()
        self._is_held = self.awaits_pdu = False

    def _take(self) -> None:
        while self._untaken and not self._is_held:
            ending = (_PDU_END if self.awaits_pdu else _LINE_END).search(self._untaken)
            end = ending.end() if ending else len(self._untaken)
            piece = bytes(self._untaken[:end])
            del self._untaken[:end]
            self._echo(piece)
            body = piece[:-1] if ending else piece
            if self.awaits_pdu:
                self._put(body)
                if ending:
                    self._end_pdu(piece[-1:])
            else:
                self._put(body.translate(None, _IGNORED))
                if ending:
                    self._command(self._emptied())

    def _put(self, octets: bytes) -> None:
        self._line += octets[: LONGEST_LINE - len(self._line)]

    def _end_pdu(self, end: bytes) -> None:
        self.awaits_pdu = False
        typed = self._emptied()
        self._pdu(typed if end == _CTRL_Z else None)

    def _emptied(self) -> str:
        line, self._line = self._line.decode("ascii", "replace"), bytearray()
        return line


def commands_of(line: str) -> Iterator[str] | None:
    """The commands of a line, without AT; None for a line that is none (3GPP TS 27.007, 4.1)."""
    _, attention, rest = line.upper().replace(" ", "").partition("AT")
    if not attention:
        return None
    return (match[0] for match in _COMMAND.finditer(rest) if match[0] != ";")
