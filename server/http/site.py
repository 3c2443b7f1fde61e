"""The web server: pages, static files and sockets on one port."""

from typing import TYPE_CHECKING

from aiohttp import web

from server.http.health import Health
from server.http.security import guard
from server.sockets import SocketServer

if TYPE_CHECKING:
    from server.app import Office

BODY_MOST_BYTES = 64 * 1024
CLOSE_WITHIN_SECONDS = 3.0


class Site:
    """One office's web server."""

    def __init__(self, office: "Office", sockets: SocketServer) -> None:
        self._office = office
        self._sockets = sockets
        self._runner: web.AppRunner | None = None
        self.port = office.settings.port

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        runner = web.AppRunner(
            self._application(), access_log=None, shutdown_timeout=CLOSE_WITHIN_SECONDS
        )
        await runner.setup()
        self._runner = runner
        site = web.TCPSite(runner, self._office.settings.host, self._office.settings.port)
        await site.start()
        self.port = runner.addresses[0][1]

    async def stop(self) -> None:
        """Take no new connections, answer what was asked, then close every socket."""
        if self._runner is None:
            return
        for site in list(self._runner.sites):
            await site.stop()
        await self._office.visitors.close()
        await self._sockets.end_all()
        await self._runner.cleanup()

    def _application(self) -> web.Application:
        office = self._office
        app = web.Application(middlewares=[guard], client_max_size=BODY_MOST_BYTES)
        self._sockets.attach(app)
        health = Health(office.database, office.channels, office.figures.registry)
        app.router.add_routes(health.routes())
        return app
