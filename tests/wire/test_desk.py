"""Namespace /desk and the pages around it: who may come in, and what each act answers."""

import asyncio
import re
import uuid

import aiohttp
import pytest
import pytest_asyncio

from tests.clients.socket import RefusedError, Socket

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def log_in(session, base, name, password):
    async with session.get(f"{base}/login") as page:
        token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', await page.text())[1]
    form = {"name": name, "password": password, "csrf_token": token, "next": "/desk"}
    async with session.post(f"{base}/login", data=form, allow_redirects=False) as answer:
        return answer


class Desks:
    """Opens desks of members of staff, each with a browser of its own."""

    def __init__(self, base):
        self._base = base
        self._sockets = []
        self.sessions = []

    async def __call__(self, name="sari"):
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.sessions.append(session)
        answer = await log_in(session, self._base, name, "demo")
        assert answer.status == 303
        socket = await Socket.connect(session, self._base, "/desk")
        self._sockets.append(socket)
        return socket

    async def close(self):
        for socket in self._sockets:
            await socket.close()
        for session in self.sessions:
            await session.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desks(served):
    opened = Desks(served.base)
    yield opened
    await opened.close()


async def test_without_a_login_the_desk_is_closed(served, session):
    with pytest.raises(RefusedError) as refused:
        await Socket.connect(session, served.base, "/desk")
    assert refused.value.data["data"]["code"] == "login"

    async with session.get(f"{served.base}/desk", allow_redirects=False) as page:
        assert (page.status, page.headers["Location"]) == (303, "/login?next=/desk")


@pytest.mark.parametrize(("name", "password"), [("sari", "wrong"), ("nobody", "demo"), ("", "")])
async def test_a_wrong_login_is_refused_with_the_same_words(served, session, name, password):
    answer = await log_in(session, served.base, name, password)

    assert answer.status == 401


async def test_a_form_without_its_token_or_from_another_site_is_refused(served, session):
    form = {"name": "sari", "password": "demo"}
    async with session.post(f"{served.base}/login", data=form) as answer:
        assert answer.status == 403
    foreign = {"Origin": "http://evil.example"}
    async with session.post(f"{served.base}/login", data=form, headers=foreign) as answer:
        assert answer.status == 403


async def test_a_login_never_leads_to_another_site(served, session):
    async with session.get(f"{served.base}/login?next=//evil.example") as page:
        assert 'name="next" value="/desk"' in await page.text()


async def test_a_logged_out_desk_is_closed(served, desks):
    desk, session = await desks("budi"), desks.sessions[-1]
    assert (await desk.ask("since", {"n": 0}))["me"]["name"] == "Budi"
    async with session.get(f"{served.base}/desk") as page:
        token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', await page.text())[1]
    async with session.post(f"{served.base}/logout", data={"csrf_token": token}) as answer:
        assert answer.status == 200
    async with asyncio.timeout(10):
        await desk.closed()
    with pytest.raises(RefusedError):
        await Socket.connect(session, served.base, "/desk")


async def test_events_are_numbered_without_gaps_and_can_be_asked_for_again(visit, desks):
    desk = await desks()
    n = (await desk.ask("since", {"n": 0}))["n"]
    visitor, welcome = await visit()
    for text in ("halo", "1"):
        await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": text})
    live = [await desk.event("event") for _ in range(2)]
    again = await desk.ask("since", {"n": n})

    assert [event["n"] for event in live] == [n + 1, n + 2]
    assert [event["n"] for event in again["events"]][:2] == [n + 1, n + 2]
    assert live[0]["conversation"] == welcome["conversation"]
    assert live[0]["messages"][0]["text"] == "halo"
    assert again["events"][0]["messages"] == live[0]["messages"]


async def test_a_thread_is_listed_marked_and_found(visit, desks):
    visitor, welcome = await visit()
    number = welcome["conversation"]
    word = f"kata{uuid.uuid4().hex[:8]}"
    await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": f"halo {word}"})
    desk = await desks()
    told = await desk.ask("since", {"n": 0})
    listed = await desk.ask("threads", {"tab": "bot", "limit": 1})
    marked = await desk.ask("label", {"conversation": number, "add": ["Uji"]})
    event = await desk.event("event")
    async with asyncio.timeout(20):
        while not (hits := (await desk.ask("search", {"q": word}))["hits"]):
            await asyncio.sleep(0.1)

    assert set(told["counts"]) == {"mine", "waiting", "bot", "all", "closed"}
    assert [thread["conversation"] for thread in listed["threads"]] == [number]
    assert marked["thread"]["labels"] == ["Uji"]
    assert (event["kind"], event["thread"]["labels"], event["messages"]) == ("marked", ["Uji"], [])
    assert [(hit["matched"], hit["thread"]["conversation"]) for hit in hits] == [("text", number)]
    assert hits[0]["message"]["text"] == f"halo {word}"


