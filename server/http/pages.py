"""Pages made on the server: templates, their language, and what every one of them knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, select_autoescape

from server.http.security import NONCE, csrf_token, is_over_tls, set_csrf_cookie
from server.settings import Settings
from server.words import catalogue
from web_chat.assets import Assets
from web_chat.frames import LANGUAGES, pick_language

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = (ROOT / "server" / "templates", ROOT / "web_chat" / "templates")
LANGUAGE_COOKIE = "loket_language"
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class DemoNotice:
    """What the bar on top of every demo page tells."""

    logins: Sequence[tuple[str, str]]
    pages: Sequence[tuple[str, str]]


class Pages:
    """Renders templates; one environment for each language."""

    def __init__(
        self, settings: Settings, *, assets: Assets, secret: bytes, demo: DemoNotice | None
    ) -> None:
        self._settings = settings
        self.assets = assets
        self._secret = secret
        self._demo = demo
        self._environments = {language: _environment(language) for language in LANGUAGES}

    def language(self, request: web.Request) -> str:
        """What the reader chose, else what the browser asks for, else the office's own."""
        default = self._settings.language
        for wanted in (request.query.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
            if wanted in LANGUAGES:
                return wanted
        accepted = request.headers.get("Accept-Language", "").split(",")[0]
        return pick_language(accepted, default)

    def office_name(self, language: str) -> str:
        settings = self._settings
        return settings.office_name_en if language == "en" else settings.office_name_id

    def render(
        self, request: web.Request, template: str, *, status: int = 200, **context: object
    ) -> web.Response:
        """One page, with the token for its forms."""
        language = self.language(request)
        token, fresh = csrf_token(request, self._secret)
        text = (
            self._environments[language]
            .get_template(template)
            .render(**self._common(request, language), csrf_token=token, **context)
        )
        response = web.Response(text=text, content_type="text/html", status=status)
        if fresh is not None:
            set_csrf_cookie(request, response, fresh)
        if request.query.get("lang") == language:
            response.set_cookie(
                LANGUAGE_COOKIE,
                language,
                max_age=YEAR_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=is_over_tls(request),
                path="/",
            )
        return response

    def text(self, language: str, message: str) -> str:
        """One sentence of the pages' catalogue."""
        return catalogue(language).gettext(message)

    def _common(self, request: web.Request, language: str) -> Mapping[str, Any]:
        return {
            "language": language,
            "languages": LANGUAGES,
            "office_name": self.office_name(language),
            "sms_number": self._settings.sms_number,
            "csp_nonce": request[NONCE],
            "assets": self.assets,
            "demo": self._demo,
            "path": request.path,
        }


def see_other(path: str) -> web.Response:
    """Go on there, with GET: as an answer that may carry cookies."""
    return web.Response(status=303, headers={"Location": path})


def _environment(language: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in TEMPLATES]),
        autoescape=select_autoescape(default=True),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined] # added by the extension
    return environment
