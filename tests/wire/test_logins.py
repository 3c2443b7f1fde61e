"""Logins end: by hand, by a new login, password or role, by rest and by age; cookies say so."""

import asyncio
import re

import pytest
import pytest_asyncio

from models.db import Statement, transaction
from models.people import staff
from models.people.rules import Role
from models.people.staff import SESSION_IDLE_MS, SESSION_LONGEST_MS
from server.http.security import CSRF_COOKIE, SECURE_CSRF_COOKIE
from server.http.session import COOKIE, SECURE_COOKIE
from tests.clients.socket import RefusedError
from tests.wire.own_office import PASSWORD, own_office

pytestmark = pytest.mark.asyncio(loop_scope="session")
WITHIN_SECONDS = 5
OVER_TLS = {"X-Forwarded-Proto": "https"}
IDLE, LONGEST = SESSION_IDLE_MS / 1000, SESSION_LONGEST_MS / 1000


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(furnished_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("logins")
    async with own_office(furnished_file, folder, proxies=("127.0.0.1",)) as opened:
        yield opened


async def closed(*sockets):
    """Return when the server has ended them. Raises TimeoutError when it takes too long."""
    async with asyncio.timeout(WITHIN_SECONDS):
        for socket in sockets:
            await socket.closed()


async def is_let_in(browser):
    async with await browser.ask("GET", "/desk") as page:
        return page.status == 200


async def is_locked_out(browser):
    with pytest.raises(RefusedError):
        await browser.socket("/desk")
    return not await is_let_in(browser)


def cookie(browser, name=COOKIE):
    (found,) = (each.value for each in browser.session.cookie_jar if each.key == name)
    return found


async def bearing(office, value, name=COOKIE):
    """A browser that has somebody's cookie."""
    browser = office.browser()
    browser.session.cookie_jar.update_cookies({name: value})
    return browser


async def change(office, column, value, role=Role.AGENT):
    """As an administrator would, in the database."""
    async with transaction():
        statement = Statement(f'update "staff" set "{column}" = ? where "id" = ?')  # noqa: S608
        await statement.run(value, office.members[role])


async def test_a_login_ends_the_session_that_the_browser_had_before(office):
    browser = await office.member(Role.AGENT)
    before = cookie(browser)
    old = await browser.socket("/desk")
    async with await browser.log_in("agent") as answer:
        assert answer.status == 303
    after = cookie(browser)

    assert before != after
    assert await is_locked_out(await bearing(office, before))
    assert await is_let_in(await bearing(office, after))
    await closed(old)


async def test_a_cookie_from_before_the_login_is_no_session(office):
    browser = office.browser()
    browser.session.cookie_jar.update_cookies({COOKIE: "fixed.by-somebody-else"})
    async with await browser.log_in("agent") as answer:
        assert answer.status == 303

    assert await is_locked_out(await bearing(office, "fixed.by-somebody-else"))


async def test_a_refused_login_leaves_the_one_before_as_it_is(office):
    browser = await office.member(Role.AGENT)
    async with await browser.log_in("agent", "wrong") as answer:
        assert answer.status == 401

    assert await is_let_in(browser)


async def test_a_logout_ends_every_socket_of_that_browser_and_of_no_other(office):
    browser, other = await office.member(Role.AGENT), await office.member(Role.AGENT)
    sockets = [await browser.socket("/desk") for _ in range(3)]
    elsewhere = await other.socket("/desk")
    kept = cookie(browser)
    async with await browser.post("/logout", {}) as answer:
        assert answer.status == 303
    await closed(*sockets)

    assert await is_locked_out(await bearing(office, kept))
    assert (await elsewhere.ask("since", {"n": 0}))["ok"]


async def test_a_new_password_ends_every_login_of_the_account(office):
    browsers = [await office.member(Role.AGENT) for _ in range(2)]
    sockets = [await browser.socket("/desk") for browser in browsers]
    bystander = await (await office.member(Role.SUPERVISOR)).socket("/desk")
    secret = await staff.password_link(office.members[Role.AGENT], at_ms=office.clock.ms)
    visitor = office.browser()
    path = f"/password/{secret}"
    token = await visitor.token(path)
    form = {"csrf_token": token, "password": PASSWORD}
    async with await visitor.ask("POST", path, data=form) as answer:
        assert answer.status == 303
    await closed(*sockets)
    async with await visitor.ask("GET", path) as again:
        assert again.status == 404

    assert [await is_locked_out(browser) for browser in browsers] == [True, True]
    assert (await bystander.ask("since", {"n": 0}))["ok"]


@pytest.mark.parametrize(
    ("column", "value", "back"),
    [("role", "auditor", "agent"), ("disabled_at_ms", 1, None), ("role", "supervisor", "agent")],
)
async def test_another_role_or_a_disabled_account_ends_every_desk(office, column, value, back):
    browser = await office.member(Role.AGENT)
    sockets = [await browser.socket("/desk") for _ in range(2)]
    await change(office, column, value)
    try:
        await closed(*sockets)
        is_out = await is_locked_out(browser) if column == "disabled_at_ms" else False
        role = None if column != "role" else await role_of(browser)
    finally:
        await change(office, column, back)

    assert (is_out, role) == ((False, value) if column == "role" else (True, None))


async def role_of(browser):
    return (await (await browser.socket("/desk")).ask("since", {"n": 0}))["me"]["role"]


async def test_a_desk_at_which_nobody_does_anything_is_closed(office):
    browser, busy = await office.member(Role.AGENT), await office.member(Role.SUPERVISOR)
    rests, works = await browser.socket("/desk"), await busy.socket("/desk")
    for _ in range(3):
        office.clock.advance(IDLE / 2 - 60)
        await rests.ask("threads", {"tab": "all"})
        await works.ask("search", {"q": "halo"})
        await office.office.front.desk.check_sessions()
    await closed(rests)

    assert await is_locked_out(browser)
    assert (await works.ask("since", {"n": 0}))["ok"]


async def test_a_login_ends_at_its_age_however_busy_it_is(office):
    browser = await office.member(Role.AGENT)
    desk = await browser.socket("/desk")
    for _ in range(int(LONGEST // 3600)):
        assert (await desk.ask("search", {"q": "halo"}))["ok"]
        await office.office.front.desk.check_sessions()
        office.clock.advance(3600)
    office.clock.advance(1)
    await closed(desk)

    assert await is_locked_out(browser)


@pytest.mark.parametrize("headers", [{}, OVER_TLS])
async def test_cookies_say_how_they_may_be_used(office, headers):
    browser = office.browser()
    names = (SECURE_CSRF_COOKIE, SECURE_COOKIE) if headers else (CSRF_COOKIE, COOKIE)
    async with await browser.ask("GET", "/login?lang=en", headers=headers) as page:
        text, given = await page.text(), page.headers.getall("Set-Cookie")
        fresh = page.cookies[names[0]].value
        assert ("Strict-Transport-Security" in page.headers) == (names[0] == SECURE_CSRF_COOKIE)
    token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', text)[1]
    form = {"name": "agent", "password": PASSWORD, "csrf_token": token}
    headers = {**headers, "Cookie": f"{names[0]}={fresh}"}
    async with await browser.ask("POST", "/login", data=form, headers=headers) as answer:
        assert answer.status == 303
        given += answer.headers.getall("Set-Cookie")

    by_name = {each.partition("=")[0]: each.split("; ")[1:] for each in given}
    assert set(by_name) == {*names, "loket_language"}
    assert {(name, "HttpOnly" in marks, "Path=/" in marks) for name, marks in by_name.items()} == {
        (name, True, True) for name in by_name
    }
    assert ["Secure" in marks for marks in by_name.values()] == [
        bool(headers.keys() & OVER_TLS)
    ] * 3
    assert {mark for mark in by_name[names[0]] if "SameSite" in mark} == {"SameSite=Strict"}
    assert {mark for mark in by_name[names[1]] if "SameSite" in mark} == {"SameSite=Lax"}
    assert not any(mark.startswith("Domain") for marks in by_name.values() for mark in marks)


async def test_over_tls_the_cookies_of_plain_http_are_not_looked_at(office):
    browser = await office.member(Role.AGENT)
    async with await browser.ask("GET", "/desk", headers=OVER_TLS) as page:
        assert page.status == 303
    with pytest.raises(RefusedError):
        await browser.socket("/desk", headers=OVER_TLS)


async def test_a_stranger_s_word_for_tls_is_not_believed(furnished_file, tmp_path):
    async with own_office(furnished_file, tmp_path) as open_to_all:
        browser = open_to_all.browser()
        async with await browser.ask("GET", "/login", headers=OVER_TLS) as page:
            assert "Strict-Transport-Security" not in page.headers
            assert set(page.cookies) == {CSRF_COOKIE}
