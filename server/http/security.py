"""What every answer carries and every change must show: headers, nonce, origin and CSRF token.

Over TLS cookies have names that no other site and no plain HTTP can set (RFC 6265bis, 4.1.3.2).
"""

import hashlib
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

logger = logging.getLogger(__name__)
CSRF_COOKIE = "loket_csrf"
SECURE_CSRF_COOKIE = "__Host-loket_csrf"
CSRF_FIELD = "csrf_token"
NONCE: web.RequestKey[str] = web.RequestKey("nonce", str)
FRAMED_BY: web.RequestKey[str] = web.RequestKey("framed_by", str)
"""Who may show this answer in a frame, as `frame-ancestors` says it; nobody unless it is set."""
NOBODY = "'none'"
OVER_TLS: web.RequestKey[bool] = web.RequestKey("over_tls", bool)
"""Whether the browser reached us by TLS, be it that of a proxy that is believed."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse changes from foreign pages, turn errors into plain pages, add the headers."""
    request[NONCE] = secrets.token_urlsafe(16)
    if request.method not in SAFE_METHODS and is_foreign(request):
        raise web.HTTPForbidden(text="This request came from another site.")
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        number = secrets.token_hex(4)
        logger.exception("a request failed", extra={"request": number, "path": request.path})
        return web.Response(status=500, text=f"Something went wrong here ({number}).")


def believing(proxies: Collection[str]) -> Middleware:
    """Notes which requests came by TLS; a proxy's word counts only if the proxy is listed."""

    @web.middleware
    async def note_tls(request: web.Request, handler: Handler) -> web.StreamResponse:
        told = request.headers.get("X-Forwarded-Proto", "").rpartition(",")[2].strip()
        request[OVER_TLS] = request.secure or (told == "https" and request.remote in proxies)
        return await handler(request)

    return note_tls


def is_foreign(request: web.BaseRequest) -> bool:
    """Whether a browser says that another site's page sent this."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site", "none") == "cross-site"
    return urlsplit(origin).netloc != request.host


def csrf_token(request: web.Request, secret: bytes) -> tuple[str, str | None]:
    """The token for this browser's forms, and the cookie to set when it has none yet."""
    cookie = request.cookies.get(_csrf_cookie(request))
    if cookie:
        return _csrf(cookie, secret), None
    fresh = secrets.token_urlsafe(16)
    return _csrf(fresh, secret), fresh


def set_csrf_cookie(request: web.Request, response: web.StreamResponse, value: str) -> None:
    response.set_cookie(
        _csrf_cookie(request),
        value,
        httponly=True,
        samesite="Strict",
        secure=is_over_tls(request),
        path="/",
    )


def check_csrf(request: web.Request, given: object, secret: bytes) -> None:
    """Raises HTTPForbidden unless the form was made for this browser."""
    cookie = request.cookies.get(_csrf_cookie(request), "")
    wanted = _csrf(cookie, secret)
    if not cookie or not isinstance(given, str) or not hmac.compare_digest(given, wanted):
        raise web.HTTPForbidden(text="This form is too old, please load the page again.")


def _csrf(cookie: str, secret: bytes) -> str:
    return hmac.new(secret, b"csrf|" + cookie.encode(), hashlib.sha256).hexdigest()


def _csrf_cookie(request: web.Request) -> str:
    return SECURE_CSRF_COOKIE if is_over_tls(request) else CSRF_COOKIE


def is_over_tls(request: web.BaseRequest) -> bool:
    return bool(request.get(OVER_TLS, request.secure))


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A signal of aiohttp: called for every answer before its first byte, also for a stream."""
    headers = response.headers
    nonce, framed_by = request.get(NONCE, ""), request.get(FRAMED_BY, NOBODY)
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; "
        f"style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; connect-src 'self'; "
        f"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {framed_by}",
    )
    if framed_by == NOBODY:
        headers.setdefault("X-Frame-Options", "DENY")
    headers["Server"] = "Loket"
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cache-Control", "no-store")
    if is_over_tls(request):
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
