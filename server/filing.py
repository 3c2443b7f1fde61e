"""Files come in: written beside, examined, rewritten, kept, and only then told of."""

import asyncio
import hashlib
import logging
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from models.attachments import links
from models.attachments import services as attachments
from models.attachments.rules import (
    MEGABYTE,
    UNUSED_KEPT_MS,
    FileRefusedError,
    Quota,
    Why,
    clean_name,
)
from models.attachments.shelf import Shelf
from models.attachments.views import FileView
from models.db import transaction
from models.people.nik import mask_niks
from models.terms.clock import Clock
from server.examiner import Examined, Examiner
from web_chat.limits import Buckets, Places

logger = logging.getLogger(__name__)
UPLOADS_MOST = 8
"""How many may come in at once; each waits for its turn to be examined."""
UPLOADS_OF_ONE_ADDRESS = 3
BURST_OF_ONE_ADDRESS = 60
PER_SECOND_OF_ONE_ADDRESS = 0.1
COMES_WITHIN_SECONDS = 180.0
FREE_LEAST = 200 * MEGABYTE
"""So much room the disk must keep for everything else."""
SWEPT_AT_ONCE = 500


class NoRoomError(Exception):
    """Too many files come in at this moment, or the disk is nearly full: later may be better."""


@dataclass(slots=True)
class Filing:
    """Where files come in and are kept."""

    shelf: Shelf
    folder: Path
    clock: Clock
    size_most: int
    """Bytes of one file."""
    free_least: int = FREE_LEAST
    examiner: Examiner = field(default_factory=Examiner)
    _coming: Places = field(
        default_factory=lambda: Places(most=UPLOADS_MOST, most_of_one=UPLOADS_OF_ONE_ADDRESS)
    )
    _paces: Buckets = field(init=False)

    def __post_init__(self) -> None:
        self._paces = Buckets(
            self.clock, per_second=PER_SECOND_OF_ONE_ADDRESS, burst=BURST_OF_ONE_ADDRESS
        )

    async def take(
        self,
        content: AsyncIterator[bytes],
        *,
        name: str,
        uploader: str,
        quota: Quota,
        origin: str | None,
    ) -> FileView:
        """Keep a file that comes in. Raises FileRefusedError, NoRoomError, TimeoutError.

        `origin` is the network address it comes from, None for this machine's own.
        """
        left = await attachments.left_of(uploader, quota, at_ms=self.now_ms)
        if left.files < 1 or left.size < 1:
            raise FileRefusedError(Why.QUOTA)
        if origin is not None and self._paces.of(origin).take():
            raise NoRoomError
        if not self._coming.enter(origin):
            raise NoRoomError
        raw, safe = self.shelf.incoming(), self.shelf.incoming()
        try:
            await asyncio.to_thread(self._make_room)
            async with asyncio.timeout(COMES_WITHIN_SECONDS):
                await self._write(content, raw)
            examined = await self.examiner.examine(raw, safe)
            return await self._keep(safe, examined, name=name, uploader=uploader, quota=quota)
        except OSError as error:
            logger.warning("a file could not be kept", extra={"code": error.errno})
            raise NoRoomError from error
        finally:
            self._coming.leave(origin)
            await asyncio.to_thread(_remove, raw, safe)

    async def sweep(self) -> None:
        """Remove files that no message came for, and content that no row tells of."""
        at_ms = self.now_ms
        async with transaction():
            gone = await attachments.forget_unused(at_ms=at_ms)
            await links.forget(before_ms=at_ms - UNUSED_KEPT_MS)
        for number in gone:
            await asyncio.to_thread(self.shelf.remove, number)
        old = await asyncio.to_thread(lambda: list(self.shelf.older_than(UNUSED_KEPT_MS / 1000)))
        for start in range(0, len(old), SWEPT_AT_ONCE):
            for number in await attachments.unknown_of(old[start : start + SWEPT_AT_ONCE]):
                await asyncio.to_thread(self.shelf.remove, number)

    @property
    def now_ms(self) -> int:
        return int(self.clock.now().timestamp() * 1000)

    def _make_room(self) -> None:
        self.shelf.open()
        if shutil.disk_usage(self.folder).free < self.free_least:
            raise NoRoomError

    async def _write(self, content: AsyncIterator[bytes], path: Path) -> None:
        size = 0
        with await asyncio.to_thread(_new, path) as file:
            async for chunk in content:
                size += len(chunk)
                if size > self.size_most:
                    raise FileRefusedError(Why.TOO_BIG)
                await asyncio.to_thread(file.write, chunk)

    async def _keep(
        self, safe: Path, examined: Examined, *, name: str, uploader: str, quota: Quota
    ) -> FileView:
        number = secrets.token_hex(16)
        size, digest = await asyncio.to_thread(_measure, safe)
        file = FileView(
            id=number,
            uploader=uploader,
            conversation_id=None,
            message_id=None,
            name=clean_name(mask_niks(name), examined.type),
            kind=examined.type.kind.value,
            type=examined.type.mime,
            size=size,
            width=examined.width,
            height=examined.height,
            digest=digest,
            stored_at_ms=self.now_ms,
        )
        await asyncio.to_thread(self.shelf.keep, safe, number)
        try:
            async with transaction():
                await attachments.keep(file, quota)
        except BaseException:
            with suppress(OSError):
                self.shelf.remove(number)
            raise
        return file


def _new(path: Path) -> BinaryIO:
    path.touch(mode=0o600, exist_ok=False)
    return path.open("wb")


def _measure(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
