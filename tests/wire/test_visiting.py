"""What visitors do besides writing: begin anew, rate a talk, wait in line, are told."""

import uuid

import pytest
import pytest_asyncio

from tests.wire.test_desk import Desks

pytestmark = pytest.mark.asyncio(loop_scope="session")
CALLS_A_PERSON = "PETUGAS"


def send(text: str) -> dict[str, str]:
    return {"client_key": str(uuid.uuid4()), "text": text}


@pytest_asyncio.fixture(loop_scope="session")
async def desks(served):
    opened = Desks(served.base)
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(desks):
    return await desks()


async def call_a_person(visit):
    """A visitor who waits for staff; their socket and welcome."""
    socket, welcome = await visit(language="en")
    await socket.ask("send", send(CALLS_A_PERSON))
    return socket, welcome


async def until(socket, event, fits):
    while True:
        told = await socket.event(event)
        if fits(told):
            return told


def told(socket, event):
    """Everything of a name that has come; all else is dropped."""
    come = [socket.events.get_nowait() for _ in range(socket.events.qsize())]
    return [data for name, data in come if name == event]


async def test_a_new_conversation_ends_what_was_open_and_is_begun_once(visit):
    socket, welcome = await visit(language="en")
    assert await socket.ask("new_conversation", {}) == {"ok": True, "messages": []}
    await socket.ask("send", send("CEK"))
    begun = await socket.ask("new_conversation", {})
    again = await socket.ask("new_conversation", {})
    after = await socket.ask("send", send("LKT-2026-000123"))
    _, back = await visit(token=welcome["token"])

    (line,) = begun["messages"]
    assert (line["author"], line["act"], line["pos"]) == ("system", "begin", 3)
    assert again == {"ok": True, "messages": []}
    assert after["pos"] == 4
    assert [message.get("act") for message in back["messages"][:3]] == [None, None, "begin"]


async def test_another_window_sees_where_a_new_conversation_begins(visit):
    socket, welcome = await visit()
    await socket.ask("send", send("halo"))
    other, _ = await visit(token=welcome["token"])
    await socket.ask("new_conversation", {})

    assert (await other.event("message"))["act"] == "begin"


async def test_whoever_waits_hears_their_place_and_again_when_the_line_moves(visit, desk):
    first, one = await call_a_person(visit)
    ahead = (await until(first, "speaker", lambda told: told.get("place")))["place"]
    second, _ = await call_a_person(visit)
    placed = await until(second, "speaker", lambda told: told.get("place"))
    await desk.ask("take", {"conversation": one["conversation"]})
    moved = await until(second, "speaker", lambda told: told.get("place") == ahead)

    assert (placed["speaker"], placed["place"], placed["on_duty"]) == ("waiting", ahead + 1, True)
    assert moved["on_duty"] is True
    assert (await until(first, "speaker", lambda told: "name" in told))["name"] == "Sari"


async def test_a_talk_that_staff_ended_may_be_rated_and_the_last_word_counts(visit, desk):
    socket, welcome = await call_a_person(visit)
    number = welcome["conversation"]
    early = await socket.ask("rate", {"rating": 5})
    await desk.ask("take", {"conversation": number})
    await desk.ask("close", {"conversation": number})
    first = await socket.ask("rate", {"rating": 2, "comment": "lama"})
    last = await socket.ask("rate", {"rating": 4})
    _, back = await visit(token=welcome["token"])
    (ended,) = (message for message in back["messages"] if message.get("act") == "close")
    await socket.ask("send", send("halo lagi"))
    late = await socket.ask("rate", {"rating": 1})

    assert early["error"]["code"] == late["error"]["code"] == "not_now"
    assert first["rated"] == {"pos": ended["pos"], "rating": 2}
    assert last["rated"] == back["rated"] == {"pos": ended["pos"], "rating": 4}


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("rate", {}),
        ("rate", {"rating": 0}),
        ("rate", {"rating": 6}),
        ("rate", {"rating": 1.5}),
        ("rate", {"rating": True}),
        ("rate", {"rating": 5, "comment": "x" * 1001}),
        ("rate", {"rating": 5, "more": 1}),
        ("new_conversation", {"conversation": 1}),
        ("new_conversation", [1]),
    ],
)
async def test_odd_acts_are_refused(visit, event, payload):
    socket, _ = await visit()
    answer = await socket.ask(event, payload)

    assert (answer["ok"], answer["error"]["code"]) == (False, "bad_request")


async def test_a_comment_with_control_characters_is_refused(visit):
    socket, _ = await visit()
    answer = await socket.ask("rate", {"rating": 5, "comment": "a\x00b"})

    assert answer["error"]["code"] == "bad_text"


async def test_what_was_seen_is_known_on_return(visit):
    socket, welcome = await visit()
    await socket.ask("send", send("halo"))
    await socket.ask("read", {"pos": 2})
    _, back = await visit(token=welcome["token"])

    assert (welcome["seen_pos"], back["seen_pos"]) == (0, 2)


async def test_desks_that_show_the_thread_hear_that_the_visitor_types(visit, desk, desks):
    socket, welcome = await call_a_person(visit)
    elsewhere, elsewhere_welcome = await call_a_person(visit)
    own_window, _ = await visit(token=welcome["token"])
    looks_on = await desks("budi")
    await desk.ask("viewing", {"conversation": welcome["conversation"]})
    await looks_on.ask("viewing", {"conversation": elsewhere_welcome["conversation"]})
    assert await socket.ask("typing", {}) == {"ok": True}
    await elsewhere.ask("typing", {})
    for one in (desk, looks_on):
        await one.ask("viewing", {"conversation": None})
    await own_window.ask("since", {"pos": 0})

    assert told(desk, "visitor_typing") == [{"conversation": welcome["conversation"]}]
    assert told(looks_on, "visitor_typing") == [{"conversation": elsewhere_welcome["conversation"]}]
    assert told(own_window, "typing") == []


async def test_whoever_answers_is_seen_to_read_and_to_write(visit, desk, desks):
    socket, welcome = await call_a_person(visit)
    number = welcome["conversation"]
    other = await desks("budi")
    await other.ask("read", {"conversation": number, "pos": 1})
    await other.ask("typing", {"conversation": number})
    await desk.ask("take", {"conversation": number})
    await desk.ask("read", {"conversation": number, "pos": 99})
    await desk.ask("typing", {"conversation": number})
    seen = await socket.event("status")
    _, back = await visit(token=welcome["token"])

    assert seen == {"pos": 3, "status": "seen"}
    assert await socket.event("typing") == {"author": "staff"}
    assert back["staff_pos"] == 3
