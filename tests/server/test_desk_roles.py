"""What each role may do at the desk: every event there is, for every role."""

import pytest

from models.people.rules import Role
from models.people.staff import StaffView
from server.desk.masking import masked
from server.desk.registry import EVENTS
from tests.server.desks import Desks, refused
from tests.server.office import SARI

EVERYBODY = frozenset(Role)
WRITERS = EVERYBODY - {Role.AUDITOR}
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.ADMIN})
THREAD = {"conversation": 0}
TEXT = {**THREAD, "client_key": "key-a-0001", "text": "x"}
MATRIX = {
    "since": (EVERYBODY, {"n": 0}),
    "open": (EVERYBODY, THREAD),
    "threads": (EVERYBODY, {"tab": "all"}),
    "search": (EVERYBODY, {"q": "halo"}),
    "read": (EVERYBODY, {**THREAD, "pos": 1}),
    "viewing": (EVERYBODY, THREAD),
    "typing": (EVERYBODY, THREAD),
    "aside": (EVERYBODY, {}),
    "panel": (EVERYBODY, THREAD),
    "times": (EVERYBODY, {**THREAD, "id": 1}),
    "offer": (EVERYBODY, {}),
    "canned": (EVERYBODY, {}),
    "mentions": (EVERYBODY, {}),
    "take": (WRITERS, THREAD),
    "return": (WRITERS, THREAD),
    "close": (WRITERS, THREAD),
    "reopen": (WRITERS, THREAD),
    "reply": (WRITERS, TEXT),
    "note": (WRITERS, TEXT),
    "resend": (WRITERS, {**THREAD, "id": 1}),
    "snooze": (WRITERS, {**THREAD, "until": None}),
    "label": (WRITERS, {**THREAD, "add": ["x"]}),
    "priority": (WRITERS, {**THREAD, "priority": 1}),
    "put_away": (WRITERS, {"ids": [1]}),
    "assign": (WRITERS, {**THREAD, "staff": 1}),
    "presence": (WRITERS, {"state": "online"}),
    "do": (WRITERS, {**THREAD, "kind": "case", "id": 1, "act": "ready"}),
    "open_case": (WRITERS, {**THREAD, "service": "KTP"}),
    "open_order": (WRITERS, {**THREAD, "lines": [{"sku": "X"}]}),
    "nik": ({Role.AGENT, Role.SUPERVISOR}, {**THREAD, "reason": "by request"}),
    "canned_save": (SUPERVISORS, {"shortcut": "uji", "text_id": "x"}),
    "canned_delete": (WRITERS, {"id": 1}),
    "limit": (SUPERVISORS, {"staff": 1, "most": 3}),
    "load": (SUPERVISORS, {}),
    "audit": (EVERYBODY - {Role.AGENT}, {}),
}


@pytest.fixture
def desks(office):
    return Desks(office)


@pytest.fixture
async def number(office):
    phone = {"channel": "sms", "address": "+6281234567890"}
    return (await office.hear("halo, saya 081234567890", **phone)).conversation.id


def test_every_event_is_in_the_matrix():
    assert set(MATRIX) == set(EVENTS)


@pytest.mark.parametrize("role", Role)
async def test_a_role_may_do_what_the_matrix_says(desks, number, role):
    ask = desks.sit(StaffView(77, "uji", "Uji", role))
    wrong = []
    for event, (allowed, payload) in MATRIX.items():
        known = {**payload, "conversation": number} if "conversation" in payload else payload
        code = await refused(ask(event, **known))
        if (code == "not_allowed") is (role in allowed) or code == "bad_request":
            wrong.append((event, code))

    assert wrong == []


async def test_auditors_see_telephones_and_names_in_part(desks, number):
    looker = desks.sit(StaffView(77, "uji", "Uji", Role.AUDITOR))
    answer = masked(await looker("open", conversation=number))

    assert answer["thread"]["address"] == "***********890"
    assert answer["messages"][0]["text"] == "halo, saya *********890"
    assert answer["thread"]["conversation"] == number
    assert "81234567" not in str(answer)


def test_only_contacts_names_and_telephones_are_masked():
    told = {
        "thread": {"name": "Budi Santoso", "speaker": "bot", "owner": {"id": 1, "name": "Sari"}},
        "next": "1795399200000.0.123456789",
        "text": "LKT-2026-000123, 12 Nov, +6281234567890",
        "at": "2026-11-23T02:00:00.000Z",
    }

    assert masked(told) == {
        "thread": {"name": "B. S.", "speaker": "bot", "owner": {"id": 1, "name": "Sari"}},
        "next": told["next"],
        "text": "LKT-2026-000123, 12 Nov, ***********890",
        "at": told["at"],
    }
    assert not SARI.role.sees_masked
