"""Where departments work apart, an agent is told nothing of what another department has."""

import asyncio
import uuid

import pytest
import pytest_asyncio

from models.db import transaction
from models.people.rules import Role
from models.staffing import services as staffing
from tests.wire.own_office import own_office

pytestmark = pytest.mark.asyncio(loop_scope="session")
MADE_UP = 987_654_321


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(furnished_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("departments")
    async with own_office(furnished_file, folder, agents_see="department") as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def departments(office):
    """The agent's own, and another one."""
    at_ms, new_id = office.clock.ms, office.office.new_id
    async with transaction():
        own, other = [
            await staffing.found(f"{name} {uuid.uuid4().hex[:6]}", at_ms=at_ms, new_id=new_id)
            for name in ("Pajak", "Catatan Sipil")
        ]
        await staffing.place(office.members[Role.AGENT], [own], new_id=new_id)
    return own, other


@pytest_asyncio.fixture(loop_scope="session")
async def agent(office, departments):
    desk = await (await office.member(Role.AGENT)).socket("/desk")
    await desk.ask("since", {"n": 0})
    return desk


@pytest_asyncio.fixture(loop_scope="session")
async def boss(office, departments):
    return await (await office.member(Role.SUPERVISOR)).socket("/desk")


@pytest_asyncio.fixture(loop_scope="session")
async def thread(office):
    """A visitor's, and the word it can be found by."""
    visitor = await office.browser().socket("/visitor")
    number = (await visitor.event("welcome"))["conversation"]
    word = f"kata{uuid.uuid4().hex[:8]}"
    sent = {"client_key": str(uuid.uuid4()), "text": f"PETUGAS {word}"}
    assert (await visitor.ask("send", sent))["ok"]
    return number, word


async def heard(desk, number):
    """The next event of a thread."""
    async with asyncio.timeout(5):
        while (told := await desk.event("event"))["conversation"] != number:
            pass
    return told


async def code(desk, event, payload):
    ack = await desk.ask(event, payload)
    return "ok" if ack["ok"] else ack["error"]["code"]


async def found(desk, word):
    async with asyncio.timeout(20):
        while not (hits := (await desk.ask("search", {"q": word}))["hits"]):
            await asyncio.sleep(0.1)
    return hits


async def numbers(desk):
    """Every thread that a desk is told of when it opens or lists."""
    since = await desk.ask("since", {"n": 0})
    listed = await desk.ask("threads", {"tab": "all", "limit": 100})
    told = [*since["threads"], *listed["threads"]]
    return {each["conversation"] for each in told}, listed["counts"]["all"]


async def test_what_no_department_has_is_everybodys(agent, thread):
    number, _ = thread
    assert (await agent.ask("open", {"conversation": number}))["ok"]
    assert number in (await numbers(agent))[0]


async def test_what_another_department_has_is_as_if_it_were_not_there(
    agent, boss, thread, departments
):
    number, word = thread
    assert await found(boss, word)
    before = await numbers(agent)
    asked = {"conversation": number, "department": departments[1]}
    assert await code(boss, "assign", asked) == "ok"
    async with asyncio.timeout(5):
        while (told := await heard(agent, number))["kind"] != "hidden":
            pass
    after = await numbers(agent)
    events = (await agent.ask("since", {"n": told["n"] - 1}))["events"]
    on_thread = {"conversation": number}
    text = {"client_key": str(uuid.uuid4()), "text": "x"}
    asked = {"open": {}, "take": {}, "panel": {}, "viewing": {}, "note": text, "close": {}}
    codes = {
        event: await code(agent, event, {**on_thread, **more}) for event, more in asked.items()
    }
    made_up = {
        event: await code(agent, event, {"conversation": MADE_UP, **more})
        for event, more in asked.items()
        if event != "viewing"
    }

    assert set(told) == {"n", "kind", "conversation"}
    assert number in before[0]
    assert number not in after[0]
    assert after[1] == before[1] - 1
    assert [each["n"] for each in events][:1] == [told["n"]]
    assert all("thread" not in each for each in events if each["conversation"] == number)
    assert set(codes.values()) == {"not_found"}
    assert set(made_up.values()) == {"not_found"}
    assert (await agent.ask("search", {"q": word}))["hits"] == []
    assert (await boss.ask("open", on_thread))["ok"]


async def test_what_comes_to_their_own_department_is_seen(agent, boss, thread, departments):
    number, word = thread
    for department in reversed(departments):
        asked = {"conversation": number, "department": department}
        assert await code(boss, "assign", asked) == "ok"
    async with asyncio.timeout(5):
        while (told := await heard(agent, number)).get("thread", {}).get("department") is None:
            pass

    assert told["thread"]["department"]["id"] == departments[0]
    assert number in (await numbers(agent))[0]
    assert (await found(agent, word))[0]["thread"]["conversation"] == number


async def test_ones_own_thread_is_seen_wherever_it_belongs(
    office, agent, boss, thread, departments
):
    number, _ = thread
    to = {"department": departments[1], "staff": office.members[Role.AGENT]}
    assert await code(boss, "assign", {"conversation": number, **to}) == "ok"
    text = {"client_key": str(uuid.uuid4()), "text": "Selamat pagi."}

    assert await code(agent, "reply", {"conversation": number, **text}) == "ok"
    assert number in {
        each["conversation"] for each in (await agent.ask("threads", {"tab": "mine"}))["threads"]
    }


async def test_who_changes_the_department_sees_its_threads_within_seconds(
    office, agent, boss, thread, departments
):
    number, _ = thread
    asked = {"conversation": number, "department": departments[1]}
    assert await code(boss, "assign", asked) == "ok"
    hidden = await code(agent, "open", {"conversation": number})
    async with transaction():
        new_id = office.office.new_id
        await staffing.place(office.members[Role.AGENT], [departments[1]], new_id=new_id)
    async with asyncio.timeout(10):
        while await code(agent, "open", {"conversation": number}) != "ok":
            await asyncio.sleep(0.1)

    assert hidden == "not_found"
