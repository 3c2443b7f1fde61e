"""Cases: who is told what, and how guessing ends."""

from contextlib import suppress

import pytest

from models.cases import services as cases
from models.cases.keeping import NewCase, enter
from models.cases.rules import CaseStage, read_birth_date, read_tail
from models.cases.services import Asker
from models.db import transaction

SECRET = b"a secret for tests, long enough to use"
NUMBER = "LKT-2026-000123"
OWNER = Asker(address="+6281200000123", phone="+6281200000123", origin=None)
STRANGER = Asker(address="somebody else", phone=None, origin=None)


@pytest.fixture
async def office(database, clock, new_id):
    """One case, and the two questions that may be asked about it."""
    case = NewCase(
        number=NUMBER,
        service="ktp",
        stages=[CaseStage.RECEIVED, CaseStage.READY],
        phone="+6281200000123",
        birth_date="1990-08-17",
        nik_tail="0123",
        note_id="Loket 2.",
        note_en="Counter 2.",
        missing=[("KTP lama", "the old card")],
    )
    async with transaction():
        await enter([case], secret=SECRET, at_ms=clock.ms, new_id=new_id)

    class Office:
        async def find(self, asker, number=NUMBER):
            async with transaction():
                return await cases.find(number, asker=asker, at_ms=clock.ms, new_id=new_id)

        async def prove(self, fact, asker=STRANGER, number=NUMBER):
            async with transaction():
                return await cases.prove(
                    number, fact, asker=asker, secret=SECRET, at_ms=clock.ms, new_id=new_id
                )

        async def guess_wrong(self, times, asker=STRANGER):
            for number in range(times):
                async with transaction():
                    with suppress(cases.CaseNotFoundError, cases.TooManyWrongError):
                        await cases.find(
                            f"LKT-2026-{number + 900000}",
                            asker=asker,
                            at_ms=clock.ms,
                            new_id=new_id,
                        )

    return Office()


async def test_a_stranger_hears_the_stage_and_nothing_else(office):
    told = await office.find(STRANGER)

    assert (told.stage, told.is_own, told.note_id, list(told.missing_id)) == (
        CaseStage.READY,
        False,
        "",
        [],
    )


async def test_the_number_on_file_hears_everything(office):
    told = await office.find(OWNER)

    assert told.is_own
    assert (told.note_en, list(told.missing_en)) == ("Counter 2.", ["the old card"])


@pytest.mark.parametrize("fact", ["0123", "17081990", "17-8-1990", "17/08/90", "1271011708900123"])
async def test_a_second_fact_opens_the_rest(office, fact):
    assert (await office.prove(fact)).is_own


@pytest.mark.parametrize("fact", ["", "0000", "18081990", "abcd", "٠١٢٣", "9" * 5000])
async def test_a_wrong_fact_and_a_case_that_is_none_are_answered_alike(office, fact):
    for number in (NUMBER, "LKT-2026-999999"):
        with pytest.raises(cases.WrongProofError):
            await office.prove(fact, number=number)


async def test_guessing_ends_after_five_and_begins_again_later(office, clock):
    await office.guess_wrong(5)
    with pytest.raises(cases.TooManyWrongError) as stopped:
        await office.find(STRANGER)
    assert stopped.value.minutes == 15
    clock.advance(15 * 60 + 1)

    assert (await office.find(STRANGER)).stage is CaseStage.READY


async def test_strangers_who_guess_never_lock_out_the_number_on_file(office):
    await office.guess_wrong(50)

    assert (await office.find(OWNER)).is_own


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("17081990", "1990-08-17"),
        ("170890", "1990-08-17"),
        ("1/2/03", "2003-02-01"),
        ("31-02-1990", None),
        ("17081990 17081990", None),
        ("0", None),
    ],
)
def test_birth_dates_are_read_as_people_write_them(text, iso):
    read = read_birth_date(text)

    assert (read.isoformat() if read else None) == iso


@pytest.mark.parametrize(
    ("text", "tail"), [("0123", "0123"), ("12 34", "1234"), ("123", None), ("1" * 16, "1111")]
)
def test_the_tail_is_four_digits_alone_or_of_a_whole_number(text, tail):
    assert read_tail(text) == tail
