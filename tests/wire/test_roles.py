"""Who may do what: every event of the desk and every route, for every role and for no login.

An event or a route that stands in no row of these tables fails the tests: whoever adds one says
here who may use it. What is asked is about a conversation that is none, so that `not_found` means
that the role may, and `not_allowed` that it may not.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import aiohttp
import pytest
import pytest_asyncio

from models.people.rules import Role
from server.desk.registry import EVENTS
from tests.clients.socket import RefusedError
from tests.wire.own_office import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")
AGENT, SUPERVISOR, ADMIN, AUDITOR = Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR
NOBODY = None
THREAD = {"conversation": 123_456_789}
MADE_UP = 987_654_321
KEY = "0" * 32
OK = "ok"


class Row(NamedTuple):
    """What is sent, and what each role is told."""

    payload: Mapping[str, Any]
    agent: str
    supervisor: str
    admin: str
    auditor: str

    def told(self, role: Role) -> str:
        return getattr(self, role.value)


def all_may(payload, told=OK):
    return Row(payload, told, told, told, told)


def answerers_may(payload, told="not_found"):
    return Row(payload, told, told, told, "not_allowed")


def leaders_may(payload, told=OK):
    return Row(payload, "not_allowed", told, told, "not_allowed")


DESK: Mapping[str, Row] = {
    "aside": all_may({}),
    "assign": answerers_may({**THREAD, "department": MADE_UP}),
    "audit": Row({}, "not_allowed", OK, OK, OK),
    "canned": all_may({}),
    "canned_delete": answerers_may({"id": MADE_UP}),
    "canned_save": leaders_may({"shortcut": "uji-peran", "text_id": "Halo"}, "varies"),
    "close": answerers_may(THREAD),
    "do": answerers_may({**THREAD, "kind": "case", "id": MADE_UP, "act": "ready"}),
    "label": answerers_may({**THREAD, "add": ["Uji"]}),
    "limit": leaders_may({"staff": MADE_UP, "most": 3}, "no_such_colleague"),
    "load": leaders_may({}),
    "mentions": all_may({}),
    "nik": Row({**THREAD, "reason": "Uji"}, "not_found", "not_found", "not_allowed", "not_allowed"),
    "note": answerers_may({**THREAD, "client_key": KEY, "text": "Uji"}),
    "offer": all_may({}),
    "open": all_may(THREAD, "not_found"),
    "open_case": answerers_may({**THREAD, "service": "ktp"}),
    "open_order": answerers_may({**THREAD, "lines": [{"sku": "X", "count": 1}]}),
    "panel": all_may(THREAD, "not_found"),
    "presence": answerers_may({"state": "online"}, OK),
    "priority": answerers_may({**THREAD, "priority": 1}),
    "put_away": answerers_may({"ids": [MADE_UP]}, OK),
    "read": all_may({**THREAD, "pos": 1}, "not_found"),
    "reopen": answerers_may(THREAD),
    "reply": answerers_may({**THREAD, "client_key": KEY, "text": "Uji"}),
    "resend": answerers_may({**THREAD, "id": MADE_UP}),
    "return": answerers_may(THREAD),
    "search": all_may({"q": "uji"}),
    "since": all_may({"n": 0}),
    "snooze": answerers_may({**THREAD, "until": None}),
    "take": answerers_may(THREAD),
    "threads": all_may({"tab": "all"}),
    "times": all_may({**THREAD, "id": MADE_UP}, "not_found"),
    "typing": all_may(THREAD),
    "viewing": all_may({"conversation": None}),
}


class Way(NamedTuple):
    """One route: the statuses that nobody, and each role, is answered with."""

    nobody: int
    agent: int
    supervisor: int
    admin: int
    auditor: int

    def told(self, role: Role | None) -> int:
        return self.nobody if role is None else getattr(self, role.value)


def anybody(status):
    return Way(status, status, status, status, status)


def staff_only(status, *, nobody=303, auditor=None):
    return Way(nobody, status, status, status, status if auditor is None else auditor)


ROUTES: Mapping[tuple[str, str], Way] = {
    ("GET", "/"): anybody(200),
    ("GET", "/assets/{file}"): anybody(404),
    ("GET", "/chat"): anybody(200),
    ("GET", "/chat-worker.js"): anybody(200),
    ("GET", "/chat.webmanifest"): anybody(200),
    ("GET", "/demo/phone"): anybody(200),
    ("GET", "/demo/phone/events"): anybody(200),
    ("POST", "/demo/phone/send"): anybody(403),
    ("POST", "/demo/phone/trouble"): anybody(403),
    ("GET", "/desk"): staff_only(200),
    ("GET", "/desk/unknown"): staff_only(200),
    ("POST", "/desk/unknown"): staff_only(422, auditor=403),
    ("GET", "/embed.js"): anybody(200),
    ("GET", "/f/{token}"): anybody(404),
    ("POST", "/f/{token}"): anybody(404),
    ("GET", "/files"): staff_only(200, nobody=401, auditor=401),
    ("POST", "/files"): staff_only(403, nobody=401, auditor=401),
    ("GET", "/files/{id}/{name}"): anybody(404),
    ("POST", "/gateway/inbound"): anybody(401),
    ("POST", "/gateway/outbox"): anybody(401),
    ("POST", "/gateway/quarantine"): anybody(401),
    ("POST", "/gateway/report"): anybody(401),
    ("POST", "/gateway/result"): anybody(401),
    ("GET", "/healthz"): anybody(200),
    ("GET", "/login"): anybody(200),
    ("POST", "/login"): anybody(401),
    ("POST", "/logout"): anybody(303),
    ("GET", "/metrics"): anybody(200),
    ("GET", "/password/{secret}"): anybody(404),
    ("POST", "/password/{secret}"): anybody(404),
    ("GET", "/readyz"): anybody(200),
    ("GET", "/socket.io/"): anybody(400),
    ("POST", "/socket.io/"): anybody(400),
    ("OPTIONS", "/socket.io/"): anybody(400),
    ("GET", "/upload/{token}"): anybody(404),
    ("POST", "/upload/{token}"): anybody(404),
    ("POST", "/upload/{token}/done"): anybody(404),
}
"""Forms are sent with their token, so that the role decides; HEAD is answered as GET."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desks(office):
    """An open desk of each role."""
    return {role: await (await office.member(role)).socket("/desk") for role in Role}


