"""Where the content of files lies: a folder of our own, under names of our own.

A file is written beside its place, synced and moved there, so that what bears a name is whole.
The row comes after it: a file without a row is what a crash left, and is swept away.
"""

import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from models.attachments.rules import ID_PATTERN

INCOMING = "incoming"
"""The folder of what is being written and examined; nothing in it is worth keeping."""
_ID = re.compile(ID_PATTERN)


class Shelf:
    """The folder of files. Its verbs block: call them in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        """Make the folders, readable by us alone. Raises OSError."""
        for folder in (self._folder, self._folder / INCOMING):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def incoming(self) -> Path:
        """A new place for what is being written."""
        return self._folder / INCOMING / secrets.token_hex(16)

    def keep(self, written: Path, number: str) -> None:
        """Move a whole file to its place for good. Raises OSError."""
        place = self.place(number)
        with written.open("rb") as file:
            os.fsync(file.fileno())
        place.parent.mkdir(mode=0o700, exist_ok=True)
        written.replace(place)
        _sync_folder(place.parent)

    def place(self, number: str) -> Path:
        """Where the content of a file is. Raises ValueError for what is no id of ours."""
        if not _ID.fullmatch(number):
            raise ValueError(number[:40])
        return self._folder / number[:2] / number

    def remove(self, number: str) -> None:
        self.place(number).unlink(missing_ok=True)

    def older_than(self, seconds: float) -> Iterator[str]:
        """The ids of files that have lain here so long; what is half written goes at once."""
        before = time.time() - seconds
        for folder in sorted(self._folder.iterdir()) if self._folder.exists() else ():
            for path in folder.iterdir():
                if path.stat().st_mtime >= before:
                    continue
                if folder.name == INCOMING:
                    path.unlink(missing_ok=True)
                elif _ID.fullmatch(path.name):
                    yield path.name


def _sync_folder(folder: Path) -> None:
    """A new name is on disk only when its folder is; Windows syncs it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
