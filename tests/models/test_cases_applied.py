"""Applying by text: numbers that rise, papers, stages told once, links to hand papers in."""

import asyncio
from datetime import date, time

import pytest

from models.cases import applying, listing, moving, uploading
from models.cases import services as cases
from models.cases.applying import Applicant
from models.cases.keeping import NewCase, Requirement, enter, require
from models.cases.rules import CaseStage, may_move
from models.cases.services import Asker
from models.catalogue.services import add_services
from models.db import Statement, transaction
from models.hours import services as hours
from models.hours.rules import Period
from models.people import identity
from tests.models.either import database  # noqa: F401

SECRET = b"a secret for tests, long enough to use"
MONDAY = date(2026, 11, 23)
WHO, PHONE = 7001, "+6281200000555"
COLUMNS = (
    '("id", "contact_id", "channel", "address", "language", "speaker", "turn", "last_pos", '
    '"seen_pos", "needs_person", "said_since_ms", "said_count", "preview", "created_at_ms", '
    '"updated_at_ms")'
)
TALK = Statement(
    f'insert into "conversation" {COLUMNS} '  # noqa: S608 -- constants
    "values (?, ?, ?, ?, 'id', 'bot', 0, 0, 0, (1 = 0), 0, 0, '', 0, ?)"
)


class Office:
    """The verbs with a transaction round each."""

    def __init__(self, clock, new_id):
        self.clock, self.new_id = clock, new_id

    async def apply(self, service="ktp", ids=(WHO,), *, today=MONDAY, **known):
        async with transaction():
            return await applying.apply(
                service,
                applicant=Applicant(ids, **known),
                secret=SECRET,
                today=today,
                at_ms=self.clock.ms,
                new_id=self.new_id,
            )

    async def move(self, number, *stages, **told):
        for stage in stages:
            async with transaction():
                await moving.move(
                    number, stage, staff_id=11, at_ms=self.clock.ms, new_id=self.new_id, **told
                )

    async def notices(self):
        due = await moving.due_notices()
        async with transaction():
            return [n for n in due if await moving.take_notice(n.step_id, at_ms=self.clock.ms)]

    async def closed(self):
        async with transaction():
            return await moving.take_closed(at_ms=self.clock.ms)

    async def link(self, number, ids=(WHO,), phone=None):
        async with transaction():
            return await uploading.upload_link(
                number, ids=ids, phone=phone, at_ms=self.clock.ms, conversation_id=55
            )

    async def use(self, token):
        async with transaction():
            return await uploading.use_link(token, at_ms=self.clock.ms)

    async def talk(self, number, contact_id, channel, address, at_ms):
        async with transaction():
            await TALK.run(number, contact_id, channel, address, at_ms)

    async def find(self, number, phone):
        asker = Asker(address=phone or "web", phone=phone, origin=None)
        async with transaction():
            return await cases.find(number, asker=asker, at_ms=self.clock.ms, new_id=self.new_id)


@pytest.fixture
async def office(database, clock, new_id):  # noqa: F811
    made = Office(clock, new_id)
    async with transaction():
        await add_services(
            [("ktp", 1, "A", "KTP", "ID card", 0, 3), ("kia", 7, "G", "KIA", "Child", 5000, 1)]
        )
        papers = [
            Requirement("Berumur 17 tahun", "At least 17", is_paper=False),
            Requirement("Fotokopi KK", "Copy of the family card"),
        ]
        await require("ktp", [Requirement("lama", "old")], new_id=new_id)
        await require("ktp", papers, new_id=new_id)
        open_hours = [Period(time(8), time(16))]
        await hours.set_week(dict.fromkeys(range(5), open_hours), new_id=new_id)
    return made


async def test_who_applies_hears_number_date_and_the_papers_by_name(office):
    applied = await office.apply(phone=PHONE)

    assert (applied.number, applied.promised_on) == ("LKT-2026-000001", date(2026, 11, 26))
    assert (list(applied.missing_id), list(applied.missing_en)) == (
        ["Fotokopi KK"],
        ["Copy of the family card"],
    )
    found = await office.find(applied.number, PHONE)
    assert (found.is_own, found.stage, found.promised_on) == (
        True,
        CaseStage.RECEIVED,
        "2026-11-26",
    )


