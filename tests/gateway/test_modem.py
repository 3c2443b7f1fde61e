"""One modem: who it is, what it is asked, and that no text of anybody's becomes a command."""

import asyncio
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway import gsm7
from gateway.errors import LineDownError, PduError, State
from gateway.identity import iccid_of, identity_of, masked
from gateway.link import open_link
from gateway.modem import Modem, Slot
from gateway.ports import candidates, holder_of
from gateway.probe import ask_code, probe
from gateway.profile import Profile, profile_of
from gateway.remedy import Remedy
from gateway.simulator import SimulatedModem
from gateway.simulator.profiles import PROFILES, profile_named
from gateway.ussd import CODE, UssdError, decoded, packed
from models.terms.channel import ChannelError, Outbound
from tests.gateway.lines import BUDI, PATIENCE, line_with

HOSTILE_TEXTS = [
    'halo\x1a\r\nAT+CMGD=1,4\r\n";AT+CMGD=1,4',
    "\x1b\x1bAT+CFUN=1,1\r",
    '"\r\n> \x1a+CMGS: 9\r\nOK\r\n',
    '\r\n+CMTI: "SM",1\r\n',
    "\u202e\u0000\ufeff\u2028AT&F",
]
HOSTILE_NUMBERS = [
    '+62811";AT+CMGD=1,4',
    "+62811\r\nATZ",
    "+62811\x1a",
    "\u0660\u0661\u0662\u0663\u0664",
    "\uff10\uff18\uff11\uff11",
    "",
    "+" + "1" * 40,
]
INTENDED = re.compile(
    r"ATE0|AT|AT\+(?:CMEE|CMGF|CREG|CSMS|CFUN)=[01]|AT\^CURC=0"
    r"|AT[+^](?:CGMI|CGMM|CGSN|GSN|GMI|GMM|CIMI|CCID\??|ICCID\??|QCCID|ZGETICCID|CSQ)"
    r"|AT\+(?:CPIN|CREG|CEREG|CPMS|CNMI|CSMS|CSCA|COPS|CFUN)\?|AT\+CPMS=\?"
    r'|AT\+CSCS="GSM"|AT\+CPMS="[A-Z]{2}"(?:,"[A-Z]{2}","[A-Z]{2}")?'
    r"|AT\+CNMI=[0-9](?:,[0-9]){1,4}|AT\+CMG[RD]=[0-9]{1,5}|AT\+CMGL=4|AT\+CMGS=[0-9]{1,3}"
    r"|[0-9A-F]{20,360}"
)


async def test_hostile_texts_and_numbers_never_become_commands(bench):
    for number, text in enumerate(HOSTILE_TEXTS):
        await bench.send(Outbound(number, BUDI, text))
        bench.modem.inject(BUDI, text)
    for address in HOSTILE_NUMBERS:
        with pytest.raises(ChannelError) as caught:
            await bench.send(Outbound(9, address, "halo"))
        assert not caught.value.retryable
    await bench.until(lambda: bench.stored == 0)

    assert [typed for typed in bench.modem.typed if not INTENDED.fullmatch(typed)] == []
    assert len(bench.modem.network.sent()) == len(HOSTILE_TEXTS)
    assert len(bench.inbox.stored) == len(HOSTILE_TEXTS)


async def test_only_names_of_storages_are_asked_for(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        with pytest.raises(PduError):
            await line.supervisor.modem.read(Slot('SM";+CMGD=1,4;+CPMS="', 1))
        assert not any("CMGD" in typed for typed in modem.typed)


# Who it is.


@pytest.mark.parametrize("profile", PROFILES)
async def test_a_modem_is_known_by_name_and_number(tmp_path, profile):
    async with SimulatedModem(link=str(tmp_path / "m"), profile=profile_named(profile)) as modem:
        link = await open_link(modem.where, hear=lambda _: None, patience=PATIENCE)
        identity = await identity_of(link)
        await link.close()

    assert identity.imei == "356938035643809"
    assert identity.maker == profile_named(profile).maker


class Answers:
    """A link that answers from a table; the ways to a card's number need nothing more."""

    def __init__(self, told):
        self._told = told

    async def command(self, text, *, shape):
        return tuple(line for line in self._told.get(text, ()) if shape.fullmatch(line))


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("AT+CCID", "+CCID: 89621000000000000016"),
        ("AT+CCID", '"89621000000000000016"'),
        ("AT+QCCID", "+QCCID: 89621000000000000016F"),
        ("AT^ICCID?", "^ICCID: 98260100000000000061"),
        ("AT+CRSM=176,12258,0,0,10", '+CRSM: 144,0,"98260100000000000061"'),
    ],
)
async def test_a_cards_number_is_read_in_every_form(command, told):
    assert await iccid_of(Answers({command: [told]})) == "89621000000000000016"


def test_a_masked_number_keeps_its_last_four_digits():
    assert masked("8962100000000001234") == "...1234"
    assert masked("") == ""


@pytest.mark.parametrize(
    ("maker", "model", "name"),
    [
        ("huawei", "E173", "huawei"),
        ("", "E220", "huawei"),
        ("ZTE INCORPORATED", "K3565-Z", "zte"),
        ("SIMCOM_Ltd", "SIMCOM_SIM800L", "simcom"),
        ("Quectel", "M66", "quectel"),
        ("QUALCOMM INCORPORATED", "88", "qualcomm"),
        ("Nobody", "knows", "plain"),
    ],
)
def test_a_model_is_of_a_family(maker, model, name):
    assert profile_of(maker, model).name == name


