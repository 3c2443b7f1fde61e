"""What belongs to somebody else is answered exactly as what is not there at all."""

import json
import re
import uuid

import aiohttp
import pytest
import pytest_asyncio

from models.people.rules import Role
from models.terms.channel import Inbound
from tests.clients.socket import RefusedError
from tests.server.files import picture

pytestmark = pytest.mark.asyncio(loop_scope="session")
MADE_UP = 4_503_599_627_370_495
MADE_UP_FILE = "0" * 32


def key():
    return str(uuid.uuid4())


class Visitor:
    """Somebody's page, with what they have at the office."""

    def __init__(self, browser, socket, welcome):
        self.browser, self.socket = browser, socket
        self.conversation, self.token = welcome["conversation"], welcome["token"]

    @classmethod
    async def come(cls, office, **auth):
        browser = office.browser()
        socket = await browser.socket("/visitor", {"language": "en", **auth})
        return cls(browser, socket, await socket.event("welcome"))

    async def say(self, text, **more):
        """The bot's answer, with what is new each time taken out."""
        ack = await self.socket.ask("send", {"client_key": key(), "text": text, **more})
        if not ack["ok"]:
            return ack
        return [(message["text"], message["choices"]) for message in ack["messages"]]

    @property
    def bearer(self):
        return {"Authorization": f"Bearer {self.token}"}

    async def hand_in(self):
        """A file that goes with a message; what is told of it."""
        form = aiohttp.FormData()
        form.add_field("file", picture(), filename="rahasia.jpg")
        async with await self.browser.ask(
            "POST", "/files", data=form, headers=self.bearer
        ) as answer:
            told = await answer.json()
        sent = {"client_key": key(), "text": "ini berkasnya", "attachments": [told["id"]]}
        assert (await self.socket.ask("send", sent))["ok"]
        return told


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desk(office):
    return await (await office.member(Role.AGENT)).socket("/desk")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def budi(office, desk):
    """A visitor with a file, a ticket, an order and a case."""
    opened = await Visitor.come(office)
    opened.file = await opened.hand_in()
    booked = [await opened.say("QUEUE KTP TOMORROW AT 9"), await opened.say("YES")]
    opened.ticket = re.search(r"[A-Z]-\d{3}", str(booked[-1]))[0]
    wanted = {"conversation": opened.conversation}
    part = (await desk.ask("offer", {"q": "oli"}))["parts"][0]
    ordered = await desk.ask("open_order", {**wanted, "lines": [{"sku": part["sku"]}]})
    await desk.ask("open_case", {**wanted, "service": "kk"})
    opened.panel = await desk.ask("panel", wanted)
    opened.order = ordered["number"]
    return opened


@pytest_asyncio.fixture(loop_scope="session")
async def ani(office):
    """Another visitor, who has nothing."""
    opened = await Visitor.come(office)
    await opened.say("halo")
    return opened


async def test_coming_back_to_another_s_conversation_is_coming_to_one_s_own(office, ani, budi):
    told = []
    for number in (budi.conversation, MADE_UP):
        socket = await ani.browser.socket(
            "/visitor", {"token": ani.token, "conversation": number, "last_pos": 0}
        )
        told.append(await socket.event("welcome"))

    assert told[0] == told[1]
    assert told[0]["conversation"] == ani.conversation


async def test_a_token_made_of_another_s_number_is_refused_like_any_other(office, ani, budi):
    address, signature = ani.token.split(".")[1:]
    codes = []
    for number in (budi.conversation, MADE_UP):
        with pytest.raises(RefusedError) as refused:
            await Visitor.come(office, token=f"{number:x}.{address}.{signature}")
        codes.append(refused.value.data)
    for forged in (f"{budi.token.rpartition('.')[0]}.{signature}", budi.token[:-1]):
        with pytest.raises(RefusedError) as refused:
            await Visitor.come(office, token=forged)
        codes.append(refused.value.data)

    assert codes == [codes[0]] * 4


@pytest.mark.parametrize(
    "event", ["send", "since", "read", "typing", "rate", "new_conversation", "phone", "prove"]
)
async def test_no_event_of_a_visitor_names_a_conversation(ani, budi, event):
    fields = {
        "send": {"client_key": key(), "text": "halo"},
        "since": {"pos": 0},
        "read": {"pos": 0},
        "rate": {"rating": 5},
        "phone": {"number": "+6281234567890"},
        "prove": {"code": "123456"},
    }.get(event, {})
    for name in ("conversation", "conversation_id", "token", "id", "address"):
        acks = [
            await ani.socket.ask(event, {**fields, name: value})
            for value in (budi.conversation, MADE_UP)
        ]
        assert acks[0] == acks[1]
        assert acks[0]["error"]["code"] == "bad_request"


async def test_another_s_file_is_answered_as_one_that_is_not_there(office, ani, budi):
    async with await ani.browser.ask("GET", "/files", headers=ani.bearer) as answer:
        mine = (await answer.json())["key"]
    theirs, name = budi.file["id"], budi.file["name"]
    auditor, nobody = await office.member(Role.AUDITOR), office.browser()
    asked = [
        (ani.browser, f"?key={mine}", ani.bearer),
        (ani.browser, "", ani.bearer),
        (nobody, "", {}),
        (nobody, "?key=c1.ffffffff.AAAA", {}),
        (nobody, f"?key={budi.file['key'][:-1]}", {}),
        (auditor, "", {}),
    ]
    for browser, query, headers in asked:
        told = []
        for number in (theirs, MADE_UP_FILE):
            path = f"/files/{number}/{name}{query}"
            async with await browser.ask("GET", path, headers=headers) as answer:
                told.append((answer.status, await answer.read()))
        assert told[0] == told[1]
        assert told[0][0] == 404
    async with await nobody.ask("GET", f"/files/{theirs}/{name}?key={budi.file['key']}") as own:
        assert own.status == 200
    async with await nobody.ask("GET", f"/files/{theirs}/x.jpg?key={budi.file['key']}") as other:
        assert other.status == 404