async def test_a_promise_does_not_count_days_without_hours(office):
    assert (await office.apply(today=date(2026, 11, 27))).promised_on == date(2026, 12, 2)


async def test_numbers_go_on_after_those_on_file_and_begin_anew_each_year(office):
    async with transaction():
        on_file = NewCase("LKT-2026-001200", "ktp", [CaseStage.RECEIVED])
        await enter([on_file], secret=SECRET, at_ms=1, new_id=office.new_id)
    numbers = [
        (await office.apply(ids=(1,))).number,
        (await office.apply(ids=(2,))).number,
        (await office.apply(ids=(3,), today=date(2027, 1, 4))).number,
    ]

    assert numbers == ["LKT-2026-001201", "LKT-2026-001202", "LKT-2027-000001"]


async def test_many_at_once_get_numbers_without_gap_or_double(office):
    applied = await asyncio.gather(*(office.apply(ids=(who,)) for who in range(1, 41)))

    assert sorted(one.number for one in applied) == [
        f"LKT-2026-{running:06}" for running in range(1, 41)
    ]


async def test_one_person_has_one_open_case_of_a_service_however_often_they_press(office):
    async def press():
        try:
            return (await office.apply()).number
        except applying.AlreadyAppliedError as error:
            return error.number

    numbers = await asyncio.gather(*(press() for _ in range(20)))

    assert set(numbers) == {"LKT-2026-000001"}
    assert (await office.apply("kia")).number == "LKT-2026-000002"
    with pytest.raises(applying.AlreadyAppliedError):
        await office.apply(ids=(1, WHO))


@pytest.mark.parametrize("service", ["", "sim", "'; DROP TABLE service", "k" * 5000])
async def test_a_service_that_is_none_is_refused(office, service):
    with pytest.raises(applying.UnknownServiceError):
        await office.apply(service)
    with pytest.raises(applying.UnknownServiceError):
        await applying.requirements(service)


async def test_requirements_tell_conditions_too(office):
    told = await applying.requirements("ktp")

    assert list(told.papers_id) == ["Berumur 17 tahun", "Fotokopi KK"]
    assert (told.fee_idr, told.working_days) == (0, 3)
    assert await applying.fees() == [("ktp", 0), ("kia", 5000)]


async def test_a_second_fact_opens_a_case_of_a_registered_person(office):
    number = (await office.apply(birth_date="1990-08-17", nik_tail="0123")).number
    stranger = Asker(address="else", phone=None, origin=None)
    async with transaction():
        for fact in ("0123", "17081990"):
            shown = await cases.prove(
                number,
                fact,
                asker=stranger,
                secret=SECRET,
                at_ms=office.clock.ms,
                new_id=office.new_id,
            )
            assert shown.is_own


async def test_every_stage_is_told_once_on_the_door_used_last(office):
    number = (await office.apply()).number
    await office.talk(1, WHO, "web", "visitor-1", 1)
    await office.move(number, CaseStage.INCOMPLETE, note_id="Kurang KK.", note_en="KK missing.")
    first = await office.notices()
    await office.move(number, CaseStage.VERIFYING, CaseStage.PROCESSING)
    later = await office.notices()

    assert [(n.number, n.stage, n.note_en) for n in first] == [
        (number, CaseStage.INCOMPLETE, "KK missing.")
    ]
    assert list(first[0].missing_id) == ["Fotokopi KK"]
    assert first[0].door == (1, WHO, "web", "visitor-1", "id")
    assert [n.stage for n in later] == [CaseStage.VERIFYING, CaseStage.PROCESSING]
    assert await office.notices() == []


async def test_two_who_take_notices_at_once_take_each_once(office):
    number = (await office.apply()).number
    await office.move(number, CaseStage.VERIFYING, CaseStage.PROCESSING, CaseStage.READY)
    taken = await asyncio.gather(*(office.notices() for _ in range(6)))

    assert len([notice for batch in taken for notice in batch]) == 3


async def test_a_case_on_file_is_told_to_its_telephone_and_old_stages_to_nobody(office):
    async with transaction():
        on_file = NewCase(
            "LKT-2026-000777", "ktp", [CaseStage.RECEIVED, CaseStage.VERIFYING], phone=PHONE
        )
        await enter([on_file], secret=SECRET, at_ms=1, new_id=office.new_id)
    assert await office.notices() == []
    await office.move("LKT-2026-000777", CaseStage.PROCESSING)
    told = await office.notices()

    assert [(n.door, n.phone) for n in told] == [(None, PHONE)]


