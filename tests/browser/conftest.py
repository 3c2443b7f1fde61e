"""One browser and one running demo for all browser tests; a fresh context for each person."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.clients.server import LoketProcess

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=id-ID",
]
PATIENCE = 20_000
"""Milliseconds a window may take on a busy machine; what is there sooner is taken sooner."""
expect.set_options(timeout=PATIENCE)
PHONE_SCREEN = {"width": 360, "height": 740}
DESK_SCREEN = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests in one process: they share the browser and the demo."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("browser"))


def browser_path() -> str:
    """The system's Chromium; a test run without one fails in CI and skips loudly elsewhere."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("there is no Chromium: scripts/browser installs one")
    pytest.skip("there is no Chromium: scripts/browser installs one")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoketProcess]:
    process = LoketProcess(tmp_path_factory.mktemp("demo"), command="demo")
    await process.start()
    yield process
    assert await process.stop() == 0


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        yield opened
        await opened.close()


class People:
    """Opens windows of people who do not know each other, and watches their consoles."""

    def __init__(self, browser: Browser, base: str) -> None:
        self._browser = browser
        self._base = base
        self._contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    async def open(self, path: str, *, screen=DESK_SCREEN, scheme="light", locale="id-ID") -> Page:
        """A page in a context of its own."""
        context = await self._browser.new_context(
            base_url=self._base,
            viewport=screen,
            color_scheme=scheme,
            locale=locale,
            timezone_id="Asia/Jakarta",
            has_touch=screen is PHONE_SCREEN,
        )
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._hear)
        await page.goto(path)
        return page

    async def staff(self, name: str = "sari", **how) -> Page:
        """The desk of somebody who has just logged in."""
        page = await self.open("/desk", **how)
        await page.fill("input[name=name]", name)
        await page.fill("input[name=password]", "demo")
        await page.click("form.card button")
        await page.wait_for_selector(".panes")
        return page

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()

    def _hear(self, message) -> None:
        if message.type == "error":
            self.troubles.append(message.text)


@pytest_asyncio.fixture(loop_scope="session")
async def people(browser: Browser, demo: LoketProcess) -> AsyncIterator[People]:
    opened = People(browser, demo.base)
    yield opened
    await opened.close()
    assert opened.troubles == []


AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


async def serious_faults(page: Page) -> list[str]:
    """What axe finds serious or worse on a page as it stands (WCAG 2.0 to 2.2, A and AA)."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
    )
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
