"""The PDU codec: vectors of our own, round trips, and bytes that are no PDU."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway import gsm7, header, moment
from gateway.address import ALPHANUMERIC, INTERNATIONAL, UNKNOWN, Address
from gateway.coding import UCS2, Alphabet, Coding
from gateway.errors import PduError
from gateway.header import LOCKING_SHIFT, SINGLE_SHIFT, Concatenation, Element
from gateway.moment import AbsoluteValidity, EnhancedValidity, RelativeValidity
from gateway.national import _LOCKING, _SINGLE, locking_table, single_table
from gateway.pdu import Deliver, StatusReport, Submit, octets_of, read, tpdu_octets
from models.terms.segments import DEFAULT_ALPHABET, EXTENSION

WIB = timezone(timedelta(hours=7))
BUDI = Address("6281234567890")
PLAIN = DEFAULT_ALPHABET.replace("\x1b", "") + "".join(EXTENSION.values())

plain_texts = st.text(alphabet=PLAIN, max_size=70)
wide_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=33)
digits = st.text("0123456789*#abc", min_size=1, max_size=20)
numbers = st.builds(Address, digits, st.sampled_from([INTERNATIONAL, UNKNOWN]))
names = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz0123456789 ", min_size=1, max_size=11).map(
    lambda name: Address(name, ALPHANUMERIC)
)
DAWN, DUSK = datetime(2000, 1, 1), datetime(2099, 12, 31)  # noqa: DTZ001 - hypothesis wants them bare
stamps = st.datetimes(DAWN, DUSK).flatmap(
    lambda at: st.integers(-79, 79).map(
        lambda quarters: at.replace(
            microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)) if quarters else UTC
        )
    )
)
places = st.builds(
    lambda total, number, reference, width: Concatenation(
        reference % 2**width, total, min(number, total), width
    ),
    st.integers(1, 255),
    st.integers(1, 255),
    st.integers(0, 65535),
    st.sampled_from([8, 16]),
)
headers = st.one_of(st.just(()), places.map(lambda place: (place.element(),)))
bodies = st.one_of(
    st.tuples(plain_texts, st.sampled_from([Coding(0), Coding(0x10), Coding(0xF1), Coding(0xC8)])),
    st.tuples(wide_texts, st.sampled_from([UCS2, Coding(0x18), Coding(0xE0)])),
    st.tuples(st.binary(max_size=60), st.sampled_from([Coding(4), Coding(0xF5), Coding(0x20)])),
)
validities = st.one_of(
    st.none(),
    st.builds(RelativeValidity, st.integers(0, 255)),
    st.builds(AbsoluteValidity, stamps),
    st.builds(EnhancedValidity, st.binary(min_size=7, max_size=7)),
)
flags = st.booleans()
octets = st.integers(0, 255)

delivers = st.builds(
    lambda body, **fields: Deliver(content=body[0], coding=body[1], **fields),
    bodies,
    sender=st.one_of(numbers, names),
    sent_at=stamps,
    header=headers,
    protocol=octets,
    smsc=st.one_of(st.none(), numbers),
    more_follow=flags,
    report_follows=flags,
    reply_path=flags,
)
submits = st.builds(
    lambda body, **fields: Submit(content=body[0], coding=body[1], **fields),
    bodies,
    recipient=numbers,
    header=headers,
    validity=validities,
    reference=octets,
    protocol=octets,
    smsc=st.one_of(st.none(), numbers),
    report_requested=flags,
    reject_duplicates=flags,
    reply_path=flags,
)
reports = st.builds(
    StatusReport,
    reference=octets,
    recipient=numbers,
    sent_at=stamps,
    discharged_at=stamps,
    status=octets,
    smsc=st.one_of(st.none(), numbers),
    more_follow=flags,
    for_command=flags,
)


@given(st.one_of(delivers, submits, reports))
def test_a_pdu_reads_back_as_it_was_written(pdu):
    assert read(pdu.to_bytes()) == pdu


def test_a_deliver_of_our_own():
    pdu = Deliver(
        sender=BUDI,
        content="CEK {1} €",
        sent_at=datetime(2026, 11, 24, 16, 0, 0, tzinfo=WIB),
        smsc=Address("62811000000"),
    )

    written = (
        "07912618010000F0"  # service centre +62811000000
        "04"  # DELIVER, no more messages
        "0D91261832547698F0"  # thirteen digits, international
        "0000"  # protocol, coding
        "62114261000082"  # 2026-11-24 16:00:00, 28 quarters of an hour east
        "0C"  # twelve septets, three of them behind an escape
        "C3E212B441C53629D0A60C"
    )
    assert pdu.to_bytes() == bytes.fromhex(written)
    assert read(bytes.fromhex(written)) == pdu


@pytest.mark.parametrize(
    ("text", "packed"),
    [
        ("hellohello", "E8329BFD4697D9EC37"),
        ("", ""),
        ("@", "00"),
        ("1234567", "31D98C56B3DD00"),
        ("12345678", "31D98C56B3DD70"),
        ("€", "9B32"),
    ],
)
def test_septets_are_packed_low_bits_first(text, packed):
    assert gsm7.pack(gsm7.encode(text)).hex().upper() == packed
    assert gsm7.decode(gsm7.unpack(bytes.fromhex(packed), len(gsm7.encode(text)))) == text


@given(
    st.binary(max_size=160).map(lambda raw: bytes(octet & 127 for octet in raw)), st.integers(0, 6)
)
def test_septets_unpack_as_packed(septets, fill_bits):
    packed = gsm7.pack(septets, fill_bits=fill_bits)

    assert gsm7.unpack(packed, len(septets), fill_bits=fill_bits) == septets


@pytest.mark.parametrize(
    ("septets", "text"),
    [
        (b"\x1b\x65", "€"),
        (b"\x1bA", "A"),
        (b"\x1b\x1bA", " A"),
        (b"A\x1b", "A "),
        (b"\x1b\x1b\x1b\x65", " €"),
        (b"\x1b\x0a", "\f"),
    ],
)
def test_escapes_without_meaning_show_what_the_standard_asks(septets, text):
    assert gsm7.decode(septets) == text


@pytest.mark.parametrize("identifier", [0, 1, 3, 99])
def test_each_locking_table_writes_what_it_reads(identifier):
    table = locking_table(identifier)

    assert len(table) == 128
    for code, letter in enumerate(table):
        if code != 0x1B:
            written = gsm7.encode(letter, locking=identifier, single=identifier)
            assert gsm7.decode(written, locking=identifier, single=identifier) == letter


def test_tables_hold_each_character_once():
    for table in _LOCKING.values():
        assert len(set(table)) == 128
    for table in _SINGLE.values():
        assert len(set(table.values())) == len(table)


@pytest.mark.parametrize(
    ("text", "locking", "single"),
    [("Şişli ğı İ", 1, 1), ("Şehir", 0, 1), ("Málaga ç Ú", 0, 2), ("São João Ê", 3, 3)],
)
def test_national_tables_are_chosen_by_the_header(text, locking, single):
    elements = (
        Element(SINGLE_SHIFT, bytes((single,))),
        *((Element(LOCKING_SHIFT, bytes((locking,))),) if locking else ()),
    )
    pdu = Deliver(sender=BUDI, content=text, sent_at=None, header=elements)

    assert read(pdu.to_bytes()).content == text


def test_an_unknown_language_is_the_default():
    assert single_table(200) == EXTENSION


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Telfort", "0DD0D432DBFC96D301"),
        ("Loket", "09D0CCF7BA4C07"),
        ("Disdukcapil", "14D0C4F49C5C5F8FC3F0341B"),
    ],
)
def test_a_named_sender_keeps_its_letters(name, written):
    sender = Address(name, ALPHANUMERIC)

    assert sender.to_bytes().hex().upper() == written
    assert Address.take(bytes.fromhex(written), 0) == (sender, len(written) // 2)


def test_seven_letters_counted_as_seven_octets_get_no_at_sign():
    octets_counted = bytes.fromhex("0ED0D432DBFC96D301")

    assert Address.take(octets_counted, 0)[0].value == "Telfort"


def test_a_torn_time_stamp_costs_the_time_and_not_the_message():
    pdu = bytearray(Deliver(BUDI, "halo", datetime(2026, 1, 2, tzinfo=UTC)).to_bytes())
    pdu[13] = 0xFF

    assert read(bytes(pdu)) == Deliver(BUDI, "halo", None)


@pytest.mark.parametrize(
    ("octet", "minutes"),
    [
        (0, 5),
        (143, 720),
        (144, 750),
        (167, 1440),
        (168, 2880),
        (196, 43200),
        (197, 50400),
        (255, 635040),
    ],
)
def test_relative_validity_in_minutes(octet, minutes):
    assert RelativeValidity(octet).minutes == minutes
    assert RelativeValidity.at_least(minutes).octet == octet


@given(st.integers(0, 700_000))
def test_a_validity_is_at_least_what_was_asked(minutes):
    assert RelativeValidity.at_least(minutes).minutes >= min(minutes, 635040)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("01470000000000", 72 * 5 * 60),
        ("02FF0000000000", 255),
        ("03213041000000", 12 * 3600 + 3 * 60 + 14),
        ("00000000000000", None),
    ],
)
def test_enhanced_validity_in_seconds(written, seconds):
    assert EnhancedValidity(bytes.fromhex(written)).seconds == seconds


@pytest.mark.parametrize(
    ("scheme", "alphabet", "message_class"),
    [
        (0x00, Alphabet.GSM7, None),
        (0x04, Alphabet.DATA, None),
        (0x08, Alphabet.UCS2, None),
        (0x0C, Alphabet.GSM7, None),
        (0x10, Alphabet.GSM7, 0),
        (0x19, Alphabet.UCS2, 1),
        (0x48, Alphabet.UCS2, None),
        (0xC0, Alphabet.GSM7, None),
        (0xD8, Alphabet.GSM7, None),
        (0xE8, Alphabet.UCS2, None),
        (0xF0, Alphabet.GSM7, 0),
        (0xF6, Alphabet.DATA, 2),
        (0x80, Alphabet.GSM7, None),
    ],
)
def test_coding_schemes(scheme, alphabet, message_class):
    coding = Coding(scheme)

    assert (coding.alphabet, coding.message_class) == (alphabet, message_class)


@pytest.mark.parametrize(
    "written", ["000300", "00030101", "0003010102", "08040001FF", "080400010003", "000301FF00"]
)
def test_a_place_that_cannot_be_is_ignored(written):
    raw = bytes.fromhex(written)
    elements = (Element(raw[0], raw[2:]),)
    place = header.concatenation(elements)

    assert place is None or 0 < place.number <= place.total


@pytest.mark.parametrize(
    "too_much",
    [
        lambda: Submit(BUDI, "a" * 161).to_bytes(),
        lambda: Submit(BUDI, "я").to_bytes(),
        lambda: Submit(BUDI, "a", coding=Coding(4)).to_bytes(),
        lambda: Submit(BUDI, b"a").to_bytes(),
        lambda: Submit(BUDI, "я" * 71, coding=UCS2).to_bytes(),
        lambda: Submit(Address("12x"), "a").to_bytes(),
        lambda: Submit(Address("1" * 21), "a").to_bytes(),
        lambda: Deliver(Address("a" * 12, ALPHANUMERIC), "a", None).to_bytes(),
        lambda: Deliver(BUDI, "a", datetime(2026, 1, 1)).to_bytes(),  # noqa: DTZ001 - no zone
        lambda: moment.stamp_to_bytes(datetime(1999, 1, 1, tzinfo=UTC)),
    ],
)
def test_what_fits_into_no_pdu_is_refused(too_much):
    with pytest.raises(PduError):
        too_much()


@pytest.mark.parametrize(
    "written", ["", "0", "zz", "00", "0004", "00" * 600, "FF", "07912618010000F0"]
)
def test_what_is_no_pdu_is_refused(written):
    with pytest.raises(PduError):
        read(octets_of(written))


def test_the_length_for_cmgs_leaves_the_service_centre_out():
    assert tpdu_octets(bytes.fromhex("07912618010000F00102")) == 2
    assert tpdu_octets(bytes.fromhex("000102")) == 2


@given(st.binary(max_size=200))
def test_only_the_declared_exception_comes_out_of_bytes(raw):
    try:
        pdu = read(raw)
    except PduError:
        return
    assert isinstance(pdu, Deliver | Submit | StatusReport)


@given(st.one_of(delivers, submits, reports), st.data())
def test_only_the_declared_exception_comes_out_of_a_damaged_pdu(pdu, data):
    raw = bytearray(pdu.to_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(octets)
    cut = data.draw(st.integers(0, len(raw)))
    for damaged in (bytes(raw), bytes(raw[:cut])):
        try:
            read(damaged)
        except PduError:
            continue


def test_a_full_deliver_is_read_quickly():
    raw = Deliver(BUDI, "a" * 160, datetime(2026, 1, 1, tzinfo=UTC)).to_bytes()
    began = time.perf_counter()
    for _ in range(200):
        read(raw)

    assert (time.perf_counter() - began) / 200 < 0.001
