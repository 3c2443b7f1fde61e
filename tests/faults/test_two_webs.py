"""Two web processes of one office share visitors and staff; Redis may come, go and stall."""

import asyncio
import uuid
from contextlib import AsyncExitStack

import aiohttp
import pytest
import pytest_asyncio

from tests.clients.redis import REDIS, RedisProcess
from tests.clients.socket import Socket
from tests.faults.processes import Clerk, Part, furnished

pytestmark = [
    pytest.mark.xdist_group("processes"),
    pytest.mark.skipif(REDIS is None, reason="no redis-server here"),
]
WITHIN_SECONDS = 5
"""How late a push may be while Redis is lost."""


@pytest.fixture
async def redis(tmp_path):
    process = RedisProcess(tmp_path)
    await process.start()
    yield process
    await process.kill()


@pytest_asyncio.fixture
async def webs(tmp_path, redis):
    """The first with the jobs, the second with windows alone."""
    await furnished(tmp_path)
    shared = {
        "database_url": f"sqlite://{tmp_path}/loket.sqlite3",
        "redis_url": redis.url,
    }
    (tmp_path / "second").mkdir()
    first = Part(tmp_path, "--only", "web", "--only", "jobs", **shared)
    second = Part(tmp_path / "second", "--only", "web", **shared)
    await first.start()
    await second.start()
    yield first, second
    assert await second.stop() == 0
    assert await first.stop() == 0


@pytest.fixture
async def session():
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as opened:
        yield opened


class Office:
    """A visitor at the first process, Sari at the second."""

    def __init__(self, visitor: Socket, welcome: dict, clerk: Clerk, session) -> None:
        self.visitor, self.welcome, self.clerk, self.session = visitor, welcome, clerk, session

    @classmethod
    async def open(cls, webs, session) -> "Office":
        first, second = webs
        visitor = await Socket.connect(session, first.base, "/visitor", {"language": "id"})
        clerk = Clerk(second, session)
        await clerk.sit_down()
        return cls(visitor, await visitor.event("welcome"), clerk, session)

    async def say(self, text: str) -> dict:
        answer = await self.visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": text})
        assert answer["ok"], answer
        return answer

    async def heard(self, text: str) -> dict:
        """The desk's event that tells of it, soon enough."""
        async with asyncio.timeout(WITHIN_SECONDS):
            while True:
                event = await self.clerk.desk.event("event")
                if any(line["text"] == text for line in event.get("messages", ())):
                    return event

    async def answer(self, text: str) -> None:
        """Sari, who owns the thread, replies; the visitor reads it."""
        told = {
            "conversation": self.welcome["conversation"],
            "client_key": str(uuid.uuid4()),
            "text": text,
        }
        assert (await self.clerk.desk.ask("reply", told))["ok"]
        async with asyncio.timeout(WITHIN_SECONDS):
            while (await self.visitor.event("message"))["text"] != text:
                pass


async def test_a_thread_is_held_between_two_processes(webs, session):
    office = await Office.open(webs, session)
    await office.say("PETUGAS")
    await office.heard("PETUGAS")
    on_thread = {"conversation": office.welcome["conversation"]}

    assert (await office.clerk.desk.ask("take", on_thread))["ok"]
    while (await office.visitor.event("speaker"))["speaker"] != "staff":
        pass
    assert (await office.clerk.desk.ask("typing", on_thread))["ok"]
    assert (await office.visitor.event("typing"))["author"] == "staff"
    await office.answer("Selamat pagi")


async def seen(desk: Socket, event: str, is_it) -> dict:
    """The first event of a kind of which something is true, soon enough."""
    async with asyncio.timeout(WITHIN_SECONDS):
        while not is_it(told := await desk.event(event)):
            pass
    return told