async def test_another_s_file_goes_with_no_message_of_mine(ani, budi):
    acks = []
    for number in (budi.file["id"], MADE_UP_FILE):
        sent = {"client_key": key(), "text": "ini", "attachments": [number]}
        acks.append(await ani.socket.ask("send", sent))

    assert acks[0] == acks[1]
    assert not acks[0]["ok"]


async def test_another_s_ticket_and_order_are_answered_as_none(office, budi):
    made_up = {budi.ticket: "A-987", budi.order: "ORD-2026-009876"}
    for theirs, none in made_up.items():
        for words in ("TICKET {}", "ORDERS {}", "CANCEL {}", "{}", "LINE {}"):
            told = []
            for number in (theirs, none):
                stranger = await Visitor.come(office)
                await stranger.say("halo")
                answer = json.dumps(await stranger.say(words.format(number)))
                told.append(answer.replace(number, "X"))
            assert (words, told[0]) == (words, told[1])
    assert "ID card" in str(await budi.say(f"TICKET {budi.ticket}"))
    await budi.say("CANCEL")
    assert "Rp" in str(await budi.say(f"ORDERS {budi.order}"))


async def test_a_text_about_another_s_things_is_answered_as_about_none(office, budi, desk):
    told = {}
    for n, number in enumerate((budi.ticket, "A-987", budi.order, "ORD-2026-009876")):
        phone = f"+62812999000{n}"
        inbox, clock = office.office.inbox, office.clock
        for word in ("TICKET", "ORDERS", "CANCEL"):
            text = Inbound("sms", phone, f"{word} {number}", clock.now(), key())
            await inbox.receive(text)
        (hit,) = (await desk.ask("search", {"q": phone}))["hits"]
        lines = await desk.ask("open", {"conversation": hit["thread"]["conversation"]})
        told[number] = [m["text"].replace(number, "X") for m in lines["messages"]]

    assert told[budi.ticket] == told["A-987"]
    assert told[budi.order] == told["ORD-2026-009876"]


@pytest.mark.parametrize(
    ("kind", "acts"),
    [
        ("case", ["ready", "verifying", "rejected", "note"]),
        ("ticket", ["call", "cancel", "move", "served", "skip"]),
        ("order", ["confirm", "reject", "ready", "cancel"]),
    ],
)
async def test_staff_act_on_things_of_this_thread_s_person_alone(desk, ani, budi, kind, acts):
    (theirs,) = budi.panel[f"{kind}s"]
    for act in acts:
        wanted = {"conversation": ani.conversation, "kind": kind, "act": act, "reason": "uji"}
        acks = [await desk.ask("do", {**wanted, "id": n}) for n in (theirs["id"], MADE_UP)]
        assert acks[0] == acks[1]
        assert acks[0]["error"]["code"] == "not_found"
    if kind == "ticket":
        told = {"conversation": ani.conversation}
        acks = [await desk.ask("times", {**told, "id": n}) for n in (theirs["id"], MADE_UP)]
        assert acks[0] == acks[1]
    now = await desk.ask("panel", {"conversation": budi.conversation})
    assert now[f"{kind}s"] == budi.panel[f"{kind}s"]


async def test_staff_send_messages_and_replies_again_only_where_they_stand(office, desk, ani, budi):
    lines = (await desk.ask("open", {"conversation": budi.conversation}))["messages"]
    await desk.ask("take", {"conversation": ani.conversation})
    acks = [
        await desk.ask("resend", {"conversation": ani.conversation, "id": number})
        for number in (lines[-1]["id"], MADE_UP)
    ]
    colleague = await (await office.member(Role.SUPERVISOR)).socket("/desk")
    own = {"shortcut": f"u{key()[:8]}", "text_id": "Punya sendiri", "own": True}
    number = (await colleague.ask("canned_save", own))["id"]
    shown = [each["id"] for each in (await desk.ask("canned", {}))["canned"]]
    written = [await desk.ask("canned_save", {**own, "id": n}) for n in (number, MADE_UP)]
    deleted = [await desk.ask("canned_delete", {"id": n}) for n in (number, MADE_UP)]

    assert acks[0] == acks[1]
    assert number not in shown
    assert written[0] == written[1]
    assert deleted[0] == deleted[1]
    assert deleted[0]["error"]["code"] == "not_found"


@pytest.mark.parametrize("way", ["/password/{}", "/upload/{}", "/f/{}"])
async def test_links_that_never_were_are_answered_alike(office, way):
    told = []
    for token in ("a" * 32, "0" * 16, "%00x", "x" * 3000):
        browser = office.browser()
        async with await browser.ask("GET", way.format(token)) as answer:
            page = re.sub(r'"[0-9a-f]{64}"|nonce="[^"]+"|[?=/]' + token, "", await answer.text())
            told.append((answer.status, page))

    assert told == [told[0]] * 4
    assert told[0][0] == 404
