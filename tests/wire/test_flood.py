"""One who sends far more than a person does is refused beyond a limit; nobody else notices."""

import asyncio
import json
import uuid

import aiohttp
import pytest
import pytest_asyncio

from tests.clients.server import LoketProcess
from tests.clients.socket import RefusedError, Socket
from tests.wire.test_desk import Desks

pytestmark = pytest.mark.asyncio(loop_scope="session")
BURST = 60
FLOOD = 1000
DESK_BURST = 60
OF_ONE_ADDRESS = 20
FROM = {"X-Forwarded-For": "203.0.113.9"}


def send(text="halo", key=None):
    return {"client_key": key or str(uuid.uuid4()), "text": text}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def limited(tmp_path_factory):
    """A process with the limits of a real office, behind a proxy that tells who asks."""
    process = LoketProcess(
        tmp_path_factory.mktemp("flood"),
        command="demo",
        visitor_messages_per_second=1,
        sockets_of_one_address=OF_ONE_ADDRESS,
        proxies="127.0.0.1",
    )
    await process.start()
    yield process
    assert await process.stop() == 0


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(limited, session):
    """Opens visitors' sockets."""
    sockets = []

    async def open_one(headers=None, **auth):
        socket = await Socket.connect(session, limited.base, "/visitor", auth or None, headers)
        sockets.append(socket)
        return socket, await socket.event("welcome")

    yield open_one
    for socket in sockets:
        await socket.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desks(limited):
    opened = Desks(limited.base)
    yield opened
    await opened.close()


async def talks(socket, count=20):
    """Somebody who writes one message after the other; the positions they got."""
    return [(await socket.ask("send", send(f"pesan {n}")))["pos"] for n in range(count)]


async def test_a_thousand_messages_at_once_are_refused_and_others_are_answered_in_order(visitor):
    flooder, _ = await visitor()
    others = [(await visitor())[0] for _ in range(5)]
    flood = [asyncio.create_task(flooder.ask("send", send(f"banjir {n}"))) for n in range(FLOOD)]
    heard = await asyncio.gather(*map(talks, others))
    acks = await asyncio.gather(*flood)

    taken = [ack for ack in acks if ack["ok"]]
    refused = {ack["error"]["code"] for ack in acks if not ack["ok"]}
    assert BURST <= len(taken) < BURST + 100
    assert refused == {"slow_down"}
    assert all(ack["error"]["retry_after"] > 0 for ack in acks if not ack["ok"])
    assert [ack["pos"] for ack in taken] == sorted(ack["pos"] for ack in taken)
    assert all(positions == sorted(positions) and len(set(positions)) == 20 for positions in heard)


async def test_what_was_refused_is_not_stored_and_may_be_sent_again(visitor):
    flooder, _ = await visitor()
    texts = {key: f"banjir {key}" for key in (str(uuid.uuid4()) for _ in range(BURST + 40))}
    acks = await asyncio.gather(*(flooder.ask("send", send(t, k)) for k, t in texts.items()))
    refused = [key for key, ack in zip(texts, acks, strict=True) if not ack["ok"]]
    kept, pos, more = [], 0, True
    while more:
        page = await flooder.ask("since", {"pos": pos})
        kept += [m for m in page["messages"] if m["author"] == "visitor"]
        more, pos = page["more"], page["messages"][-1]["pos"]
    async with asyncio.timeout(10):
        while not (again := await flooder.ask("send", send(texts[refused[0]], refused[0])))["ok"]:
            await asyncio.sleep(0.1)

    assert refused
    assert sorted(m["client_key"] for m in kept) == sorted(set(texts) - set(refused))
    assert again["pos"] > pos


async def test_a_new_window_of_the_same_visitor_has_no_new_allowance(visitor):
    first, welcome = await visitor()
    await asyncio.gather(*(first.ask("send", send()) for _ in range(BURST + 20)))
    await first.close()
    second, _ = await visitor(token=welcome["token"])
    acks = await asyncio.gather(*(second.ask("send", send()) for _ in range(BURST)))

    assert sum(ack["ok"] for ack in acks) < BURST / 2


@pytest.mark.parametrize(
    ("event", "payload"),
    [("since", {"pos": 0}), ("read", {"pos": 0}), ("typing", {}), ("nonsense", {})],
)
async def test_whatever_is_asked_too_often_is_refused(visitor, event, payload):
    flooder, _ = await visitor()
    acks = await asyncio.gather(*(flooder.ask(event, payload) for _ in range(FLOOD)))

    codes = {ack["error"]["code"] for ack in acks if not ack["ok"]}
    assert codes == ({"bad_request"} if event == "nonsense" else {"slow_down"})