async def test_staff_of_two_processes_see_one_another_at_work(webs, session):
    office = await Office.open(webs, session)
    await office.say("PETUGAS")
    on_thread = {"conversation": office.welcome["conversation"]}
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as elsewhere:
        clerk = Clerk(webs[0], elsewhere)
        await clerk.sit_down("budi")
        sari, budi = office.clerk.desk, clerk.desk
        await budi.ask("open", on_thread)
        await seen(sari, "watching", lambda told: told["staff"][0]["name"] == "Budi")
        await sari.ask("take", on_thread)
        await sari.ask("typing", on_thread)
        await seen(budi, "watching", lambda told: any(each["typing"] for each in told["staff"]))
        note = {**on_thread, "client_key": str(uuid.uuid4()), "text": "tolong @budi"}
        await sari.ask("note", note)
        called = await seen(budi, "mention", lambda told: True)
        await sari.ask("presence", {"state": "away"})
        await seen(
            budi,
            "staff",
            lambda told: (
                {"Sari": "away"}.items()
                <= {each["name"]: each["presence"] for each in told["staff"]}.items()
            ),
        )
        await budi.close()
        await seen(sari, "watching", lambda told: "Budi" not in str(told["staff"]))

    assert (called["by"]["name"], called["text"]) == ("Sari", "tolong @budi")


async def test_a_visitor_hears_that_somebody_is_at_a_desk_of_the_other_process(webs, session):
    office = await Office.open(webs, session)
    await office.say("PETUGAS")
    async with asyncio.timeout(WITHIN_SECONDS):
        while (told := await office.visitor.event("speaker"))["speaker"] != "waiting":
            pass
        while not told.get("on_duty"):
            told = await office.visitor.event("speaker")

    assert told["place"] == 1


async def test_two_windows_of_one_visitor_in_two_processes_show_the_same(webs, session):
    first, second = webs
    one = await Socket.connect(session, first.base, "/visitor", {"language": "id"})
    token = (await one.event("welcome"))["token"]
    told = await one.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
    other = await Socket.connect(session, second.base, "/visitor", {"token": token})
    known = (await other.event("welcome"))["messages"]
    await other.ask("send", {"client_key": str(uuid.uuid4()), "text": "BANTUAN"})

    assert [line["pos"] for line in known] == [1, told["messages"][-1]["pos"]]
    assert (await one.event("message"))["text"] == "BANTUAN"


async def test_of_many_who_press_take_in_both_processes_one_owns_the_thread(webs, session):
    office = await Office.open(webs, session)
    await office.say("PETUGAS")
    on_thread = {"conversation": office.welcome["conversation"]}
    desks = [office.clerk.desk]
    async with AsyncExitStack() as opened:
        for web in webs:
            jar = aiohttp.CookieJar(unsafe=True)
            clerk = Clerk(
                web, await opened.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
            )
            await clerk.sit_down("budi")
            desks.append(clerk.desk)
        answers = await asyncio.gather(*(desk.ask("take", on_thread) for desk in desks))
    owners = [(answer if answer["ok"] else answer["error"])["owner"]["name"] for answer in answers]
    assert len(set(owners)) == 1
    assert {answer["ok"] for answer in answers} == {True, False}


@pytest.mark.parametrize("trouble", ["killed", "stalled", "restarted"])
async def test_without_redis_pushes_are_late_at_most_and_nothing_is_lost(
    webs, session, redis, trouble
):
    office = await Office.open(webs, session)
    await office.say("PETUGAS")
    await office.clerk.desk.ask("take", {"conversation": office.welcome["conversation"]})
    if trouble == "stalled":
        redis.stall()
    else:
        await redis.kill()
    if trouble == "restarted":
        await redis.start()
    try:
        for number in range(5):
            await office.say(f"pertanyaan {number}")
            await office.heard(f"pertanyaan {number}")
            await office.answer(f"jawaban {number}")
    finally:
        if trouble == "stalled":
            redis.stall(is_stalled=False)
    since = await office.visitor.ask("since", {"pos": 0})
    said = [line["text"] for line in since["messages"] if line["author"] in ("visitor", "staff")]
    wanted = [text for n in range(5) for text in (f"pertanyaan {n}", f"jawaban {n}")]
    assert said == ["PETUGAS", *wanted]


async def test_an_office_comes_up_before_its_redis(tmp_path, session):
    await furnished(tmp_path)
    redis = RedisProcess(tmp_path)
    web = Part(tmp_path, "--only", "web", redis_url=redis.url)
    await web.start()
    visitor = await Socket.connect(session, web.base, "/visitor", {"language": "id"})
    await visitor.event("welcome")
    answer = await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": "MENU"})
    assert answer["ok"]
    async with session.get(f"{web.base}/readyz") as ready:
        told = await ready.json()
    assert (ready.status, told["redis"]["ok"]) == (200, False)
    assert await web.stop() == 0
