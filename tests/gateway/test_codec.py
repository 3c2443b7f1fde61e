"""The PDU codec: vectors of our own, round trips, and bytes that are no PDU."""

import time
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway import gsm7, header, moment
from gateway.address import ALPHANUMERIC, INTERNATIONAL, UNKNOWN, Address
from gateway.coding import UCS2, Alphabet, Coding
from gateway.errors import PduError
from gateway.header import LOCKING_SHIFT, SINGLE_SHIFT, Concatenation, Element, Ports
from gateway.moment import AbsoluteValidity, EnhancedValidity, RelativeValidity
from gateway.national import Language, locking_table, single_table
from gateway.pdu import Deliver, StatusReport, Submit, octets_of, read, tpdu_octets
from gateway.tables import EMPTY
from gateway.waiting import Awaited, Waiting
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
    st.binary(max_size=256).map(lambda raw: bytes(octet & 127 for octet in raw)), st.integers(0, 6)
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


@pytest.mark.parametrize("identifier", [*Language, 99])
def test_each_pair_of_tables_writes_what_it_reads(identifier):
    table = locking_table(identifier)
    letters = (set(table) | set(single_table(identifier).values())) - {"\x1b", EMPTY}

    assert len(table) == 128
    for letter in letters:
        written = gsm7.encode(letter, locking=identifier, single=identifier)
        assert gsm7.decode(written, locking=identifier, single=identifier) == letter


@pytest.mark.parametrize("identifier", Language)
def test_a_table_holds_each_character_once(identifier):
    locking = locking_table(identifier).replace(EMPTY, "")
    single = list(single_table(identifier).values())
    # These have an asterisk and an exclamation mark twice.
    twice = 2 if identifier >= Language.BENGALI else 0

    assert len(set(locking)) == len(locking)
    assert len(set(single)) == len(single) - twice


@pytest.mark.parametrize("identifier", Language)
def test_every_table_has_the_digits_and_what_lines_are_made_of(identifier):
    table = locking_table(identifier)

    assert table[0x30:0x3B] == "0123456789:"
    assert (table[0x0A], table[0x0D], table[0x1B], table[0x20]) == ("\n", "\r", "\x1b", " ")
    assert single_table(identifier)[0x65] == "€"
    assert 0x1B not in single_table(identifier)


@pytest.mark.parametrize("identifier", range(Language.BENGALI, Language.URDU))
def test_letters_of_india_are_those_of_one_block(identifier):
    """Unicode names every letter after its script, so a slip into a neighbour's block shows."""
    own = {
        unicodedata.name(letter).split()[0]
        for letter in locking_table(identifier) + "".join(single_table(identifier).values())
        if "\u0900" <= letter < EMPTY and letter not in "।॥€"
    }
    script = {Language.HINDI: "DEVANAGARI", Language.PUNJABI: "GURMUKHI"}

    assert own == {script.get(Language(identifier), Language(identifier).name)}


def test_a_place_without_a_character_is_shown_as_lost():
    assert gsm7.decode(b"\x00a", locking=Language.KANNADA) == "\ufffda"
    assert gsm7.decode(b"\x1b\x0d", locking=Language.TAMIL, single=Language.TAMIL) == "\r"


def test_text_that_a_table_lacks_is_refused():
    with pytest.raises(PduError):
        gsm7.encode("ക", locking=Language.TAMIL, single=Language.TAMIL)


NATIONAL = [
    # One word and a number of each language; septets written down from the standard's tables.
    (Language.BENGALI, "বাংলা ৫", "40 50 01 46 50 20 1B 1F"),
    (Language.GUJARATI, "ગુજરાતી ૧", "17 53 1D 44 50 27 52 20 1B 1D"),
    (Language.HINDI, "हिन्दी ३।", "4D 51 2F 5F 2B 52 20 1B 1F 1B 19"),
    (Language.KANNADA, "ಕನ್ನಡ ೯", "15 2F 5F 2F 24 20 1B 25"),
    (Language.MALAYALAM, "മലയാളം ൽ", "42 46 43 50 47 01 20 1B 32"),
    (Language.ORIYA, "ଓ\u0b5cିଆ ୦", "13 1B 26 51 04 20 1B 1C"),  # noqa: RUF001 - digits
    (Language.PUNJABI, "ਪੰਜਾਬੀ ੪", "3D 7B 1D 50 40 52 20 1B 20"),  # noqa: RUF001 - digits
    (Language.TAMIL, "தமிழ் ௮", "27 42 51 48 5F 20 1B 24"),
    (Language.TELUGU, "తెలుగు ౦", "27 58 46 53 17 53 20 1B 1C"),  # noqa: RUF001 - digits
    (Language.URDU, "اردو ۷", "00 25 1A 53 20 1B 23"),  # noqa: RUF001 - digits
]


