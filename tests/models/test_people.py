"""People: registering with an identity number, joining two contacts, refusing."""

import sqlite3
from datetime import date

import pytest

from models.db import Rows, transaction
from models.people import identity, proving
from models.people import services as people
from models.people.nik import (
    NikError,
    NikUnreadableError,
    mask_niks,
    masked,
    nik_digest,
    open_nik,
    read_nik,
    seal_nik,
)
from models.people.services import Scope
from models.people.tables import Address, Contact
from tests.models.either import database  # noqa: F401

SECRET = b"a secret for tests, long enough to use"
BORN = date(1990, 8, 17)
NIK = "1205011708900123"
HER_NIK = "1205015708900124"
TODAY = date(2026, 11, 23)
WEB, PHONE, OTHER = 501, 502, 503
NUMBER = "+6281200000123"


class People:
    """The verbs with a transaction round each."""

    def __init__(self, clock, new_id):
        self.clock, self.new_id = clock, new_id

    async def meet(self, contact_id, channel, address):
        contacts = Rows(Contact, "id", "name", "language", "opted_out_at_ms", "created_at_ms")
        addresses = Rows(Address, "id", "contact_id", "channel", "value", "created_at_ms")
        async with transaction():
            await contacts.insert([(contact_id, None, "id", None, 1)])
            await addresses.insert([(self.new_id(), contact_id, channel, address, 1)])

    async def register(self, person_id=WEB, *, name="Siti Aminah", nik=NIK, born=BORN):
        async with transaction():
            return await identity.register(
                person_id,
                name=name,
                nik=nik,
                born=born,
                secret=SECRET,
                today=TODAY,
                at_ms=self.clock.ms,
            )

    async def code(self, contact_id=WEB, phone=NUMBER):
        async with transaction():
            return await proving.make_code(
                contact_id, phone, secret=SECRET, at_ms=self.clock.ms, new_id=self.new_id
            )

    async def say(self, code, contact_id=WEB):
        """As a turn does it: what is counted stays counted when the code is wrong."""
        async with transaction():
            try:
                phone = await proving.check_code(
                    contact_id, code, secret=SECRET, at_ms=self.clock.ms
                )
                return await identity.hold_phone(contact_id, phone, at_ms=self.clock.ms)
            except Exception as error:  # noqa: BLE001 -- told to the test
                return error

    async def prove(self, contact_id=WEB, phone=NUMBER):
        return await self.say((await self.code(contact_id, phone)).code, contact_id)


@pytest.fixture
async def office(database, clock, new_id):  # noqa: F811
    made = People(clock, new_id)
    await made.meet(WEB, "web", "visitor-1")
    await made.meet(PHONE, "sms", NUMBER)
    await made.meet(OTHER, "web", "visitor-2")
    return made


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "digits"),
        ("abcd", "digits"),
        ("١٢٠٥٠١١٧٠٨٩٠٠١٢٣", "digits"),
        ("120501170890012", "length"),
        ("12050117089001234", "length"),
        ("1" * 10_000, "length"),
        ("0005011708900123", "province"),
        ("9905011708900123", "province"),
        ("1200011708900123", "province"),
        ("1205001708900123", "province"),
        ("1205013213900123", "date"),
        ("1205014008900123", "date"),
        ("1205018108900123", "date"),
        ("1205011708900000", "serial"),
        ("1205011808900123", "birth_date"),
    ],
)
def test_what_is_no_identity_number_says_why(text, why):
    with pytest.raises(NikError) as fault:
        read_nik(text, born=BORN)

    assert fault.value.fault == why


@pytest.mark.parametrize("text", [NIK, " 1205 0117 0890 0123 ", "12.05.01.170890.0123", HER_NIK])
def test_numbers_of_men_and_women_are_read_however_they_are_spaced(text):
    assert read_nik(text, born=BORN) in {NIK, HER_NIK}


def test_a_leap_day_belongs_to_the_century_that_has_it():
    number = "1205012902000123"

    assert read_nik(number, born=date(2000, 2, 29)) == number
    with pytest.raises(NikError):
        read_nik("1205012902010123")


def test_a_sealed_number_opens_with_its_secret_and_in_its_own_row_alone():
    sealed = seal_nik(NIK, person_id=1, secret=SECRET)

    assert open_nik(sealed, person_id=1, secret=SECRET) == NIK
    for person_id, secret, text in (
        (2, SECRET, sealed),
        (1, b"another secret", sealed),
        (1, SECRET, sealed[:-4] + "AAA="),
        (1, SECRET, "no base64 at all"),
    ):
        with pytest.raises(NikUnreadableError):
            open_nik(text, person_id=person_id, secret=secret)


