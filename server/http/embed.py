"""`/embed.js`: the one line on other sites' pages. Its address never changes, its content may."""

import gzip
import hashlib

from aiohttp import web

from web_chat.assets import Assets
from web_chat.modules import tight

LOADER = "loket/embed/loader.js"
KEPT_SECONDS = 600
"""How long browsers may use the one they have without asking."""


class EmbedScript:
    """The loader, ready to be sent."""

    def __init__(self, assets: Assets) -> None:
        source = (assets.folder / assets.modules[LOADER]).read_text(encoding="utf-8")
        self._plain = tight(source).encode()
        self.zipped = gzip.compress(self._plain, 9, mtime=0)
        self._etag = hashlib.sha256(self._plain).hexdigest()[:16]

    async def answer(self, request: web.Request) -> web.Response:
        headers = {
            "Cache-Control": f"public, max-age={KEPT_SECONDS}",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "ETag": f'"{self._etag}"',
            "Vary": "Accept-Encoding",
        }
        if any(etag.value == self._etag for etag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        is_zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        if is_zipped:
            headers["Content-Encoding"] = "gzip"
        return web.Response(
            body=self.zipped if is_zipped else self._plain,
            content_type="text/javascript",
            charset="utf-8",
            headers=headers,
        )
