"""Another office's web site, on a port of its own, as strict as can be, with our one line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dinas Contoh</title>
<script src="{chat}/embed.js" {attributes}></script>
<style nonce="own">{style}</style>
</head>
<body>
<h1>Dinas Contoh</h1>
<p><button type="button" data-loket-text="Apa syarat KK?">Tanya syarat KK</button></p>
</body>
</html>
"""


@asynccontextmanager
async def foreign_site(
    chat: str, *, attributes: str = "", language: str = "id", style: str = ""
) -> AsyncIterator[str]:
    """Its address: `localhost`, where the chat is 127.0.0.1, so that browsers see two sites."""
    text = PAGE.format(chat=chat, attributes=attributes, language=language, style=style)
    policy = f"default-src 'none'; script-src {chat}; frame-src {chat}; style-src 'nonce-own'"

    async def page(_: web.Request) -> web.Response:
        headers = {"Content-Security-Policy": policy}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def nothing(_: web.Request) -> web.Response:
        return web.Response(status=204)

    app = web.Application()
    app.router.add_get("/", page)
    app.router.add_get("/favicon.ico", nothing)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "localhost", 0).start()
        yield f"http://localhost:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
