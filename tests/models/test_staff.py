"""Staff: accounts, passwords, sessions and how guessing is slowed."""

import pytest

from models.people import staff
from models.people.rules import Role, password_fault

PASSWORD = "kopi susu gula aren"


@pytest.fixture
async def sari(database, clock, new_id):
    member = await staff.add(
        "sari", display_name="Sari", role=Role.AGENT, at_ms=clock.ms, new_id=new_id
    )
    await staff.set_password(member, PASSWORD)
    return member


@pytest.fixture
def log_in(sari, clock, new_id):
    async def try_it(name="sari", password=PASSWORD, origin="10.0.0.1"):
        return await staff.log_in(name, password, origin=origin, at_ms=clock.ms, new_id=new_id)

    return try_it


async def test_the_right_password_begins_a_session(log_in, sari, clock):
    session = await log_in()

    assert await staff.of_session(session, at_ms=clock.ms) == sari


@pytest.mark.parametrize(("name", "password"), [("sari", "wrong"), ("nobody", PASSWORD)])
async def test_a_wrong_name_or_password_begins_none(log_in, name, password):
    assert await log_in(name, password) is None


async def test_guessing_is_slowed_for_that_name_from_that_place_alone(log_in, clock):
    for _ in range(5):
        assert await log_in(password="wrong") is None
    with pytest.raises(staff.LoginSlowedError):
        await log_in()

    assert await log_in(origin="10.0.0.2") is not None
    clock.advance(31)
    assert await log_in() is not None


async def test_a_session_ends_by_idleness_by_age_and_by_logging_out(log_in, clock):
    idle, left = await log_in(), await log_in()
    await staff.log_out(left)
    assert await staff.of_session(left, at_ms=clock.ms) is None
    clock.advance(4 * 3600 + 1)
    assert await staff.of_session(idle, at_ms=clock.ms) is None

    busy = await log_in()
    for _ in range(8):
        clock.advance(2 * 3600)
        last = await staff.of_session(busy, at_ms=clock.ms)
    assert last is not None
    clock.advance(3600)
    assert await staff.of_session(busy, at_ms=clock.ms) is None


async def test_a_new_password_ends_every_session_and_link(log_in, sari, clock):
    session = await log_in()
    link = await staff.password_link(sari.id, at_ms=clock.ms)
    await staff.set_password(sari, "teh tarik tanpa es")

    assert await staff.of_session(session, at_ms=clock.ms) is None
    assert await staff.of_link(link, at_ms=clock.ms) is None


async def test_a_password_link_is_good_for_three_days(sari, clock):
    link = await staff.password_link(sari.id, at_ms=clock.ms)
    assert await staff.of_link(link, at_ms=clock.ms) == sari
    clock.advance(72 * 3600 + 1)

    assert await staff.of_link(link, at_ms=clock.ms) is None
    assert await staff.of_link("made up", at_ms=clock.ms) is None


async def test_a_name_is_given_once(sari, clock, new_id):
    with pytest.raises(staff.NameTakenError):
        await staff.add(
            "sari", display_name="Other", role=Role.ADMIN, at_ms=clock.ms, new_id=new_id
        )


@pytest.mark.parametrize("password", ["short", "password123", "sari-sari-sari", "x" * 257])
def test_a_weak_password_is_refused_with_its_reason(password):
    assert password_fault(password, name="sari")


@pytest.mark.parametrize("password", ["kopi susu gula aren", "x y" * 30, "🔑" * 12])
def test_length_spaces_and_emoji_are_welcome(password):
    assert password_fault(password, name="sari") is None