async def test_every_event_and_every_role_stands_in_the_table():
    assert set(EVENTS) == set(DESK)
    assert set(Role) == {AGENT, SUPERVISOR, ADMIN, AUDITOR}


async def test_every_route_stands_in_the_table(office):
    walked = {route for route in office.routes if route[0] != "HEAD"}

    assert walked == set(ROUTES)
    assert {path for method, path in office.routes if method == "HEAD"} == {
        path for method, path in walked if method == "GET"
    }


@pytest.mark.parametrize("event", sorted(DESK))
async def test_an_event_is_answered_as_the_table_says(desks, event):
    row = DESK[event]
    told = {}
    for role, desk in desks.items():
        ack = await desk.ask(event, row.payload)
        told[role.value] = OK if ack["ok"] else ack["error"]["code"]

    wanted = {role.value: row.told(role) for role in Role}
    if "varies" in wanted.values():
        told = {name: "varies" if code != "not_allowed" else code for name, code in told.items()}
    assert told == wanted


@pytest.mark.parametrize("event", sorted(DESK))
async def test_without_a_login_no_event_is_heard(office, event):
    stranger = office.browser()
    with pytest.raises(RefusedError):
        await stranger.socket("/desk")
    visitor = await stranger.socket("/visitor")
    names = {"read", "since", "typing"}
    ack = await visitor.ask(f"{event} " if event in names else event, dict(DESK[event].payload))
    await visitor.raw(f'42/desk,5["{event}",{{}}]')
    after = await visitor.ask("since", {"pos": 0})

    assert ack["error"]["code"] == "bad_request"
    assert after == {"ok": True, "messages": [], "more": False}


@pytest.mark.parametrize("role", [NOBODY, *Role], ids=str)
async def test_routes_are_answered_as_the_table_says(office, role):
    told = {}
    for method, path in sorted(ROUTES):
        browser = office.browser() if role is None else await office.member(role)
        told[method, path] = await status_of(browser, method, path)
        if method == "GET" and path != "/demo/phone/events":
            assert await status_of(browser, "HEAD", path) == told[method, path]

    assert told == {route: way.told(role) for route, way in ROUTES.items()}


async def status_of(browser: Browser, method: str, path: str) -> int:
    path = path.replace("{", "x-").replace("}", "")
    if method == "POST" and not path.startswith(("/gateway", "/demo", "/socket", "/files")):
        form = aiohttp.FormData({"csrf_token": await browser.token()})
        async with await browser.ask("POST", path, data=form) as answer:
            return answer.status
    body = {"json": {}} if method == "POST" else {}
    async with await browser.ask(method, path, **body) as answer:
        return answer.status