async def test_the_door_is_the_one_used_last_whatever_the_person_applied_by(office):
    number = (await office.apply()).number
    async with transaction():
        await identity.link(WHO, 7002)
    await office.talk(1, WHO, "web", "visitor-1", 1)
    await office.talk(2, 7002, "sms", PHONE, 2)
    await office.move(number, CaseStage.VERIFYING)

    assert [n.door.channel for n in await office.notices()] == ["sms"]


async def test_history_tells_who_moved_it(office):
    number = (await office.apply()).number
    await office.move(number, CaseStage.VERIFYING)

    assert [(step.stage, step.staff_id) for step in await moving.history(number)] == [
        (CaseStage.RECEIVED, None),
        (CaseStage.VERIFYING, 11),
    ]


async def test_no_stage_is_skipped_and_a_closed_case_stays_closed(office):
    number = (await office.apply()).number
    with pytest.raises(moving.WrongStageError):
        await office.move(number, CaseStage.READY)
    await office.move(number, CaseStage.REJECTED)
    with pytest.raises(moving.WrongStageError):
        await office.move(number, CaseStage.VERIFYING)
    with pytest.raises(moving.NoSuchCaseError):
        await office.move("LKT-2026-999999", CaseStage.READY)


async def test_two_members_of_staff_move_a_case_once(office):
    number = (await office.apply()).number

    async def press():
        try:
            await office.move(number, CaseStage.PROCESSING)
        except moving.WrongStageError:
            return 0
        return 1

    assert sum(await asyncio.gather(*(press() for _ in range(10)))) == 1
    assert len(await moving.history(number)) == 2


def test_nothing_leaves_a_closed_stage_and_every_other_can_be_left():
    for now in CaseStage:
        onward = [then for then in CaseStage if may_move(now, then)]
        assert bool(onward) is (now not in {CaseStage.COLLECTED, CaseStage.REJECTED})


async def test_a_closing_is_taken_up_once_and_frees_the_service(office):
    number = (await office.apply()).number
    await office.move(number, CaseStage.REJECTED)

    assert await office.closed() == [(WHO, number)]
    assert await office.closed() == []
    assert (await office.apply()).number == "LKT-2026-000002"


async def test_a_paper_that_came_is_missing_no_more(office):
    number = (await office.apply(phone=PHONE)).number
    async with transaction():
        (case,) = await listing.of_people([WHO], phones=[])
        (paper,) = case.wanted
        assert not await listing.receive(case.id + 1, paper.id, at_ms=1)
        assert await listing.receive(case.id, paper.id, at_ms=1)
        assert not await listing.receive(case.id, paper.id, at_ms=1)

    assert list((await office.find(number, PHONE)).missing_id) == []


async def test_a_link_is_good_once_and_for_two_days_and_its_token_is_not_stored(office, clock):
    number = (await office.apply()).number
    first, second = await office.link(number), await office.link(number)
    stored = await Statement('select * from "upload_link"').rows()

    assert (len(second.token), second.hours, len(stored)) == (22, 48, 1)
    assert second.token not in str([dict(row) for row in stored])
    assert await uploading.wanted(first.token, at_ms=clock.ms) is None
    wanted = await uploading.wanted(second.token, at_ms=clock.ms)
    assert (wanted.number, wanted.conversation_id) == (number, 55)
    assert sum(await asyncio.gather(*(office.use(second.token) for _ in range(5)))) == 1
    third = await office.link(number)
    clock.advance(48 * 3600)
    assert not await office.use(third.token)


async def test_only_the_holder_gets_a_link(office):
    number = (await office.apply(phone=PHONE)).number
    assert (await office.link(number, ids=(9,), phone=PHONE)).hours == 48
    for wanted, ids, phone in (
        (number, (9,), None),
        (number, (9,), "+6281200000999"),
        ("LKT-2026-999999", (WHO,), PHONE),
    ):
        with pytest.raises(uploading.NotYoursError):
            await office.link(wanted, ids=ids, phone=phone)