async def test_fifty_takes_at_once_make_one_owner(visit, desks):
    visitor, welcome = await visit()
    await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
    sari, budi = await desks("sari"), await desks("budi")
    number = welcome["conversation"]
    acks = await asyncio.gather(
        *((sari if n % 2 else budi).ask("take", {"conversation": number}) for n in range(50))
    )

    owners = {ack["owner"]["name"] for ack in acks if ack["ok"]}
    refused = [ack["error"] for ack in acks if not ack["ok"]]
    assert len(owners) == 1
    assert len(refused) == 25
    assert {(error["code"], error["owner"]["name"]) for error in refused} == {
        ("taken", owners.pop())
    }
    assert (await visitor.event("speaker"))["speaker"] == "staff"


async def test_taking_writing_and_giving_back_reach_the_visitor(visit, desks):
    visitor, welcome = await visit(language="en")
    await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": "CEK"})
    desk = await desks()
    number = welcome["conversation"]
    early = await desk.ask(
        "reply", {"conversation": number, "client_key": str(uuid.uuid4()), "text": "x"}
    )
    taken = await desk.ask("take", {"conversation": number})
    note = {"conversation": number, "client_key": str(uuid.uuid4()), "text": "only for us"}
    await desk.ask("note", note)
    reply = {"conversation": number, "client_key": str(uuid.uuid4()), "text": "Good morning."}
    first, second = await desk.ask("reply", reply), await desk.ask("reply", reply)
    await desk.ask("return", {"conversation": number})
    seen = [await visitor.event("message") for _ in range(4)]

    assert early["error"]["code"] == "not_yours"
    assert taken["owner"]["name"] == "Sari"
    assert first == second
    assert [m["author"] for m in seen] == ["system", "staff", "system", "bot"]
    assert "What is your case number?" in seen[-1]["text"]
    history = (await visitor.ask("since", {"pos": 0}))["messages"]
    assert all(m["text"] != "only for us" for m in history)


async def test_many_notes_between_colleagues_hide_nothing_from_the_visitor(visit, desks):
    visitor, welcome = await visit()
    await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
    desk = await desks()
    for count in range(205):
        note = {"client_key": str(uuid.uuid4()), "text": f"catatan {count}"}
        await desk.ask("note", {"conversation": welcome["conversation"], **note})
    last = await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": "masih di sini"})
    shown = await visitor.ask("since", {"pos": 2})

    assert [m["pos"] for m in shown["messages"]] == [last["pos"], last["pos"] + 1]
    assert shown["more"] is False


@pytest.mark.parametrize("event", ["open", "take", "return", "close", "reply", "note", "resend"])
async def test_a_thread_that_is_none_gets_one_answer(desks, event):
    desk = await desks()
    more = {"client_key": str(uuid.uuid4()), "text": "x"} if event in ("reply", "note") else {}
    more |= {"id": 5} if event == "resend" else {}
    ack = await desk.ask(event, {"conversation": 123456789, **more})

    assert (ack["ok"], ack["error"]["code"]) == (False, "not_found")


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("take", {}),
        ("take", {"conversation": "x"}),
        ("since", {"n": -1}),
        ("open", None),
        ("what", {}),
    ],
)
async def test_a_bad_frame_at_the_desk_is_refused_in_words(desks, event, payload):
    desk = await desks()

    assert (await desk.ask(event, payload))["error"]["code"] == "bad_request"


async def test_every_page_carries_its_guards(served, session):
    async with session.get(f"{served.base}/chat") as page:
        headers = page.headers
    assert "script-src 'self' 'nonce-" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    async with session.get(f"{served.base}/nothing-here") as page:
        assert page.status == 404


async def test_the_operator_is_told_how_things_are(served, session):
    async with session.get(f"{served.base}/readyz") as page:
        ready = await page.json()
    async with session.get(f"{served.base}/metrics") as page:
        metrics = await page.text()
    assert ready["ok"]
    assert [line["ok"] for line in ready["lines"]] == [True]
    assert "loket_line_up" in metrics
    assert 'loket_queued{priority="promotion"} 0.0' in metrics
    settled = re.search(r'loket_works_total{outcome="done"} ([0-9.]+)', metrics)
    assert settled
    assert float(settled[1]) > 0
