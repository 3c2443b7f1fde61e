"""The side panel and writing over the wire: what desks do for the person of a thread."""

import asyncio
import re
import uuid

import pytest
import pytest_asyncio

from tests.wire.test_desk import Desks
from tests.wire.test_one_thread import Handset

pytestmark = pytest.mark.asyncio(loop_scope="session")


def key():
    return str(uuid.uuid4())


@pytest_asyncio.fixture(loop_scope="session")
async def desks(served):
    opened = Desks(served.base)
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def number(visit):
    """Of a thread in which a visitor has said something."""
    visitor, welcome = await visit()
    await visitor.ask("send", {"client_key": key(), "text": "halo"})
    return welcome["conversation"]


async def test_two_desks_open_one_case_and_one_of_them_advances_it(desks, number):
    sari, budi = await desks("sari"), await desks("budi")
    n = (await budi.ask("since", {"n": 0}))["n"]
    wanted = {"conversation": number, "service": "ktp"}
    opened = await asyncio.gather(sari.ask("open_case", wanted), budi.ask("open_case", wanted))
    (case,) = (await sari.ask("panel", {"conversation": number}))["cases"]
    act = {"conversation": number, "kind": "case", "id": case["id"], "act": "rejected"}
    done = await asyncio.gather(sari.ask("do", act), budi.ask("do", act))
    events = (await budi.ask("since", {"n": n}))["events"]

    assert sorted(ack["ok"] for ack in opened) == [False, True]
    assert [a["error"]["code"] for a in opened if not a["ok"]] == ["open_already"]
    assert [a["error"]["code"] for a in done if not a["ok"]] == ["not_now"]
    assert [a["error"]["state"] for a in done if not a["ok"]] == ["rejected"]
    ours = [event for event in events if event["conversation"] == number]
    assert [event["kind"] for event in ours] == ["panel", "panel"]
    assert all(event["messages"][0]["author"] == "note" for event in ours)


async def test_an_order_is_entered_for_the_person(desks, number):
    desk = await desks()
    (part, *_) = (await desk.ask("offer", {"q": "oli"}))["parts"]
    lines = [{"sku": part["sku"], "count": 1}]
    wanted = {"conversation": number, "lines": lines, "client_key": key()}
    first, second = await desk.ask("open_order", wanted), await desk.ask("open_order", wanted)
    (order,) = second["panel"]["orders"]
    act = {"conversation": number, "kind": "order", "id": order["id"], "act": "confirm"}
    confirmed = await desk.ask("do", act)

    assert first["number"] == second["number"]
    assert confirmed["panel"]["orders"][0]["state"] == "confirmed"
    left = (await desk.ask("offer", {"q": part["sku"]}))["parts"][0]["left"]
    assert left == part["left"] - 1


async def test_replies_are_ready_and_filled(desks, number):
    desk, admin = await desks("sari"), await desks("admin")
    told = await desk.ask("canned", {"conversation": number})
    salam = next(each for each in told["canned"] if each["shortcut"] == "salam")
    shared = {"shortcut": f"uji-{key()[:8]}", "text_id": "Halo {name|Bapak/Ibu}"}
    refused = await desk.ask("canned_save", shared)
    kept = await admin.ask("canned_save", shared)
    wrong = await admin.ask("canned_save", {**shared, "text_en": "{nama}"})
    deleted = await admin.ask("canned_delete", {"id": kept["id"]})

    assert "Sari" in salam["text"]
    assert salam["missing"] == []
    assert refused["error"]["code"] == "not_allowed"
    assert (wrong["error"]["code"], wrong["error"]["field"]) == ("bad_reply", "text_en")
    assert wrong["error"]["why"] == "variable"
    assert deleted == {"ok": True}


async def test_a_colleague_is_called_into_a_thread(desks, number):
    sari, budi = await desks("sari"), await desks("budi")
    before = (await budi.ask("since", {"n": 0}))["mentions"]
    note = {"conversation": number, "client_key": key(), "text": "@budi, bisa bantu?"}
    written = await sari.ask("note", note)
    heard = await budi.event("mention")
    waiting = (await budi.ask("since", {"n": 0}))["mentions"]
    await budi.ask("read", {"conversation": number, "pos": heard["pos"]})

    assert (heard["conversation"], heard["pos"]) == (number, written["pos"])
    assert (heard["by"]["name"], heard["text"]) == ("Sari", note["text"])
    assert waiting == before + 1
    assert (await budi.ask("since", {"n": 0}))["mentions"] == before


async def test_the_meter_is_told_and_kept(desks, number):
    desk = await desks()
    settings = (await desk.ask("since", {"n": 0}))["settings"]
    await desk.ask("take", {"conversation": number})
    sent = {"conversation": number, "client_key": key(), "text": "a" * 1600}
    by_page = await desk.ask("reply", sent)
    by_text = await desk.ask("reply", {**sent, "client_key": key(), "channel": "sms"})

    assert settings["segments_most"] == 10
    assert (by_page["ok"], by_page["channel"]) == (True, "web")
    assert by_text["error"]["code"] == "no_such_door"


async def test_a_person_with_two_doors_is_answered_by_the_one_chosen(served, session, visit, desks):
    phone = Handset(session, served.base, "+6281200001200")
    window, welcome = await visit(language="id")
    await window.ask("phone", {"number": phone.number})
    code = re.search(r"\b\d{6}\b", await phone.receives(r"\b\d{6}\b"))
    assert code is not None
    assert (await window.ask("prove", {"code": code[0]}))["ok"]
    desk = await desks()
    number = welcome["conversation"]
    thread = (await desk.ask("take", {"conversation": number}))["thread"]
    wanted = {"conversation": number, "text": f"lewat telepon {key()[:8]}"}
    by_text = await desk.ask("reply", {**wanted, "client_key": key(), "channel": "sms"})
    here = {"conversation": number, "text": "lewat halaman", "client_key": key()}
    by_page = await desk.ask("reply", {**here, "channel": "web"})
    panel = await desk.ask("panel", {"conversation": number})

    assert sorted(thread["doors"]) == ["sms", "web"]
    assert (by_text["channel"], by_text["segments"]) == ("sms", 1)
    assert (by_page["channel"], by_page.get("segments")) == ("web", None)
    assert wanted["text"] in await phone.receives("lewat")
    assert panel["person"]["phones"] == [phone.number]
    assert [case["number"] for case in panel["cases"]] == ["LKT-2026-001200"]


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("panel", {}),
        ("do", {"kind": "case", "id": 5, "act": "ready"}),
        ("do", {"kind": "ticket", "id": 5, "act": "call"}),
        ("do", {"kind": "order", "id": 5, "act": "confirm"}),
        ("open_case", {"service": "ktp"}),
        ("open_order", {"lines": [{"sku": "X", "count": 1}]}),
        ("nik", {"reason": "Cek berkas."}),
        ("times", {"id": 5}),
        ("canned", {}),
    ],
)
async def test_a_thread_that_is_none_gets_one_answer(desks, event, payload):
    desk = await desks()
    ack = await desk.ask(event, {"conversation": 123456789, **payload})

    assert ack["error"]["code"] == "not_found"


@pytest.mark.parametrize("event", ["panel", "do", "open_case", "open_order", "nik", "times"])
@pytest.mark.parametrize(
    "payload", [None, {}, [], "x", {"conversation": "1"}, {"conversation": -1}]
)
async def test_nonsense_is_refused(desks, event, payload):
    desk = await desks()

    assert (await desk.ask(event, payload))["error"]["code"] == "bad_request"
