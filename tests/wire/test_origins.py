"""Other sites' pages get nothing done here, and every answer tells browsers how to treat it."""

import re
import sqlite3

import aiohttp
import pytest
import pytest_asyncio

from models.people.rules import Role
from tests.wire.own_office import PASSWORD
from tests.wire.test_roles import ROUTES

pytestmark = pytest.mark.asyncio(loop_scope="session")
POLLING = "/socket.io/?EIO=4&transport=polling"
WEBSOCKET = "/socket.io/?EIO=4&transport=websocket"
POSTS = sorted(path for method, path in ROUTES if method == "POST")
GETS = sorted(path for method, path in ROUTES if method == "GET")
BY_ITSELF = ('"staff_session"', '"lease"', '"line_state"')
BY_BROWSERS = [path for path in POSTS if not path.startswith("/gateway")]
"""A gateway has no cookies: it seals each request."""
KEPT_BY_BROWSERS = ("/assets/{file}", "/embed.js", "/chat-worker.js")
"""The same for everybody, and public."""


def foreign_origins(base):
    port = base.rpartition(":")[2]
    return [
        "http://evil.example",
        "https://evil.example",
        "null",
        f"http://127.0.0.1.evil.example:{port}",
        f"http://evil.example#{base}",
        f"http://127.0.0.1:{port}0",
        f"http://evil@127.0.0.1:{port}",
        "http://127.0.0.1",
        f"http://localhost:{port}",
    ]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def admin(office):
    """Somebody who is logged in, and so has something to lose."""
    return await office.member(Role.ADMIN)


def filled(path):
    return path.replace("{", "x-").replace("}", "")


@pytest.mark.parametrize("path", POSTS)
async def test_no_page_of_elsewhere_posts_here(office, admin, path):
    form = {"csrf_token": await admin.token()}
    for origin in foreign_origins(office.base):
        told = {"data": form, "headers": {"Origin": origin}}
        async with await admin.ask("POST", filled(path), **told) as answer:
            assert (origin, answer.status) == (origin, 403)
    told = {"data": form, "headers": {"Sec-Fetch-Site": "cross-site"}}
    async with await admin.ask("POST", filled(path), **told) as answer:
        assert answer.status == 403


async def test_no_page_of_elsewhere_opens_a_socket(office, admin):
    for origin in foreign_origins(office.base):
        headers = {"Origin": origin}
        async with await admin.ask("GET", POLLING, headers=headers) as answer:
            assert (origin, answer.status) == (origin, 400)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await admin.session.ws_connect(office.base + WEBSOCKET, headers=headers)
    async with await admin.ask("GET", POLLING, headers={"Origin": office.base}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(("method", "path"), sorted(ROUTES))
async def test_no_answer_may_be_read_by_a_page_of_elsewhere(admin, method, path):
    for asked in (method, "OPTIONS"):
        headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
        async with await admin.ask(asked, filled(path), headers=headers) as answer:
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", BY_BROWSERS)
async def test_a_post_without_a_token_does_nothing(office, admin, path):
    before = await contents(office)
    for body in (
        {"data": {}},
        {"data": {"csrf_token": "0" * 64}},
        {"json": {}},
        {"data": b'{"csrf": "x"}', "headers": {"Content-Type": "text/plain"}},
        {"data": b"csrf_token=x", "headers": {"Content-Type": "text/plain"}},
    ):
        async with await admin.ask("POST", filled(path), **body) as answer:
            assert answer.status in (400, 403, 404, 415)

    assert await contents(office) == before


async def test_the_token_of_another_browser_is_none(office):
    mine, theirs = office.browser(), office.browser()
    form = {"name": "agent", "password": PASSWORD, "csrf_token": await theirs.token()}
    await mine.token()
    async with await mine.ask("POST", "/login", data=form) as answer:
        assert answer.status == 403


async def test_json_that_says_it_is_text_is_not_read(office):
    browser = office.browser()
    found = re.search(r'"csrf": ?"([0-9a-f]+)"', await browser.text("/demo/phone"))
    token = found[1] if found else await browser.token()
    told = f'{{"from": "+6281300009999", "text": "halo", "csrf": "{token}"}}'.encode()
    statuses = []
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json"):
        headers = {"Content-Type": kind}
        async with await browser.ask(
            "POST", "/demo/phone/send", data=told, headers=headers
        ) as answer:
            statuses.append(answer.status)

    assert statuses == [415, 415, 200]


async def test_looking_changes_nothing(office, admin):
    before = await contents(office)
    for path in GETS:
        if path == "/demo/phone/events":
            continue
        for more in ("", "?lang=en", "?id=1&intent=menu&labelled=1&csrf_token=x"):
            for method in ("GET", "HEAD"):
                (await admin.ask(method, filled(path) + more)).release()

    assert await contents(office) == before


async def contents(office):
    """Everything the database holds, except what it notes of itself."""
    url = office.office.settings.database_url.removeprefix("sqlite://")
    with sqlite3.connect(f"file:{url}?mode=ro", uri=True) as opened:
        lines = [line for line in opened.iterdump() if not any(own in line for own in BY_ITSELF)]
    opened.close()
    return lines


@pytest.mark.parametrize(("method", "path"), sorted(ROUTES))
async def test_every_answer_carries_the_headers(admin, method, path):
    for asked in {method, "TRACE", "GET"}:
        async with await admin.ask(asked, filled(path)) as answer:
            headers, status = answer.headers, answer.status
        csp = headers["Content-Security-Policy"]
        assert "unsafe" not in csp
        assert "frame-ancestors 'none'" in csp
        assert "object-src 'none'" in csp
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Server"] == "Loket"
        assert "Strict-Transport-Security" not in headers
        if status == 200 and path in KEPT_BY_BROWSERS:
            assert headers["Cache-Control"] != "no-store"
        else:
            assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/desk", "text/html"),
        ("/chat", "text/html"),
        ("/embed.js", "text/javascript"),
        ("/chat-worker.js", "text/javascript"),
        ("/chat.webmanifest", "application/manifest+json"),
        ("/files", "application/json"),
        ("/readyz", "application/json"),
        ("/demo/phone/events", "text/event-stream"),
        ("/nowhere", "text/plain"),
    ],
)
async def test_answers_say_what_they_are(admin, path, kind):
    async with await admin.ask("GET", path) as answer:
        assert answer.content_type == kind
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_page_s_own_scripts_have_a_nonce_that_is_new_each_time(admin):
    nonces = set()
    for path in ("/desk", "/desk", "/chat", "/"):
        async with await admin.ask("GET", path) as answer:
            policy, page = answer.headers["Content-Security-Policy"], await answer.text()
        (nonce,) = set(re.findall(r"script-src 'self' 'nonce-([^']+)'", policy))
        scripts = re.findall(r"<script\b[^>]*>", page)
        assert all(f'nonce="{nonce}"' in script or "src=" in script for script in scripts)
        assert not re.search(r"\son\w+=|javascript:", page)
        nonces.add(nonce)

    assert len(nonces) == 4


@pytest.mark.parametrize("path", ["/.git/config", "/%2e%2e/loket.toml", "/assets/", "/docs"])
async def test_what_is_not_served_is_not_there(office, path):
    async with await office.browser().ask("GET", path) as answer:
        assert answer.status == 404


async def test_methods_that_are_none_are_refused(office):
    browser = office.browser()
    for method in ("TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"):
        async with await browser.ask(method, "/desk") as answer:
            assert answer.status == 405