def test_no_stick_that_turns_into_a_disk_is_ever_restarted():
    for maker, model in [("huawei", "E303"), ("ZTE INCORPORATED", "MF190"), ("", "")]:
        assert not profile_of(maker, model).survives_reset


def test_a_restart_that_did_not_help_is_tried_more_rarely():
    remedy, taken = Remedy(first=600, longest=7200), []
    for now in range(0, 86_400, 60):
        if remedy.is_allowed(now=now):
            remedy.take(now=now)
            taken.append(now)

    gaps = [after - before for before, after in pairwise(taken)]
    assert gaps[:4] == [600, 1200, 2400, 4800]
    assert max(gaps) == 7200


# USSD.


@pytest.mark.parametrize("profile", ["generic", "huawei", "zte"])
async def test_the_balance_is_asked_in_the_form_that_the_model_wants(tmp_path, profile):
    options = {"profile": profile_named(profile)}
    async with line_with(tmp_path, **options) as (_, line):
        await line.until_state(State.READY)
        answer = await line.supervisor.modem.ask_network("*888#")

    assert answer.text.startswith("Pulsa Anda Rp25.000")
    assert not answer.asks_more


async def test_a_menu_of_several_lines_is_read_whole_and_ended(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        answer = await line.supervisor.modem.ask_network("*123#")

    assert answer.text == "1. Cek pulsa\n2. Cek masa aktif"
    assert answer.asks_more
    assert not modem.ussd.is_open


async def test_a_silent_network_is_waited_for_and_told(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        modem.order("ussd_silent")
        with pytest.raises(UssdError, match="did not answer in time"):
            await line.supervisor.modem.ask_network("*888#")
        assert (await line.supervisor.modem.ask_network("*888#")).text


@pytest.mark.parametrize("code", ["", "888", '*888#";AT', "*88\r8#", "*\u0661#", "*" * 80, "hello"])
async def test_only_star_hash_and_digits_are_a_code(tmp_path, code):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        with pytest.raises(UssdError):
            await line.supervisor.modem.ask_network(code)
        assert not any("CUSD" in typed for typed in modem.typed)


@pytest.mark.parametrize(
    ("text", "scheme", "said"),
    [
        ("Pulsa Rp 10.000", 15, "Pulsa Rp 10.000"),
        ("12500", 15, "12500"),
        ("00500075006C00730061", 72, "Pulsa"),
        ("00500075006C00730061", 15, "Pulsa"),
        ("00500075006C00730061", None, "Pulsa"),
        ("0645064806270641", 72, "\u0645\u0648\u0627\u0641"),
        ("AA180C3602", 15, "*100#"),
        ("", 15, ""),
        ("ABC", 15, "ABC"),
    ],
)
def test_an_answer_is_read_in_each_of_its_forms(text, scheme, said):
    assert decoded(text, scheme) == said


@given(st.text(alphabet="*#0123456789", min_size=1, max_size=60))
def test_a_packed_code_is_read_back(code):
    assert packed(code) == packed(code).upper()
    if CODE.fullmatch(code) and len(packed(code)) >= 20:
        assert decoded(packed(code), 15).rstrip("\r") == code


@given(st.text(max_size=200), st.one_of(st.none(), st.integers(0, 255)))
def test_no_answer_breaks_the_reading(text, scheme):
    decoded(text, scheme)


@given(st.binary(max_size=100), st.integers(0, 255))
def test_no_hex_breaks_the_reading(octets, scheme):
    decoded(octets.hex(), scheme)


def test_seven_spare_bits_are_filled():
    assert gsm7.unpack(bytes.fromhex(packed("*12345#")), 8)[-1:] == b"\r"


# A look from outside.


async def test_a_probe_tells_all_and_changes_nothing(tmp_path):
    async with SimulatedModem(link=str(tmp_path / "m"), pin="1234") as modem:
        found = await probe(modem.where, patience=PATIENCE)
        assert (found.sim, found.is_usable) == ("SIM PIN", False)
        modem.state.card.enter("1234", None)
        found = await probe(modem.where, patience=PATIENCE)

    assert found.is_usable
    assert (found.operator, found.signal_percent, found.capacity) == ("Loket", 68, 50)
    assert found.service_centre
    assert not any(re.search(r"CPIN=|CMGF|CNMI=|CMGR|CMGL|CMGD", typed) for typed in modem.typed)


async def test_a_held_port_is_said_to_be_held_and_by_whom(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        with pytest.raises(LineDownError) as caught:
            await ask_code(modem.where, "*888#", patience=PATIENCE)
        assert caught.value.state is State.IN_USE
        assert "process" in holder_of(modem.where)


def test_a_port_is_named_once_and_by_its_best_name(tmp_path):
    (tmp_path / "ttyUSB0").touch()
    (tmp_path / "ttyUSB1").touch()
    (tmp_path / "by-id").mkdir()
    (tmp_path / "by-id" / "usb-stick").symlink_to(tmp_path / "ttyUSB1")
    patterns = (f"{tmp_path}/by-id/*", f"{tmp_path}/ttyUSB*")

    assert list(candidates(patterns)) == [f"{tmp_path}/by-id/usb-stick", f"{tmp_path}/ttyUSB0"]


async def test_a_modem_that_was_never_prepared_says_so_has_found_nothing(tmp_path):
    async with SimulatedModem(link=str(tmp_path / "m")) as modem:
        link = await open_link(modem.where, hear=lambda _: None, patience=PATIENCE)
        assert Modem(link).findings.profile == Profile()
        await link.close()
        await asyncio.sleep(0)