def test_the_same_number_is_sealed_differently_and_found_alike():
    assert seal_nik(NIK, person_id=1, secret=SECRET) != seal_nik(NIK, person_id=1, secret=SECRET)
    assert nik_digest(NIK, secret=SECRET) == nik_digest(NIK, secret=SECRET)
    assert nik_digest(NIK, secret=SECRET) != nik_digest(NIK, secret=b"other")
    assert masked(NIK) == "************0123"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"DAFTAR SITI {NIK} 17081990", "DAFTAR SITI ************0123 17081990"),
        ("nik 1205-0117-0890-0123.", "nik ************0123."),
        ("VA 9905011708900123", "VA 9905011708900123"),
        (f"{NIK}4", f"{NIK}4"),
        ("0 " * 5000, "0 " * 5000),
        ("", ""),
    ],
)
def test_numbers_in_a_text_are_masked_and_nothing_else(text, kept):
    assert mask_niks(text) == kept


async def test_who_registers_is_known_and_the_number_is_nowhere_in_clear(office, tmp_path):
    person = await office.register(name="  Siti   Aminah ")

    assert (person.name, person.birth_date) == ("Siti Aminah", BORN)
    assert await identity.find(WEB) == person
    assert (await identity.proofs_of(WEB, secret=SECRET)) == ("1990-08-17", "0123")
    assert NIK not in repr(person)
    for file in tmp_path.glob("loket.sqlite3*"):
        assert NIK.encode() not in file.read_bytes()


async def test_a_person_and_a_number_are_registered_once(office):
    await office.register()
    with pytest.raises(identity.AlreadyKnownError) as own:
        await office.register(nik=HER_NIK)
    with pytest.raises(identity.AlreadyKnownError) as others:
        await office.register(OTHER)

    assert (own.value.is_own, others.value.is_own) == (True, False)


@pytest.mark.parametrize("name", ["", "  ", "x", "12345", "x" * 121, "\u202e\u200b", "A1"])
async def test_what_is_no_name_is_refused(office, name):
    with pytest.raises(identity.NameRefusedError):
        await office.register(name=name)


@pytest.mark.parametrize("born", [date(2026, 11, 24), date(1890, 8, 17), date(1991, 8, 17)])
async def test_nobody_is_born_tomorrow_or_on_another_day_than_the_number_says(office, born):
    with pytest.raises(NikError):
        await office.register(born=born)


async def test_reading_a_whole_number_needs_a_reason_and_is_kept(office, clock, new_id):
    await office.register()
    async with transaction():
        read = await identity.read_whole_nik(
            WEB, staff_id=1, reason="KTP cetak", secret=SECRET, at_ms=clock.ms, new_id=new_id
        )
        with pytest.raises(ValueError, match="reason"):
            await identity.read_whole_nik(
                WEB, staff_id=1, reason=" ", secret=SECRET, at_ms=clock.ms, new_id=new_id
            )

    assert read == NIK


async def test_web_and_phone_become_one_person_by_a_code(office):
    sending = await office.code()
    person = await office.say(sending.code)

    assert (sending.phone, len(sending.code), person) == (NUMBER, 6, WEB)
    assert await identity.person_of(PHONE) == WEB
    assert sorted(await identity.ids_of(PHONE)) == [WEB, PHONE]
    assert await identity.phones_of(WEB) == [NUMBER]


async def test_a_phone_that_never_wrote_belongs_to_who_proved_it(office):
    await office.prove(phone="081234567890")

    assert await identity.person_of(999, phone="+6281234567890") == WEB
    assert await identity.ids_of(999, phone="+6281234567890") == [WEB, 999]


async def test_who_registered_by_phone_stays_who_they_are(office):
    await office.register(PHONE)
    await office.prove()

    assert await identity.person_of(WEB) == PHONE
    assert (await identity.find(await identity.person_of(WEB))).name == "Siti Aminah"


async def test_two_registered_people_are_never_made_one(office):
    await office.register(PHONE)
    await office.register(WEB, nik=HER_NIK)

    assert isinstance(await office.prove(), identity.DifferentPeopleError)
    assert await identity.person_of(WEB) == WEB