async def test_strangers_of_one_address_share_an_allowance(visitor):
    taken = 0
    for _ in range(3 * OF_ONE_ADDRESS // 2):
        socket, _ = await visitor(FROM)
        acks = await asyncio.gather(*(socket.ask("send", send()) for _ in range(BURST)))
        taken += sum(ack["ok"] for ack in acks)
        await socket.close()
    near = (await visitor({"X-Forwarded-For": "203.0.113.10"}))[0]

    assert taken < 3 * OF_ONE_ADDRESS // 2 * BURST
    assert (await near.ask("send", send()))["ok"]


async def test_one_address_holds_so_many_windows_and_no_more(visitor):
    opened = [(await visitor(FROM))[0] for _ in range(OF_ONE_ADDRESS)]
    with pytest.raises(RefusedError) as refused:
        await visitor(FROM)
    await opened[0].close()
    async with asyncio.timeout(10):
        while True:
            try:
                again, _ = await visitor(FROM)
                break
            except RefusedError:
                await asyncio.sleep(0.02)

    assert refused.value.data["data"]["code"] == "busy"
    assert (await again.ask("since", {"pos": 0}))["ok"]


async def test_connections_that_say_nothing_are_counted_too(limited, visitor):
    opened, refused = [], 0
    async with aiohttp.ClientSession() as session:
        for _ in range(3 * OF_ONE_ADDRESS):
            try:
                url = f"{limited.base}/socket.io/?EIO=4&transport=websocket"
                opened.append(await session.ws_connect(url, headers=FROM))
            except aiohttp.WSServerHandshakeError:
                refused += 1
        near, _ = await visitor()
        polling = f"{limited.base}/socket.io/?EIO=4&transport=polling"
        async with session.get(polling, headers=FROM) as answer:
            status = answer.status
        for ws in opened:
            await ws.close()

    assert (len(opened), refused) == (2 * OF_ONE_ADDRESS, OF_ONE_ADDRESS)
    assert status == 401
    assert (await near.ask("send", send()))["ok"]


async def test_a_desk_that_floods_is_told_to_slow_down_and_others_notice_nothing(visitor, desks):
    flooder, calm = await desks("sari"), await desks("budi")
    window, welcome = await visitor()
    await window.ask("send", send())
    number = welcome["conversation"]
    note = {"conversation": number, "text": "banjir"}
    flood = [
        asyncio.create_task(flooder.ask(*each))
        for n in range(FLOOD // 4)
        for each in (
            ("note", {**note, "client_key": str(uuid.uuid4())}),
            ("open", {"conversation": number}),
            ("search", {"q": f"kata {n}"}),
            ("nonsense", {}),
        )
    ]
    asked = [await calm.ask("threads", {"tab": "all", "limit": 1}) for _ in range(20)]
    heard = await talks(window)
    acks = await asyncio.gather(*flood)
    errors = [ack["error"] for ack in acks if not ack["ok"]]
    slowed = [error for error in errors if error["code"] == "slow_down"]
    await asyncio.sleep(slowed[-1]["retry_after"])

    assert all(ack["ok"] for ack in asked)
    assert heard == sorted(heard)
    assert len(slowed) > FLOOD - 3 * DESK_BURST
    assert {error["code"] for error in errors} == {"slow_down", "bad_request"}
    notes = [ack["pos"] for ack in acks if "pos" in ack]
    assert len(notes) >= DESK_BURST // 4
    assert notes == sorted(notes)
    assert (await flooder.ask("open", {"conversation": number}))["ok"]


async def test_deep_and_wide_json_is_refused_in_words_and_the_sockets_live(visitor, desks):
    window, desk = (await visitor())[0], await desks()
    deep = "[" * 20_000 + "]" * 20_000
    for socket, event, namespace in ((window, "send", "/visitor"), (desk, "reply", "/desk")):
        for odd in (deep, "9" * 60_000, json.dumps({f"k{n}": n for n in range(5000)})):
            refused = asyncio.get_running_loop().create_future()
            socket._acks[77] = refused
            await socket.raw(f'42{namespace},77["{event}",{odd}]')

            assert (await refused)["error"]["code"] == "bad_request"
    assert (await window.ask("send", send()))["ok"]
    assert (await desk.ask("since", {"n": 0}))["ok"]


async def test_frames_of_64_kilobytes_are_refused_in_words_and_the_sockets_live(visitor, desks):
    window, desk = (await visitor())[0], await desks()
    await window.ask("send", send())
    big = "a" * 64 * 1024
    number = (await desk.ask("threads", {"tab": "all", "limit": 1}))["threads"][0]["conversation"]
    by_visitor = await asyncio.gather(*(window.ask("send", send(big)) for _ in range(20)))
    reply = {"conversation": number, "client_key": str(uuid.uuid4()), "text": big}
    asked = {
        "note": reply,
        "reply": reply,
        "search": {"q": big},
        "label": {"conversation": number, "add": [big]},
        "canned_save": {"shortcut": "x", "text_id": big},
        "assign": {"conversation": number, "department": 1, "note": big},
    }
    by_desk = [await desk.ask(event, payload) for event, payload in asked.items()]

    assert {ack["error"]["code"] for ack in by_visitor} == {"too_long"}
    assert {ack["error"]["code"] for ack in by_desk} <= {"too_long", "bad_request"}
    assert (await window.ask("send", send()))["ok"]
