"""How soon the chat page can be written in on a slow network, beside a plain shell.

Real Chromium behind 400 kbit/s and 400 ms; cold cache, rounds interleaved. The floor is
a page that holds nothing but the box: one answer, no script.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from aiohttp import web
from playwright.async_api import Browser, async_playwright

from tests.browser.conftest import ARGUMENTS, browser_path
from tests.clients.server import LoketProcess, free_port

ROUNDS = 7
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SHELL = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Shell</title>
<meta name="viewport" content="width=device-width"></head><body><h1>Loket</h1>
<form><label for="text">Pesan</label><textarea id="text"></textarea><button>Kirim</button></form>
</body></html>"""
SEEN = """() => new Promise((seen) => {
    const look = () => {
        const box = document.querySelector("#text");
        if (box && box.getBoundingClientRect().height > 0 &&
            performance.getEntriesByName("first-contentful-paint").length) {
            seen(performance.getEntriesByName("first-contentful-paint")[0].startTime);
        } else {
            requestAnimationFrame(look);
        }
    };
    look();
})"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    name: str
    value: float
    unit: str
    more: dict[str, Any] = field(default_factory=dict)


async def usable_ms(browser: Browser, url: str) -> float:
    """From the request to the painted box, in a browser that has never been here."""
    context = await browser.new_context(service_workers="block")
    try:
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send("Network.enable")
        await session.send("Network.emulateNetworkConditions", SLOW)
        await page.goto(url, wait_until="commit")
        return float(await page.evaluate(SEEN))
    finally:
        await context.close()


async def figures(server: LoketProcess) -> AsyncIterator[Figure]:
    """The chat's time, the shell's, and their ratio."""

    async def shell(_: web.Request) -> web.Response:
        return web.Response(text=SHELL, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", shell)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    times: dict[str, list[float]] = {"chat": [], "shell": []}
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=browser_path(), args=ARGUMENTS
            )
            for _ in range(ROUNDS):
                times["shell"].append(await usable_ms(browser, f"http://127.0.0.1:{port}/"))
                times["chat"].append(await usable_ms(browser, f"{server.base}/chat"))
            await browser.close()
    finally:
        await runner.cleanup()
    for name, found in times.items():
        yield Figure(f"page_{name}_usable", median(found), "ms", {"rounds": ROUNDS})
    ratio = median(times["chat"]) / median(times["shell"])
    yield Figure("page_over_shell", ratio, "ratio", {"kbit_per_second": 400, "latency_ms": 400})
