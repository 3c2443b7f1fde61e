"""Who is logged in: a signed cookie names a session row, and the row decides."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from aiohttp import web

from models.people import staff
from models.people.staff import StaffView
from models.terms.clock import Clock

COOKIE = "loket_staff"
SECURE_COOKIE = "__Host-loket_staff"


@dataclass(frozen=True, slots=True)
class Sessions:
    """Reads and writes the cookie of a staff session."""

    secret: bytes
    clock: Clock

    async def staff_of(self, request: web.BaseRequest) -> StaffView | None:
        """Whose session a request bears, if it is still good."""
        return await self._of_cookie(_cookie(request.cookies))

    async def staff_of_socket(self, environ: Mapping[str, Any]) -> StaffView | None:
        """The same for a socket's opening request."""
        jar: SimpleCookie = SimpleCookie(environ.get("HTTP_COOKIE", ""))
        return await self._of_cookie(_cookie({name: m.value for name, m in jar.items()}))

    def set_cookie(self, request: web.Request, response: web.Response, secret: str) -> None:
        """Give the browser its session; over TLS under a name no other site can set."""
        response.set_cookie(
            SECURE_COOKIE if request.secure else COOKIE,
            f"{secret}.{self._sign(secret)}",
            httponly=True,
            samesite="Lax",
            secure=request.secure,
            path="/",
        )

    async def end(self, request: web.Request, response: web.Response) -> None:
        """Log out: the row goes, then the cookie."""
        secret = self._read(_cookie(request.cookies))
        if secret is not None:
            await staff.log_out(secret)
        for name in (COOKIE, SECURE_COOKIE):
            response.del_cookie(name, path="/")

    async def _of_cookie(self, cookie: str | None) -> StaffView | None:
        secret = self._read(cookie)
        if secret is None:
            return None
        return await staff.of_session(secret, at_ms=int(self.clock.now().timestamp() * 1000))

    def _read(self, cookie: str | None) -> str | None:
        secret, _, signature = (cookie or "").partition(".")
        fits = hmac.compare_digest(signature.encode(), self._sign(secret).encode())
        return secret if fits else None

    def _sign(self, secret: str) -> str:
        return hmac.new(self.secret, b"session|" + secret.encode(), hashlib.sha256).hexdigest()


def _cookie(cookies: Mapping[str, str]) -> str | None:
    return cookies.get(SECURE_COOKIE) or cookies.get(COOKIE)
