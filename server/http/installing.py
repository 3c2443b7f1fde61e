"""The chat as an app on a phone: what it is called, its icons, and its service worker."""

import hashlib
from collections.abc import Sequence
from textwrap import shorten

from aiohttp import web

from server.http.pages import Pages

WORKER = "loket/chat/worker.js"
SHORT_NAME_LONGEST = 24
ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any maskable"))


class Installing:
    """The manifest and the worker of the chat page."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        assets = pages.assets
        source = (assets.folder / assets.modules[WORKER]).read_text(encoding="utf-8")
        version = hashlib.sha256("".join(sorted(assets.modules.values())).encode()).hexdigest()
        self._worker = source.replace("VERSION", version[:10])

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/chat.webmanifest", self.manifest),
            web.get("/chat-worker.js", self.worker),
        ]

    async def manifest(self, request: web.Request) -> web.Response:
        """W3C Web Application Manifest."""
        pages = self._pages
        language = pages.language(request)
        name = pages.office_name(language)
        url = pages.assets.url
        told = {
            "id": "/chat",
            "name": name,
            "short_name": short(name),
            "lang": language,
            "dir": "auto",
            "start_url": "/chat",
            "scope": "/chat",
            "display": "standalone",
            "background_color": "#f4f6f5",
            "theme_color": "#0b6b5d",
            "icons": [
                {"src": url("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
                *(
                    {"src": url(file), "sizes": sizes, "type": "image/png", "purpose": purpose}
                    for file, sizes, purpose in ICONS
                ),
            ],
        }
        return web.json_response(told, content_type="application/manifest+json")

    async def worker(self, request: web.Request) -> web.Response:  # noqa: ARG002
        return web.Response(
            text=self._worker,
            content_type="text/javascript",
            headers={"Cache-Control": "no-cache"},
        )


def short(name: str) -> str:
    """What stands below an icon: the whole words that fit, or a part of one that does not."""
    return shorten(name, SHORT_NAME_LONGEST, placeholder="") or name[:SHORT_NAME_LONGEST]