async def test_a_third_contact_joins_the_same_person(office):
    await office.prove(WEB)
    await office.prove(OTHER)

    assert len({await identity.person_of(contact) for contact in (WEB, PHONE, OTHER)}) == 1


async def test_a_code_is_good_once_and_for_ten_minutes(office, clock):
    first = await office.code()
    assert await office.say(first.code) == WEB
    assert isinstance(await office.say(first.code), proving.CodeExpiredError)
    late = await office.code()
    clock.advance(601)

    assert isinstance(await office.say(late.code), proving.CodeExpiredError)


async def test_a_newer_code_ends_the_earlier_one(office):
    first, second = await office.code(), await office.code()
    said = await office.say(first.code)

    assert isinstance(said, proving.WrongCodeError) or first.code == second.code
    assert await office.say(second.code) == WEB


async def test_five_wrong_tries_lock_the_code(office):
    right = (await office.code()).code
    wrong = "000000" if right != "000000" else "000001"
    tries = [await office.say(wrong) for _ in range(4)]
    fifth = await office.say(wrong)

    assert [error.left for error in tries] == [4, 3, 2, 1]
    assert isinstance(fifth, proving.CodeLockedError)
    assert isinstance(await office.say(right), proving.CodeLockedError)


@pytest.mark.parametrize("code", ["", "abc", "9" * 10_000, "\uff11" * 6, "'; DROP TABLE x"])
async def test_what_is_no_code_is_a_wrong_one(office, code):
    await office.code()

    assert isinstance(await office.say(code), proving.WrongCodeError)


async def test_nobody_uses_a_code_that_another_contact_asked_for(office):
    code = (await office.code(WEB)).code

    assert isinstance(await office.say(code, OTHER), proving.CodeExpiredError)


async def test_three_codes_an_hour_and_ten_a_day_go_to_one_number(office, clock):
    sent, refused = 0, []
    for quarter in range(24 * 4):
        clock.advance(900)
        try:
            await office.code(1000 + quarter)
            sent += 1
        except proving.TooManyCodesError as error:
            refused.append(error.minutes)

    assert sent == 10
    assert refused[0] == 15
    assert refused[-1] <= 24 * 60


async def test_one_contact_does_not_send_codes_to_all_its_neighbours(office):
    for last in range(3):
        await office.code(phone=f"+62812000001{last:02}")
    with pytest.raises(proving.TooManyCodesError):
        await office.code(phone="+6281200000199")


@pytest.mark.parametrize(
    "phone", ["", "123", "+14155552671", "+62215550000", "1500", "TELKOMSEL", "0" * 5000]
)
async def test_codes_go_to_indonesian_mobiles_alone(office, phone):
    with pytest.raises(proving.PhoneNotAllowedError):
        await office.code(phone=phone)


async def test_no_code_stands_in_the_database(office, tmp_path):
    code = (await office.code()).code
    for file in tmp_path.glob("loket.sqlite3"):
        rows = sqlite3.connect(file).execute("select * from proof_code").fetchall()
        assert all(code != str(value) for row in rows for value in row)


async def refuses(address="visitor-1", channel="web"):
    return await people.has_opted_out(channel, address)


async def test_who_wants_no_promotions_is_sent_none_until_they_want_them_again(office, clock):
    async with transaction():
        await people.set_promotions(WEB, are_wanted=False, at_ms=clock.ms)
    assert (await people.refused([WEB]), await refuses()) == (Scope.PROMO, True)
    async with transaction():
        await people.set_promotions(WEB, are_wanted=True, at_ms=clock.ms)

    assert (await people.refused([WEB]), await refuses()) == (None, False)


async def test_who_refused_everything_is_brought_back_by_all_alone(office, clock):
    async with transaction():
        await people.set_opted_out(WEB, at_ms=clock.ms)
        await people.set_promotions(WEB, are_wanted=True, at_ms=clock.ms)
    assert (await people.refused([OTHER, WEB]), await refuses()) == (Scope.ALL, True)
    async with transaction():
        await people.set_opted_out(WEB, at_ms=None)

    assert (await people.refused([WEB]), await refuses()) == (None, False)


async def test_a_refusal_in_the_very_first_message_counts(office, clock):
    async with transaction():
        await people.set_opted_out(777, at_ms=clock.ms)
    await office.meet(777, "sms", "+6281200000777")

    assert await refuses("+6281200000777", "sms")
