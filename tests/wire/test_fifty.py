"""Fifty people of the staff, a desk each, press "take" at once; and the chain of what they did."""

import asyncio
import sys
import uuid

import pytest

from models.db import Database
from models.people import staff
from models.people.rules import Role
from models.terms.ids import WORKERS, IdMaker
from tests.clients.server import ROOT
from tests.conftest import SetClock
from tests.wire.test_desk import desks  # noqa: F401

pytestmark = pytest.mark.asyncio(loop_scope="session")
PRESSING = 50


async def hire(served):
    """Fifty accounts beside the running office."""
    opened = await Database.open(served.environment["LOKET_DATABASE_URL"])
    new_id = IdMaker(SetClock(), worker=WORKERS - 2)
    names = [f"uji-{uuid.uuid4().hex[:8]}" for _ in range(PRESSING)]
    try:
        for name in names:
            member = await staff.add(
                name, display_name=name, role=Role.AGENT, at_ms=1, new_id=new_id
            )
            await staff.set_trusted_password(member.id, "demo")
    finally:
        await opened.close()
    return names


async def test_of_fifty_desks_one_takes_and_all_others_hear_who(served, visit, desks):  # noqa: F811
    visitor, welcome = await visit()
    await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
    opened = [await desks(name) for name in await hire(served)]
    wanted = {"conversation": welcome["conversation"]}
    acks = await asyncio.gather(*(desk.ask("take", wanted) for desk in opened))

    owners = [ack["owner"]["name"] for ack in acks if ack["ok"]]
    refused = [ack["error"] for ack in acks if not ack["ok"]]
    assert len(owners) == 1
    assert [(each["code"], each["owner"]["name"]) for each in refused] == [
        ("taken", owners[0])
    ] * 49
    (speaker,) = {(await visitor.event("speaker"))["name"]}
    assert speaker == owners[0]


async def test_the_chain_of_a_running_office_holds(served, visit, desks):  # noqa: F811
    visitor, welcome = await visit()
    await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
    sari, rina = await desks("sari"), await desks("rina")
    number = welcome["conversation"]
    await sari.ask("take", {"conversation": number})
    entry = (await rina.ask("audit", {}))["entries"][0]
    checked = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server", "audit", "verify"),
        cwd=served.folder,
        env={**served.environment, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await asyncio.wait_for(checked.communicate(), 30)

    assert (entry["act"], entry["staff"]["name"], entry["conversation"]) == ("take", "Sari", number)
    assert (checked.returncode, b"each as it was written" in said) == (0, True)


async def test_a_supervisor_gives_a_thread_away_and_everybody_sees_the_load(visit, desks):  # noqa: F811
    visitor, welcome = await visit()
    await visitor.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
    sari, rina = await desks("sari"), await desks("rina")
    told = await sari.ask("since", {"n": 0})
    budi = next(each["id"] for each in told["staff"] if each["name"] == "Budi")
    wanted = {"conversation": welcome["conversation"], "staff": budi, "note": "tolong"}
    refused = await sari.ask("assign", wanted)
    given = await rina.ask("assign", wanted)
    load = await rina.ask("load", {})
    await sari.ask("typing", {"conversation": welcome["conversation"]})
    watching = await rina.event("watching")

    assert refused["error"]["code"] == "not_yours"
    assert given["owner"]["name"] == "Budi"
    assert {each["name"] for each in told["departments"]} == {"Kependudukan", "Suku Cadang"}
    assert next(each for each in load["staff"] if each["id"] == budi)["threads"] >= 1
    assert (watching["staff"][0]["name"], watching["staff"][0]["typing"]) == ("Sari", True)
