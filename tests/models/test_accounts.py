"""Accounts that are given another role, closed and opened: logins and links end with them."""

import pytest

from models.people import accounts, staff
from models.people.rules import Role

PASSWORD = "kopi susu gula aren"


@pytest.fixture
async def sari(database, clock, new_id):
    member = await staff.add(
        "sari", display_name="Sari", role=Role.AGENT, at_ms=clock.ms, new_id=new_id
    )
    await staff.set_password(member, PASSWORD)
    return member


@pytest.fixture
async def session(sari, clock, new_id):
    return await staff.log_in("sari", PASSWORD, origin="here", at_ms=clock.ms, new_id=new_id)


async def test_a_new_role_begins_with_a_new_login(sari, session, clock, new_id):
    await accounts.set_role(sari.id, Role.AUDITOR)
    again = await staff.log_in("sari", PASSWORD, origin="here", at_ms=clock.ms, new_id=new_id)

    assert await staff.of_session(session, at_ms=clock.ms) is None
    assert (await staff.of_session(again, at_ms=clock.ms)).role is Role.AUDITOR


async def test_a_closed_account_has_no_login_no_link_and_no_password(sari, session, clock, new_id):
    link = await staff.password_link(sari.id, at_ms=clock.ms)
    await accounts.disable(sari.id, at_ms=clock.ms)
    tried = await staff.log_in("sari", PASSWORD, origin="here", at_ms=clock.ms, new_id=new_id)

    assert await staff.of_session(session, at_ms=clock.ms) is None
    assert (tried, await staff.of_link(link, at_ms=clock.ms)) == (None, None)
    assert [each.is_disabled for each in await accounts.everyone()] == [True]


async def test_an_opened_account_has_the_password_it_had(sari, session, clock, new_id):
    await accounts.disable(sari.id, at_ms=clock.ms)
    await accounts.enable(sari.id)

    assert await staff.log_in("sari", PASSWORD, origin="here", at_ms=clock.ms, new_id=new_id)
    assert await staff.of_session(session, at_ms=clock.ms) is None
