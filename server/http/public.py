"""What anyone may see: the home page and the chat."""

from collections.abc import Sequence

from aiohttp import web

from dialogs.engine.phrases import wording
from server.http.pages import Pages

SUGGESTED = ("track_case", "talk_to_staff")


class PublicPages:
    """Pages that need no login."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.get("/", self.home), web.get("/chat", self.chat)]

    async def home(self, request: web.Request) -> web.Response:
        return self._pages.render(request, "home.html")

    async def chat(self, request: web.Request) -> web.Response:
        """The chat, with a greeting that is not stored: opening a page says nothing yet."""
        language = self._pages.language(request)
        suggestions = [
            {"value": name, "label": wording(f"menu.choice.{name}", language)} for name in SUGGESTED
        ]
        greeting = f"{wording('engine.greeting', language)} {wording('menu.choose', language)}"
        return self._pages.render(request, "chat.html", greeting=greeting, suggestions=suggestions)