@pytest.mark.parametrize(("language", "text", "septets"), NATIONAL)
def test_a_word_in_its_language_has_the_standards_septets(language, text, septets):
    raw = bytes.fromhex(septets)
    elements = tuple(Element(shift, bytes((language,))) for shift in (SINGLE_SHIFT, LOCKING_SHIFT))
    pdu = Submit(BUDI, text, header=elements)

    assert gsm7.encode(text, locking=language, single=language) == raw
    assert gsm7.decode(raw, locking=language, single=language) == text
    assert read(pdu.to_bytes()) == pdu


def test_a_turkish_deliver_of_our_own():
    """A header of seven octets is eight septets, so no bits are filled."""
    written = (
        "00"  # the modem's own service centre
        "44"  # DELIVER with a header, no more messages
        "0D91261832547698F0"
        "0000"
        "62114261000082"
        "0D"  # 13 septets: 8 of the header, 5 of the text
        "06"  # header: both shifts to Turkish
        "250101"
        "240101"
        "9C74879D06"
    )
    pdu = read(bytes.fromhex(written))

    assert pdu.content == "Şişli"
    assert pdu.header == (Element(LOCKING_SHIFT, b"\1"), Element(SINGLE_SHIFT, b"\1"))
    assert pdu.to_bytes() == bytes.fromhex(written)


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
    ("written", "at"),
    [
        ("62114261000082", datetime(2026, 11, 24, 16, tzinfo=WIB)),
        ("62114261000000", datetime(2026, 11, 24, 16, tzinfo=UTC)),
        # Three and a half hours west: 14 quarters, and the eight of the sign.
        ("62114261000049", datetime(2026, 11, 24, 16, tzinfo=timezone(timedelta(hours=-3.5)))),
        # Nepal, five hours and three quarters east: 23 quarters.
        ("62114261000032", datetime(2026, 11, 24, 16, tzinfo=timezone(timedelta(hours=5.75)))),
        # The furthest that three bits and a digit can say.
        ("6211426100009F", datetime(2026, 11, 24, 16, tzinfo=timezone(timedelta(hours=-19.75)))),
        ("00000000000000", None),
        ("62134261000082", None),  # a thirteenth month
        ("62114242000082", None),  # hour 24
        ("6211A261000082", None),
    ],
)
def test_a_time_stamp_has_its_zone_in_quarter_hours(written, at):
    assert moment.stamp_of(bytes.fromhex(written)) == at
    if at is not None:
        read_zone = moment.stamp_of(bytes.fromhex(written)).utcoffset()
        assert read_zone == at.utcoffset()
        assert moment.stamp_to_bytes(at).hex().upper() == written


@pytest.mark.parametrize(
    "zone", [timezone(timedelta(hours=20)), timezone(-timedelta(minutes=7)), timezone.max]
)
def test_a_zone_that_cannot_be_written_is_written_as_utc(zone):
    at = datetime(2026, 11, 24, 16, tzinfo=zone)

    assert moment.stamp_of(moment.stamp_to_bytes(at)) == at


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
        ("42FF0000000000", 255),
        ("03FF3041000000", None),  # hours that are no digits
        ("82400A00000000", None),  # goes on in another octet
        ("07000000000000", None),
        ("00000000000000", None),
    ],
)
def test_enhanced_validity_in_seconds(written, seconds):
    validity = EnhancedValidity(bytes.fromhex(written))

    assert validity.seconds == seconds
    assert validity.is_single_shot is written.startswith("4")


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
    ("scheme", "waiting"),
    [
        (0x00, None),
        (0xF0, None),
        (0xC0, Waiting(Awaited.VOICE, 0)),
        (0xC8, Waiting(Awaited.VOICE)),
        (0xC9, Waiting(Awaited.FAX)),
        (0xD2, Waiting(Awaited.MAIL, 0, is_kept=True)),
        (0xD8, Waiting(Awaited.VOICE, is_kept=True)),
        (0xEB, Waiting(Awaited.OTHER, is_kept=True)),
    ],
)
def test_groups_of_waiting_messages(scheme, waiting):
    assert Coding(scheme).waiting == waiting


