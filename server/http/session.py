"""Who is logged in: a signed cookie names a session row, and the row decides."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from models.people import staff
from models.people.staff import StaffView
from models.terms.clock import Clock
from server.http.security import is_over_tls

COOKIE = "loket_staff"
SECURE_COOKIE = "__Host-loket_staff"


@dataclass(frozen=True, slots=True)
class Sessions:
    """Reads and writes the cookie of a staff session."""

    secret: bytes
    clock: Clock

    async def staff_of(self, request: web.BaseRequest) -> StaffView | None:
        """Whose session a request bears, if it is still good; it counts as used."""
        return await self._whose(request, is_used=True)

    async def staff_of_socket(
        self, environ: Mapping[str, Any], *, is_used: bool = True
    ) -> StaffView | None:
        """The same for a socket's opening request, as often as it is asked."""
        return await self._whose(environ["aiohttp.request"], is_used=is_used)

    def set_cookie(self, request: web.Request, response: web.Response, secret: str) -> None:
        """Give the browser its session; over TLS under a name no other site can set."""
        response.set_cookie(
            _name(request),
            f"{secret}.{self._sign(secret)}",
            httponly=True,
            samesite="Lax",
            secure=is_over_tls(request),
            path="/",
        )

    async def end(self, request: web.Request, response: web.Response) -> None:
        """Log out: the row goes, then the cookie."""
        await self.forget(request)
        response.del_cookie(_name(request), path="/", secure=is_over_tls(request))

    async def forget(self, request: web.Request) -> None:
        """End the session that a request bears, if any."""
        secret = self._read(request)
        if secret is not None:
            await staff.log_out(secret)

    async def _whose(self, request: web.BaseRequest, *, is_used: bool) -> StaffView | None:
        secret = self._read(request)
        if secret is None:
            return None
        at_ms = int(self.clock.now().timestamp() * 1000)
        return await staff.of_session(secret, at_ms=at_ms, is_used=is_used)

    def _read(self, request: web.BaseRequest) -> str | None:
        """The secret in a cookie that was made here."""
        secret, _, signature = request.cookies.get(_name(request), "").partition(".")
        fits = hmac.compare_digest(signature.encode(), self._sign(secret).encode())
        return secret if fits else None

    def _sign(self, secret: str) -> str:
        return hmac.new(self.secret, b"session|" + secret.encode(), hashlib.sha256).hexdigest()


def _name(request: web.BaseRequest) -> str:
    """Over TLS the cookie of plain HTTP is not looked at: anybody on the way could have set it."""
    return SECURE_COOKIE if is_over_tls(request) else COOKIE
