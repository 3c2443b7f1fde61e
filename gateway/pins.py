"""PINs that were given to a SIM and did not open it, remembered on disk.

No restart of Loket then spends a second of the SIM's three tries on the same wrong one.
"""

import contextlib
import hashlib
import logging
import os
from pathlib import Path

MOST = 1000

log = logging.getLogger(__name__)


class RefusedPins:
    """Pairs of SIM and PIN, as marks that name neither."""

    def __init__(self, file: Path | None = None) -> None:
        """Without a file they are remembered for as long as the process lives."""
        self._file = file
        self._marks = self._read()

    def holds(self, card: str, pin: str) -> bool:
        return _mark(card, pin) in self._marks

    def note(self, card: str, pin: str) -> None:
        """Before the PIN is given, so that nothing that happens then is forgotten."""
        self._marks = [*self._marks, _mark(card, pin)][-MOST:]
        self._write()

    def forget(self, card: str, pin: str) -> None:
        """It did open the SIM."""
        if self.holds(card, pin):
            self._marks.remove(_mark(card, pin))
            self._write()

    def _read(self) -> list[str]:
        try:
            return self._file.read_text(encoding="ascii").split()[-MOST:] if self._file else []
        except FileNotFoundError:
            return []
        except (OSError, ValueError):
            log.warning("the list of refused PINs cannot be read; it is begun anew")
            return []

    def _write(self) -> None:
        if self._file is None:
            return
        try:
            _replace(self._file, "\n".join([*self._marks, ""]))
        except OSError as error:
            log.warning("a given PIN is noted in memory only: %s", error.strerror)


def _mark(card: str, pin: str) -> str:
    return hashlib.sha256(f"{card} {pin}".encode()).hexdigest()[:32]


def _replace(file: Path, text: str) -> None:
    """On disk when this returns, whole or not at all."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(file)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
