"""Pages of the staff: login, logout, first password, the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from models.people import staff
from models.people.staff import StaffView
from models.terms.clock import Clock
from models.terms.ids import IdMaker
from server.desk.namespace import DeskNamespace
from server.http.pages import Pages, see_other
from server.http.security import CSRF_FIELD, check_csrf
from server.http.session import Sessions
from server.sockets import request_origin

HERE = "here"
"""Stands for this machine where a login's place is counted."""


@dataclass(frozen=True, slots=True)
class StaffPages:
    """What staff do before and around the desk."""

    pages: Pages
    sessions: Sessions
    desk: DeskNamespace
    clock: Clock
    new_id: IdMaker
    secret: bytes
    proxies: tuple[str, ...]

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/login", self.login),
            web.post("/login", self.log_in),
            web.post("/logout", self.log_out),
            web.get("/password/{secret}", self.password),
            web.post("/password/{secret}", self.set_password),
            web.get("/desk", self.show_desk),
        ]

    async def login(self, request: web.Request) -> web.Response:
        return self.pages.render(
            request, "login.html", error=None, name="", next=_next(request.query.get("next"))
        )

    async def log_in(self, request: web.Request) -> web.Response:
        form = await request.post()
        check_csrf(request, form.get(CSRF_FIELD), self.secret)
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        target = _next(str(form.get("next", "")))
        origin = request_origin(request, self.proxies) or HERE
        try:
            secret = await staff.log_in(
                name, password, origin=origin, at_ms=self._now_ms, new_id=self.new_id
            )
        except staff.LoginSlowedError as slowed:
            text = self._text(request, "Too many tries. Please wait {seconds} seconds.")
            error = text.replace("{seconds}", str(slowed.seconds))
            return self._login_again(request, error, name, target, status=429)
        if secret is None:
            error = self._text(request, "The name or the password is wrong.")
            return self._login_again(request, error, name, target, status=401)
        await self.sessions.forget(request)
        response = see_other(target)
        self.sessions.set_cookie(request, response, secret)
        return response

    async def log_out(self, request: web.Request) -> web.Response:
        form = await request.post()
        check_csrf(request, form.get(CSRF_FIELD), self.secret)
        member = await self.sessions.staff_of(request)
        response = see_other("/login")
        await self.sessions.end(request, response)
        if member is not None:
            await self.desk.check_sessions()
        return response

    async def password(self, request: web.Request) -> web.Response:
        member = await self._of_link(request)
        return self.pages.render(request, "password.html", name=member.name, error=None)

    async def set_password(self, request: web.Request) -> web.Response:
        form = await request.post()
        check_csrf(request, form.get(CSRF_FIELD), self.secret)
        member = await self._of_link(request)
        try:
            await staff.set_password(member, str(form.get("password", "")))
        except staff.PasswordRefusedError as refused:
            error = self._text(request, str(refused))
            return self.pages.render(
                request, "password.html", status=422, name=member.name, error=error
            )
        await self.desk.end_sessions(member.id)
        return see_other("/login")

    async def show_desk(self, request: web.Request) -> web.Response:
        member = await self.sessions.staff_of(request)
        if member is None:
            return see_other(f"/login?next={quote(request.path_qs)}")
        return self.pages.render(request, "desk.html", me=member)

    async def _of_link(self, request: web.Request) -> StaffView:
        secret = request.match_info["secret"]
        member = await staff.of_link(secret, at_ms=self._now_ms)
        if member is None:
            raise web.HTTPNotFound(text="This link has been used or is too old.")
        return member

    def _login_again(
        self, request: web.Request, error: str, name: str, target: str, *, status: int
    ) -> web.Response:
        return self.pages.render(
            request, "login.html", status=status, error=error, name=name, next=target
        )

    def _text(self, request: web.Request, message: str) -> str:
        return self.pages.text(self.pages.language(request), message)

    @property
    def _now_ms(self) -> int:
        return int(self.clock.now().timestamp() * 1000)


def _next(target: str | None) -> str:
    """Where to go after the login: a page of ours, never another site's."""
    is_ours = target and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_ours and target else "/desk"
