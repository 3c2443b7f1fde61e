"""Moves committed pages from SQLite's log into its file while commits go on.

A checkpoint inside a commit holds everybody up for some fifty milliseconds. Done beside them, by a
connection and a thread of its own, it leaves the automatic one (which stays as the upper limit of
the log) next to nothing to do.

Source: SQLite's "Write-Ahead Logging", 3.1: a passive checkpoint blocks no reader and no writer.
"""

import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

CHANGES_BETWEEN = 3000
"""Rows changed since the last one: a few megabytes of log."""


class Checkpointer:
    """Told of each commit; begins a checkpoint when enough has changed and none is under way."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(1, "sqlite-checkpoint")
        self._connection: sqlite3.Connection | None = None
        self._running: Future[None] | None = None
        self._changes = 0

    def committed(self, total_changes: int) -> None:
        """`total_changes`: of the connection that commits, as it counts them."""
        if total_changes - self._changes < CHANGES_BETWEEN:
            return
        if self._running is None or self._running.done():
            self._changes = total_changes
            self._running = self._worker.submit(self._checkpoint)

    def close(self) -> None:
        """Wait for one under way."""
        self._worker.shutdown(wait=True)
        if self._connection is not None:
            self._connection.close()

    def _checkpoint(self) -> None:
        with suppress(sqlite3.OperationalError):  # disk full, or another process does it just now
            if self._connection is None:
                self._connection = sqlite3.connect(
                    self._path, isolation_level=None, check_same_thread=False
                )
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
