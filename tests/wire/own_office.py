"""An office in the tests' own process, behind a real port: its clock is set by hand, its parts
can be walked, and one member of staff of every role works there."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from gateway.simulator import SimulatedModem
from models.people import staff
from models.people.rules import Role
from server.app import Office
from server.demo.phone import Phones
from server.http.security import CSRF_FIELD
from server.settings import Settings
from tests.clients.socket import Socket
from tests.conftest import SetClock
from tests.server.office import SECRET

PASSWORD = "a password of the tests"
GATEWAY_KEY = "k" * 32


class Browser:
    """Somebody's browser with its cookies; closed with the office."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self._sockets: list[Socket] = []

    async def ask(self, method: str, path: str, **how) -> aiohttp.ClientResponse:
        """An answer whose body is not read, redirects not followed."""
        return await self.session.request(method, self.base + path, allow_redirects=False, **how)

    async def text(self, path: str) -> str:
        async with await self.ask("GET", path) as answer:
            return await answer.text()

    async def token(self, path: str = "/login") -> str:
        """For this browser's forms."""
        found = re.search(r'name="csrf_token" value="([0-9a-f]+)"', await self.text(path))
        assert found is not None
        return found[1]

    async def post(self, path: str, form: dict[str, str], **how) -> aiohttp.ClientResponse:
        """A form with its token."""
        told = {CSRF_FIELD: await self.token(), **form}
        return await self.ask("POST", path, data=told, **how)

    async def log_in(self, name: str, password: str = PASSWORD) -> aiohttp.ClientResponse:
        return await self.post("/login", {"name": name, "password": password})

    async def socket(self, namespace: str, auth=None, headers=None) -> Socket:
        """Raises RefusedError."""
        socket = await Socket.connect(self.session, self.base, namespace, auth, headers)
        self._sockets.append(socket)
        return socket

    async def close(self) -> None:
        for socket in self._sockets:
            await socket.close()
        await self.session.close()


class OwnOffice:
    """The office, and the browsers that were opened on it."""

    def __init__(self, office: Office, clock: SetClock, members: dict[Role, int]) -> None:
        self.office = office
        self.clock = clock
        self.members = members
        self.browsers: list[Browser] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.office.port}"

    @property
    def routes(self) -> set[tuple[str, str]]:
        """Every method and path that is answered, as the router knows them."""
        router = self.office.front.site._app.router
        return {
            (route.method, route.resource.canonical)
            for route in router.routes()
            if route.resource is not None
        }

    def browser(self) -> Browser:
        self.browsers.append(Browser(self.base))
        return self.browsers[-1]

    async def member(self, role: Role) -> Browser:
        """Somebody of a role who has logged in."""
        browser = self.browser()
        async with await browser.log_in(role.value) as answer:
            assert answer.status == 303
        return browser


@asynccontextmanager
async def own_office(furnished: Path, folder: Path, **settings) -> AsyncIterator[OwnOffice]:
    """One with the demo's data, copied from a furnished file, and the page of its phones."""
    clock, members = SetClock(), {}
    shutil.copyfile(furnished, folder / "loket.sqlite3")

    async def prepare(office: Office) -> None:
        secret, new_id = office.secret, office.new_id
        for role in Role:
            about = {"display_name": role.value.title(), "role": role}
            known = [each for each in await staff.everyone() if each.name == role.value]
            member = (
                known[0]
                if known
                else await staff.add(role.value, **about, at_ms=clock.ms, new_id=new_id)
            )
            await staff.set_trusted_password(member.id, PASSWORD)
            members[role] = member.id
        phones = Phones(SimulatedModem(tcp=0), clock, office.front.pages, secret)
        office.more_routes.extend(phones.routes())
        office.goodbyes.append(phones.end)

    told = {"visitor_messages_per_second": 0, "secret_key": SECRET.decode(), **settings}
    office = Office(
        Settings(database_url=f"sqlite://{folder}/loket.sqlite3", port=0, **told),
        clock=clock,
        prepare=prepare,
    )
    await office.start()
    opened = OwnOffice(office, clock, members)
    try:
        yield opened
    finally:
        for browser in opened.browsers:
            await browser.close()
        await office.stop()