@pytest.mark.parametrize(
    ("written", "waiting"),
    [
        ("01020003", Waiting(Awaited.VOICE, 3)),
        ("01028100", Waiting(Awaited.FAX, 0, is_kept=True)),
        ("010100", None),
        ("05040B8423F0", None),
    ],
)
def test_a_header_that_tells_of_waiting_messages(written, waiting):
    raw = bytes.fromhex(written)

    assert header.waiting((Element(raw[0], raw[2:]),)) == waiting


@pytest.mark.parametrize(
    ("written", "ports"),
    [
        ("05040B8423F0", Ports(2948, 9200)),
        ("0402EFE0", Ports(0xEF, 0xE0, width=8)),
        ("05020B84", None),
        ("0403EFE000", None),
        ("0003010201", None),
    ],
)
def test_ports_of_8_and_16_bits(written, ports):
    raw = bytes.fromhex(written)
    element = Element(raw[0], raw[2:])

    assert header.ports((element,)) == ports
    if ports:
        assert ports.element() == element


@pytest.mark.parametrize("header_octets", range(1, 15))
def test_any_header_leaves_the_text_whole(header_octets):
    """Headers of every length, so with every number of fill bits."""
    elements = (Element(0x70, b"x" * (header_octets - 1)),)
    pdu = Submit(BUDI, "Kunci {1}", header=elements)

    assert read(pdu.to_bytes()) == pdu


@pytest.mark.parametrize("width", [8, 16])
def test_a_part_that_is_full_to_the_last_septet(width):
    """16 bits of reference make a header of eight octets: six fill bits, 152 septets of room."""
    place = Concatenation(65535 % 2**width, 255, 255, width).element()
    room = 153 if width == 8 else 152
    full = Submit(BUDI, "a" * room, header=(place,))

    assert read(full.to_bytes()) == full
    assert len(full.to_bytes()) == len(Submit(BUDI, "a" * 160).to_bytes())
    with pytest.raises(PduError):
        Submit(BUDI, "a" * (room + 1), header=(place,)).to_bytes()


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
        lambda: moment.stamp_to_bytes(datetime(2000, 1, 1, tzinfo=timezone(timedelta(hours=20)))),
        lambda: moment.stamp_to_bytes(datetime.min.replace(tzinfo=timezone.max)),
        lambda: moment.stamp_to_bytes(datetime.max.replace(tzinfo=timezone.min)),
        lambda: Submit(BUDI, "a", reference=256).to_bytes(),
        lambda: Submit(BUDI, "a", protocol=-1).to_bytes(),
        lambda: Submit(BUDI, "a", coding=Coding(999)).to_bytes(),
        lambda: Submit(Address("1", 300), "a").to_bytes(),
        lambda: Submit(BUDI, "a", smsc=Address("1", 300)).to_bytes(),
        lambda: Submit(BUDI, "a", validity=RelativeValidity(256)).to_bytes(),
        lambda: Submit(BUDI, "a", validity=EnhancedValidity(b"short")).to_bytes(),
        lambda: Submit(BUDI, "a", header=(Element(256, b""),)).to_bytes(),
        lambda: Submit(BUDI, "a", header=(Element(1, b"a" * 256),)).to_bytes(),
        lambda: Submit(BUDI, "", header=(Element(1, b"a" * 139),)).to_bytes(),
        lambda: StatusReport(1, BUDI, None, None, status=256).to_bytes(),
        lambda: gsm7.pack(bytes(257)),
        lambda: gsm7.unpack(bytes(300), 257),
        lambda: Concatenation(256, 2, 1).element(),
        lambda: Concatenation(65536, 2, 1, width=16).element(),
        lambda: Concatenation(1, 256, 1).element(),
        lambda: Ports(65536, 0).element(),
        lambda: Ports(256, 0, width=8).element(),
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
