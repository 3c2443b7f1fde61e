"""Namespace /visitor: acknowledgements, resuming, and what bad frames get."""

import asyncio
import json
import uuid

import aiohttp
import pytest

from tests.clients.socket import RefusedError, Socket

pytestmark = pytest.mark.asyncio(loop_scope="session")


def send(text: str, key: str | None = None) -> dict[str, str]:
    return {"client_key": key or str(uuid.uuid4()), "text": text}


async def test_a_message_is_acknowledged_with_its_place_and_the_answer(visit):
    socket, welcome = await visit(language="en")
    ack = await socket.ask("send", send("CEK LKT-2026-000123"))

    assert (welcome["messages"], welcome["speaker"]) == ([], "bot")
    assert (ack["ok"], ack["pos"]) == (True, 1)
    (answer,) = ack["messages"]
    assert (answer["author"], answer["pos"], answer["reply_to"]) == ("bot", 2, ack["id"])
    assert "ready for pick-up" in answer["text"]


async def test_a_pressed_choice_is_heard_as_its_answer(visit):
    socket, _ = await visit(language="en")
    asked = await socket.ask("send", send("MENU"))
    value = asked["messages"][0]["choices"][0]["value"]
    ack = await socket.ask("send", {"client_key": str(uuid.uuid4()), "choice": value})

    assert "case number" in ack["messages"][0]["text"]


async def test_the_same_key_again_gets_the_same_id_and_another_text_is_refused(visit):
    socket, _ = await visit()
    key = str(uuid.uuid4())
    first = await socket.ask("send", send("halo", key))
    again = await socket.ask("send", send("halo", key))
    other = await socket.ask("send", send("menu", key))

    assert again == first
    assert (other["ok"], other["error"]["code"], other["error"]["id"]) == (
        False,
        "key_reused",
        first["id"],
    )


async def test_a_visitor_who_comes_back_gets_what_came_after_the_last_position(visit):
    socket, welcome = await visit()
    await socket.ask("send", send("halo"))
    ack = await socket.ask("send", send("BANTUAN"))
    _, back = await visit(token=welcome["token"], last_pos=2)
    more = await socket.ask("since", {"pos": 3})

    assert back["conversation"] == welcome["conversation"]
    assert [message["pos"] for message in back["messages"]] == [3, 4]
    assert [message["id"] for message in more["messages"]] == [ack["messages"][0]["id"]]
    assert more["more"] is False


async def test_another_window_of_the_same_visitor_sees_both_sides(visit):
    socket, welcome = await visit()
    other, _ = await visit(token=welcome["token"])
    await socket.ask("send", send("halo"))

    assert [(await other.event("message"))["author"] for _ in range(2)] == ["visitor", "bot"]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"text": "no key"}, "bad_request"),
        ({"client_key": "short", "text": "x"}, "bad_request"),
        ({"client_key": str(uuid.uuid4())}, "bad_request"),
        ({"client_key": str(uuid.uuid4()), "text": "x", "choice": "y"}, "bad_request"),
        ({"client_key": str(uuid.uuid4()), "text": 7}, "bad_request"),
        ({"client_key": str(uuid.uuid4()), "text": "x", "author": "staff"}, "bad_request"),
        ({"client_key": str(uuid.uuid4()), "text": ""}, "empty"),
        ({"client_key": str(uuid.uuid4()), "text": " \n "}, "empty"),
        ({"client_key": str(uuid.uuid4()), "text": "a" * 4001}, "too_long"),
        ({"client_key": str(uuid.uuid4()), "text": "a" * 65536}, "too_long"),
        ({"client_key": str(uuid.uuid4()), "text": "a\x00b"}, "bad_text"),
        ({"client_key": str(uuid.uuid4()), "text": "\x1b[31m"}, "bad_text"),
        (["a", "list"], "bad_request"),
        ("a string", "bad_request"),
        (None, "bad_request"),
    ],
)
async def test_a_bad_payload_is_refused_in_words_and_the_socket_lives(visit, payload, code):
    socket, _ = await visit()
    refused = await socket.ask("send", payload)
    ack = await socket.ask("send", send("halo"))

    assert (refused["ok"], refused["error"]["code"]) == (False, code)
    assert (ack["ok"], ack["pos"]) == (True, 1)


async def test_an_event_that_is_none_is_refused_and_the_socket_lives(visit):
    socket, _ = await visit()
    assert (await socket.ask("drop_tables", {}))["error"]["code"] == "bad_request"
    assert (await socket.ask("send", send("halo")))["ok"]


@pytest.mark.parametrize(
    "text",
    ["{{7*7}}", "%s %n", "{x.__class__}", "'; DROP TABLE message;--", "مرحبا \u202e", "😀" * 50],
)
async def test_odd_texts_are_kept_as_they_are(visit, text):
    socket, _ = await visit()
    await socket.ask("send", send(text))
    kept = await socket.ask("since", {"pos": 0})

    assert kept["messages"][0]["text"] == text


@pytest.mark.parametrize("token", ["", "x", "1.aa.bb", "é" * 40])
async def test_a_foreign_token_is_refused_with_a_code(visit, token):
    with pytest.raises(RefusedError) as refused:
        await visit(token=token)

    assert "unknown_token" in json.dumps(refused.value.data)


async def test_half_a_character_is_refused_in_words_and_the_socket_lives(visit):
    socket, _ = await visit()
    refused = asyncio.create_task(socket.ask("send", {"client_key": "x" * 8, "text": "\ud83d"}))

    assert (await refused)["error"]["code"] == "bad_request"
    assert (await socket.ask("send", send("halo")))["ok"]


@pytest.mark.parametrize("frame", ["not json", "{}", "", "9", "7x"])
async def test_a_frame_that_is_no_packet_ends_its_connection_politely(visit, frame):
    good, _ = await visit()
    bad, _ = await visit()
    await bad.raw(frame)
    async with asyncio.timeout(10):
        await bad.closed()

    assert bad.ws.close_code == 1000
    assert (await good.ask("send", send("halo")))["ok"]


@pytest.mark.parametrize(
    "frame",
    [
        "x",
        "4",
        "42",
        "42/visitor,",
        "42/visitor,1{",
        "42/visitor,[",
        '451-["m"]',
        "42/visitor,1[7]",
        "49",
    ],
)
async def test_a_frame_that_is_none_harms_only_its_sender(visit, frame):
    good, _ = await visit()
    bad, _ = await visit()
    await bad.raw(frame)

    assert (await good.ask("send", send("halo")))["ok"]


async def test_a_frame_beyond_all_bounds_ends_its_connection_politely(visit):
    good, _ = await visit()
    bad, _ = await visit()
    await bad.raw("42/visitor,1" + json.dumps(["send", send("a" * 400_000)]))
    async with asyncio.timeout(10):
        await bad.closed()

    assert (await good.ask("send", send("halo")))["ok"]


async def test_messages_sent_without_waiting_keep_their_order(visit):
    socket, _ = await visit()
    acks = await asyncio.gather(*(socket.ask("send", send(f"pesan {n}")) for n in range(30)))

    assert [ack["pos"] for ack in acks] == sorted(ack["pos"] for ack in acks)


async def test_a_page_of_another_site_may_not_open_a_socket(served, session):
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await Socket.connect(
            session, served.base, "/visitor", headers={"Origin": "http://evil.example"}
        )


async def test_a_namespace_that_is_none_is_refused(served, session):
    with pytest.raises(RefusedError):
        await Socket.connect(session, served.base, "/admin")
