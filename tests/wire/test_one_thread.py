"""The page is closed in the middle of a booking; it goes on by text, and stands on the page."""

import asyncio
import json
import re
import uuid

import aiohttp
import pytest

from tests.clients.server import LoketProcess

WITHIN_SECONDS = 30
pytestmark = pytest.mark.asyncio(loop_scope="session")


class Handset:
    """A phone of the demo, as its page works it."""

    def __init__(self, session: aiohttp.ClientSession, base: str, number: str) -> None:
        self.session, self.base, self.number = session, base, number
        self.after = 0

    async def text(self, text: str) -> None:
        async with self.session.get(f"{self.base}/demo/phone") as page:
            found = re.search(r'data-csrf="([0-9a-f]+)"', await page.text())
        assert found is not None
        body = {"from": self.number, "text": text, "csrf": found[1]}
        async with self.session.post(f"{self.base}/demo/phone/send", json=body) as sent:
            assert (await sent.json())["ok"]

    async def receives(self, pattern: str) -> str:
        """The next text to this phone that says so."""
        url = f"{self.base}/demo/phone/events"
        params = {"number": self.number, "after": str(self.after)}
        async with (
            asyncio.timeout(WITHIN_SECONDS),
            self.session.get(url, params=params) as events,
        ):
            async for line in events.content:
                if not line.startswith(b'data: {"n"'):
                    continue
                told = json.loads(line[6:])
                self.after = told["n"]
                if told["direction"] == "in" and re.search(pattern, told["text"]):
                    return str(told["text"])
        raise AssertionError("the phone page ended")


@pytest.fixture
def handset(served: LoketProcess, session: aiohttp.ClientSession) -> Handset:
    return Handset(session, served.base, "+6281200000777")


def send(text: str) -> dict[str, str]:
    return {"client_key": str(uuid.uuid4()), "text": text}


async def test_a_booking_begun_on_the_page_is_finished_by_text_and_seen_on_return(visit, handset):
    window, welcome = await visit(language="id")
    asked = await window.ask("phone", {"number": handset.number})
    assert (asked["ok"], asked["minutes"]) == (True, 10)
    code = re.search(r"\b\d{6}\b", await handset.receives(r"\b\d{6}\b"))
    assert code is not None
    assert await window.ask("prove", {"code": code[0]}) == {"ok": True, "phone": "0777"}
    began = await window.ask("send", send("ANTRI KIA BESOK"))
    assert "jam berapa" in began["messages"][0]["text"]
    await window.close()

    await handset.text("1")
    answer = await handset.receives("KIA")
    await handset.text("ya")
    booked = await handset.receives(r"[A-Z]-\d{3}")

    _, back = await visit(
        token=welcome["token"],
        last_pos=began["messages"][-1]["pos"],
        conversation=welcome["conversation"],
    )
    texts = [message["text"] for message in back["messages"]]
    assert back["conversation"] == welcome["conversation"]
    assert (welcome["phone"], back["phone"]) == (None, "0777")
    assert texts == ["1", answer, "ya", booked]


async def test_a_code_that_the_page_shows_is_texted(visit, handset):
    handset.number = "+6281200000888"
    window, welcome = await visit(language="en")
    shown = await window.ask("phone_code", {})
    assert re.fullmatch(r"\d{8}", shown["code"])
    await handset.text(f"LINK {shown['code']}")
    await handset.receives("one conversation")
    _, back = await visit(token=welcome["token"])
    assert back["conversation"] == welcome["conversation"]
    assert back["messages"][0]["text"] == f"LINK {shown['code']}"


@pytest.mark.parametrize(
    ("event", "payload", "code"),
    [
        ("phone", {"number": "12345"}, "not_allowed"),
        ("phone", {"number": "+15551234567"}, "not_allowed"),
        ("phone", {"number": ""}, "bad_request"),
        ("phone", {"number": "0" * 41}, "bad_request"),
        ("phone", {}, "bad_request"),
        ("prove", {"code": "000000"}, "expired"),
        ("prove", {"code": "x" * 41}, "bad_request"),
        ("prove", {"code": 123456}, "bad_request"),
        ("phone_code", {"number": 1}, "bad_request"),
    ],
)
async def test_what_proves_nothing_is_refused_with_a_reason(visit, event, payload, code):
    window, _ = await visit()
    answer = await window.ask(event, payload)
    assert (answer["ok"], answer["error"]["code"]) == (False, code)
