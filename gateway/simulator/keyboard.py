"""What a client writes to a modem, octet by octet: command lines, and PDUs after a prompt."""

import re
from collections.abc import Callable, Iterator

LONGEST_LINE = 2048
MOST_UNTAKEN = 8192
"""Octets a client may write ahead while the modem is busy; the rest is lost."""

_CR, _CTRL_Z, _ESC = 0x0D, 0x1A, 0x1B
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
            octet = self._untaken.pop(0)
            self._echo(bytes((octet,)))
            if self.awaits_pdu:
                self._take_of_pdu(octet)
            else:
                self._take_of_command(octet)

    def _take_of_command(self, octet: int) -> None:
        if octet == _CR:
            self._command(self._emptied())
        elif octet not in _IGNORED and len(self._line) < LONGEST_LINE:
            self._line.append(octet)

    def _take_of_pdu(self, octet: int) -> None:
        if octet in {_CTRL_Z, _ESC}:
            self.awaits_pdu = False
            typed = self._emptied()
            self._pdu(typed if octet == _CTRL_Z else None)
        elif len(self._line) < LONGEST_LINE:
            self._line.append(octet)

    def _emptied(self) -> str:
        line, self._line = self._line.decode("ascii", "replace"), bytearray()
        return line


def commands_of(line: str) -> Iterator[str] | None:
    """The commands of a line, without AT; None for a line that is none (3GPP TS 27.007, 4.1)."""
    _, attention, rest = line.upper().replace(" ", "").partition("AT")
    if not attention:
        return None
    return (match[0] for match in _COMMAND.finditer(rest) if match[0] != ";")
