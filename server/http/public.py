"""What anyone may see: the home page, the chat, and the chat in other sites' pages."""

from collections.abc import Sequence

from aiohttp import web

from dialogs.engine.phrases import wording
from dialogs.engine.script import Ask
from dialogs.flows.menu import Menu
from server.http.embed import EmbedScript
from server.http.installing import Installing
from server.http.pages import Pages
from server.http.security import FRAMED_BY
from web_chat.embedding import framed_by

SUGGESTED = [name for step in Menu.script if isinstance(step, Ask) for name in step.choices]
"""The menu's own choices in their order: a number means the same here and by text message."""


class PublicPages:
    """Pages that need no login."""

    def __init__(self, pages: Pages, embed_sites: Sequence[str]) -> None:
        self._pages = pages
        self._sites = embed_sites

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/", self.home),
            web.get("/chat", self.chat),
            web.get("/embed.js", EmbedScript(self._pages.assets).answer),
            *Installing(self._pages).routes(),
        ]

    async def home(self, request: web.Request) -> web.Response:
        return self._pages.render(request, "home.html")

    async def chat(self, request: web.Request) -> web.Response:
        """The chat, with a greeting that is not stored: opening a page says nothing yet."""
        language = self._pages.language(request)
        is_embedded = "embed" in request.query
        if is_embedded and self._sites:
            request[FRAMED_BY] = framed_by(self._sites)
        suggestions = [
            {"value": name, "label": wording(f"menu.choice.{name}", language)} for name in SUGGESTED
        ]
        greeting = f"{wording('engine.greeting', language)} {wording('menu.choose', language)}"
        response = self._pages.render(
            request,
            "chat.html",
            greeting=greeting,
            suggestions=suggestions,
            embed=is_embedded,
            sites=" ".join(self._sites),
        )
        response.enable_compression()
        return response
