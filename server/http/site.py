"""The web server: pages, static files and sockets on one port."""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from server.http.security import add_headers, believing, guard
from server.sockets import SocketServer
from web_chat.assets import Assets

BODY_MOST_BYTES = 64 * 1024
CLOSE_WITHIN_SECONDS = 3.0
FOR_EVER = "public, max-age=31536000, immutable"


class Site:
    """One office's web server."""

    def __init__(
        self,
        host: str,
        port: int,
        sockets: SocketServer,
        *,
        closing: Callable[[], Awaitable[None]],
        goodbyes: Sequence[Callable[[], None]] = (),
        proxies: tuple[str, ...] = (),
    ) -> None:
        """`closing` returns when every message that was taken has been acknowledged.

        `goodbyes` are called before, so that answers without end may end.
        """
        self.port = port
        self._goodbyes = goodbyes
        self._host = host
        self._sockets = sockets
        self._closing = closing
        self._app = web.Application(
            middlewares=[believing(proxies), guard], client_max_size=BODY_MOST_BYTES
        )
        self._app.on_response_prepare.append(add_headers)
        self._runner = web.AppRunner(
            self._app, access_log=None, shutdown_timeout=CLOSE_WITHIN_SECONDS
        )
        sockets.attach(self._app)

    def add(self, routes: Sequence[web.RouteDef]) -> None:
        self._app.router.add_routes(routes)

    def add_static(self, assets: Assets) -> None:
        """The packed assets; their names change with their content, so browsers keep them."""

        async def asset(request: web.Request) -> web.FileResponse:
            file = request.match_info["file"]
            if not assets.holds(file):
                raise web.HTTPNotFound
            return web.FileResponse(assets.folder / file, headers={"Cache-Control": FOR_EVER})

        self._app.router.add_get(assets.prefix + "{file}", asset)

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self.port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Take no new connections, answer what was asked, then close every socket."""
        for site in list(self._runner.sites):
            await site.stop()
        for say_goodbye in self._goodbyes:
            say_goodbye()
        await self._closing()
        await self._sockets.end_all()
        await self._runner.cleanup()
