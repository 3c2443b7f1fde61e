"""One process at a time drives the office's modems: a lock file here, a lease in the database.

The lock file tells apart processes of one machine and vanishes with its holder, so that a crash
needs no waiting; the lease tells apart machines, and runs out when its holder is silent.
"""

import asyncio
import fcntl
import hashlib
import logging
import os
import socket
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from models.db import DatabaseUnavailableError
from models.leases import services as leases
from models.leases.rules import Lease
from models.leases.services import HeldError
from models.terms.clock import Clock
from server.faults import CommandError

logger = logging.getLogger(__name__)
GATEWAY = "gateway"
LEASE_SECONDS = 30
RENEW_EVERY_SECONDS = 8.0
SURE_SECONDS = LEASE_SECONDS - 3
"""The database counts whole seconds, and an answer takes a moment."""
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_TOLD_MOST = 200


class LockFile:
    """A file that one living process can hold; it lets go by ending, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path, *, holder: str) -> "LockFile":
        """Hold it from now on. Raises CommandError naming the holder, OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(path, flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            told = os.pread(descriptor, _TOLD_MOST, 0).decode(errors="replace").strip()
            os.close(descriptor)
            raise CommandError(_runs_already(told or f"whoever holds {path}")) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, holder.encode()[:_TOLD_MOST], 0)
        return cls(descriptor)

    @property
    def place(self) -> str:
        """This very file on this very start of the machine; two of the same cannot both be held."""
        found = os.fstat(self._descriptor)
        boot = _BOOT.read_text() if _BOOT.exists() else socket.gethostname()
        told = f"{boot.strip()} {found.st_dev} {found.st_ino}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class Owner:
    """The right to drive the modems, renewed until it is given back or lost."""

    def __init__(
        self, lock: LockFile, lease: Lease, clock: Clock, lost: Callable[[str], None]
    ) -> None:
        self._lock = lock
        self._lease = lease
        self._clock = clock
        self._lost = lost
        self._sure_until = clock.monotonic() + SURE_SECONDS
        self._task = asyncio.create_task(self._run())

    @classmethod
    async def take(
        cls, database_url: str, clock: Clock, *, lost: Callable[[str], None], name: str = GATEWAY
    ) -> "Owner":
        """`lost` is called, with one plain sentence, when another process has taken over.

        Raises CommandError naming the present owner, DatabaseUnavailableError, OSError.
        """
        holder = this_process(clock)
        lock = LockFile.take(lock_path(database_url, name), holder=holder)
        try:
            lease = await leases.take(name, holder=holder, place=lock.place, seconds=LEASE_SECONDS)
        except HeldError as error:
            lock.release()
            wait = f"; if it has died, its right ends in {error.seconds_left} seconds"
            raise CommandError(_runs_already(error.lease.holder + wait)) from None
        except BaseException:
            lock.release()
            raise
        return cls(lock, lease, clock, lost)

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can be the owner now; not so while the database is silent long."""
        return self._clock.monotonic() < self._sure_until

    @property
    def fence(self) -> int:
        return self._lease.fence

    async def renew(self) -> bool:
        """Hold it on; False once another process has it. Raises DatabaseUnavailableError."""
        asked_at = self._clock.monotonic()
        if await leases.renew(self._lease, seconds=LEASE_SECONDS):
            self._sure_until = asked_at + SURE_SECONDS
            return True
        self._sure_until = asked_at
        taker = await leases.holder_of(self._lease.name)
        who = taker.holder if taker else "nobody"
        self._lost(f"The gateway stops: it was taken over by {who}.")
        return False

    async def release(self) -> None:
        """Let the next process be the owner at once."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._sure_until = self._clock.monotonic()
        try:
            await leases.give_back(self._lease)
        except DatabaseUnavailableError:
            logger.warning("the lease of the gateway could not be given back; it runs out")
        self._lock.release()

    async def _run(self) -> None:
        is_well = True
        while True:
            await asyncio.sleep(RENEW_EVERY_SECONDS)
            try:
                if not await self.renew():
                    return
                is_well = True
            except Exception:
                if is_well:
                    logger.exception("the lease of the gateway is not renewed; it is tried again")
                is_well = False


def lock_path(database_url: str, name: str) -> Path:
    """Beside a database that is a file; else among this machine's passing files."""
    if database_url.startswith("sqlite://"):
        return Path(database_url.removeprefix("sqlite://")).with_suffix(f".{name}.lock")
    mark = hashlib.sha256(database_url.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"loket-{os.getuid()}-{mark}-{name}.lock"


def this_process(clock: Clock) -> str:
    """Who we are, for the operator of another process."""
    since = datetime.fromtimestamp(clock.now().timestamp()).astimezone()
    return f"process {os.getpid()} on {socket.gethostname()}, since {since:%Y-%m-%d %H:%M:%S %Z}"


def _runs_already(who: str) -> str:
    return f"The gateway runs already: {who}. Two of them must not drive the same modems."
