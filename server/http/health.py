"""For the operator: alive, ready, and figures for Prometheus."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from models.conversations import outbox
from models.db import Database, DatabaseUnavailableError
from models.terms.channel import Channel, LineCondition
from models.terms.clock import Clock
from server.channels import SMS
from server.figures import Figures, LiveFigures
from server.http.security import Handler
from server.lines import known_lines

READY_WITHIN_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Health:
    """The parts whose condition is told."""

    database: Database
    channels: Sequence[Channel]
    figures: Figures
    live: LiveFigures
    clock: Clock
    redis_is_up: Callable[[], bool] | None = None
    """None where no Redis is set."""

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", closed_to_strangers(self.metrics)),
        ]

    async def alive(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """The process answers; nothing else is asked."""
        return web.json_response({"ok": True})

    async def ready(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """Database and migrations decide; what else is down is said and stops nothing."""
        database, migrations = await self._database()
        lines = [
            {"line": line.line, "ok": line.is_up, "state": line.state, "detail": line.detail}
            for line in await self._lines()
        ]
        is_ready = database["ok"] and migrations["ok"]
        told: dict[str, object] = {
            "ok": is_ready,
            "database": database,
            "migrations": migrations,
            "lines": lines,
        }
        if self.redis_is_up is not None:
            told["redis"] = {"ok": self.redis_is_up()}
        return web.json_response(told, status=200 if is_ready else 503)

    async def metrics(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """Prometheus' text format."""
        with suppress(DatabaseUnavailableError):
            self.live.lines = await self._lines()
            now_ms = int(self.clock.now().timestamp() * 1000)
            self.figures.note_queue(await outbox.queue(SMS), now_ms)
        headers = {"Content-Type": CONTENT_TYPE_LATEST}
        return web.Response(body=generate_latest(self.figures.registry), headers=headers)

    async def _lines(self) -> Sequence[LineCondition]:
        """Of this process, or as the gateway's process last said."""
        if self.channels:
            return [line for channel in self.channels for line in channel.condition()]
        with suppress(DatabaseUnavailableError):
            return await known_lines(self.clock)
        return ()

    async def _database(self) -> tuple[Mapping[str, object], Mapping[str, object]]:
        try:
            async with asyncio.timeout(READY_WITHIN_SECONDS):
                await self.database.check()
                pending = await self.database.pending_migrations()
        except (DatabaseUnavailableError, TimeoutError):
            return {"ok": False, "detail": "no answer"}, {"ok": False, "detail": "not known"}
        return {"ok": True}, {"ok": not pending, "pending": pending}


def closed_to_strangers(handler: Handler) -> Handler:
    """Only this machine may ask; a scraper elsewhere comes through a proxy that knows it."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if request.remote not in ("127.0.0.1", "::1"):
            raise web.HTTPNotFound
        return await handler(request)

    return guarded
