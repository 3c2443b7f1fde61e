"""Each habit of real modems that the simulated one can play, and who has it."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from gateway.address import Address
from gateway.coding import Coding
from gateway.header import PORTS_16_BIT, Element
from gateway.pdu import Deliver, StatusReport, Submit, octets_of, tpdu_octets
from gateway.simulator import PROFILES, SimulatedModem, profile_named
from gateway.simulator.profiles import Quirk
from gateway.simulator.ussd import BALANCE, packed, unpacked
from models.terms.channel import Outbound, Stage
from tests.gateway.recording import PATIENCE_SECONDS
from tests.gateway.terminal import Terminal

BUDI = "+6281234567890"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6
SENT_AT = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@asynccontextmanager
async def talking_to(profile, path, **options):
    options = {"report_seconds": 0.0, "away_seconds": 0.01, "sim_busy_seconds": 0.0} | options
    async with SimulatedModem(
        link=str(path / "modem"), profile=profile_named(profile), **options
    ) as modem:
        terminal = Terminal(modem.where)
        try:
            yield modem, terminal
        finally:
            terminal.close()


HABITS = [
    ("wavecom", "AT+CPIN?", "\r\n+CPIN: READY\r\n"),
    ("wavecom", "AT+CGMI", "\r\n WAVECOM MODEM\r\n\r\nOK\r\n"),
    ("wavecom", "AT+CGMR", "\r\nERROR\r\n"),
    (
        "wavecom",
        "AT+CPMS=?",
        '\r\n+CPMS: (("SM","ME","SR"),("SM","ME"),("SM","ME"))\r\n\r\nOK\r\n',
    ),
    ("wavecom", 'AT+CPMS="SM","SM","SR"', "\r\nERROR\r\n"),
    ("huawei", "AT+NONSENSE", "\r\nCOMMAND NOT SUPPORT\r\n"),
    ("zte", "AT+CFUN?", "\r\n+CFUN: (0,1,4),(0,1)\r\n\r\nOK\r\n"),
    ("qualcomm", "AT+CNMI=?", "\r\n+CNMI: (0-3),(0-2),(0),(0-2),(0,1)\r\n\r\nOK\r\n"),
    ("qualcomm", "AT+CNMI=2,1,0,1,0", "\r\nERROR\r\n"),
    ("qualcomm", "AT+CNMI=2,1,0,2,0", "\r\nOK\r\n"),
    ("nokia_s60", "AT+CNMI=2,1", "\r\nERROR\r\n"),
    ("nokia_s60", "AT+CMGL=4", "\r\nERROR\r\n"),
    ("nokia_s60", "AT+CMGR=1", "\r\nERROR\r\n"),
    ("phonesim", "AT", "\r\nERROR\r\n"),
    ("phonesim", "AT+CMEE=1", "\r\nERROR\r\n"),
]


@pytest.mark.parametrize(("profile", "command", "answer"), HABITS)
async def test_a_model_answers_in_its_own_way(tmp_path, profile, command, answer):
    async with talking_to(profile, tmp_path) as (modem, terminal):
        modem.state.settings.echo = False
        modem.state.is_room_asked = True

        assert (await terminal.ask(command, answer)).endswith(answer)


async def test_wavecom_says_no_ok_after_ready(tmp_path):
    async with talking_to("wavecom", tmp_path) as (_modem, terminal):
        await terminal.ask("AT+CPIN?", "READY\r\n")

        assert await terminal.ask("AT") == "AT\r\r\nOK\r\n"


async def test_wavecom_is_busy_twice_after_its_power_was_raised(tmp_path):
    async with talking_to("wavecom", tmp_path) as (_modem, terminal):
        await terminal.ask("ATE0+CMEE=1;+CFUN=1")

        for _ in range(2):
            assert await terminal.ask("AT+CSQ", "515\r\n") == "\r\n+CME ERROR: 515\r\n"
        assert "+CSQ: 21" in await terminal.ask("AT+CSQ")


async def test_huawei_chatters_before_its_answers(tmp_path):
    async with talking_to("huawei", tmp_path) as (_modem, terminal):
        heard = "".join([await terminal.ask("AT") for _ in range(3)])

    assert all(f"\r\n{notice}" in heard for notice in ("^RSSI:", "^BOOT:", "^DSFLOWRPT:"))


async def test_huawei_is_quiet_when_it_is_told_to_be(tmp_path):
    async with talking_to("huawei", tmp_path) as (_modem, terminal):
        await terminal.ask("ATE0^CURC=0")

        assert await terminal.ask("AT") == "\r\nOK\r\n"


async def test_huawei_tells_that_it_is_full(tmp_path):
    async with talking_to("huawei", tmp_path, capacity=1) as (modem, terminal):
        modem.inject(BUDI, "satu")
        modem.inject(BUDI, "dua")

        assert '^SMMEMFULL: "SM"' in await terminal.expect('"SM"\r\n')
        assert modem.network.waiting == 1


async def test_huawei_ends_its_list_of_commands_in_extra_returns(tmp_path):
    async with talking_to("huawei", tmp_path) as (_modem, terminal):
        assert "\r\n+CMGS\r\r\n" in await terminal.ask("AT+CLAC")


async def test_huawei_becomes_a_disk_when_it_is_reset(tmp_path):
    async with talking_to("huawei", tmp_path) as (modem, terminal):
        terminal.write("AT+CFUN=1,1\r")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while modem.status["plugged"]:
                await asyncio.sleep(0.001)
        assert not (tmp_path / "modem").exists()

        await modem.plug_in()
        again = Terminal(modem.where)
        await again.ask("AT")
        again.close()


async def test_zte_forgets_its_service_centre(tmp_path):
    async with talking_to("zte", tmp_path) as (_modem, terminal):
        await terminal.ask("AT+CSMP=17,167,0,0")

        assert '+CSCA: "",145' in await terminal.ask("AT+CSCA?")


async def test_zte_finds_its_sim_after_a_while(tmp_path):
    async with talking_to("zte", tmp_path, sim_busy_seconds=60.0) as (modem, terminal):
        await terminal.ask("AT+CMEE=1")
        assert "+CME ERROR: 14" in await terminal.ask("AT+CPIN?", "14\r\n")
        assert "+CMS ERROR: 314" in await terminal.ask("AT+CMGF=0", "314\r\n")

        modem._find_card()
        assert "+CPIN: READY" in await terminal.ask("AT+CPIN?")


@pytest.mark.parametrize(("profile", "answer"), [("generic", "+CSQ: 21,99"), ("zte", "ERROR")])
async def test_zte_wants_its_pin_before_everything(tmp_path, profile, answer):
    async with talking_to(profile, tmp_path, pin="1234") as (_modem, terminal):
        assert answer in await terminal.ask("AT+CSQ", f"{answer}\r\n")


async def test_zte_floods_until_it_is_asked_for_its_room(tmp_path):
    async with talking_to("zte", tmp_path) as (_modem, terminal):
        assert "+ZUSIMR:2" in await terminal.ask("AT")
        await terminal.ask("AT+CPMS?")

        assert "+ZUSIMR:2" not in await terminal.ask("AT")


async def test_zte_names_numbers_in_reports_that_are_none(tmp_path):
    async with talking_to("zte", tmp_path) as (_modem, terminal):
        await terminal.ask("AT+CNMI=2,1,0,1,0")
        await _send(terminal, Submit(Address(BUDI[1:]), "halo", report_requested=True))
        heard = await terminal.expect("\r\n", after="+CDS: ")
        pdu = (await terminal.expect("\r\n")).strip()

    report = StatusReport.from_bytes(octets_of(pdu))
    assert (report.reference, report.recipient.written) != (1, BUDI)
    assert (report.reference, report.status) == (1, 0)
    assert heard.strip() == f"+CDS: {tpdu_octets(octets_of(pdu))}"


@pytest.mark.parametrize(("profile", "greeting"), [("sim800", "SMS Ready"), ("quectel", "RDY")])
async def test_some_say_when_they_have_started(tmp_path, profile, greeting):
    async with talking_to(profile, tmp_path) as (_modem, terminal):
        await terminal.expect(f"\r\n{greeting}\r\n")


@pytest.mark.parametrize(
    ("profile", "farewell"), [("sim800", "NORMAL POWER DOWN"), ("quectel", "POWERED DOWN")]
)
async def test_some_take_their_leave(tmp_path, profile, farewell):
    async with talking_to(profile, tmp_path) as (modem, terminal):
        modem.order("power_down")

        await terminal.expect(f"\r\n{farewell}\r\n")


async def test_sim800_says_more_of_an_mms_notice(tmp_path):
    async with talking_to("sim800", tmp_path) as (modem, terminal):
        await terminal.ask("AT+CNMI=2,1")
        modem.network.inject_pdu(_mms_notice())
        modem.inject(BUDI, "halo")

        await terminal.expect('\r\n+CMTI: "SM",1,"MMS PUSH",2,1\r\n')
        await terminal.expect('\r\n+CMTI: "SM",2\r\n')


async def test_e303_always_names_index_0(tmp_path):
    async with talking_to("e303", tmp_path) as (modem, terminal):
        await terminal.ask("AT+CNMI=2,1")
        modem.inject(BUDI, "halo")

        await terminal.expect('\r\n+CMTI: "SM",0\r\n')
        assert "+CMGL: 1,0" in await terminal.ask("AT+CMGL=4")


async def test_phonesim_does_not_echo_and_calls_every_message_0(tmp_path):
    async with talking_to("phonesim", tmp_path) as (_modem, terminal):
        assert "AT" not in await terminal.ask("ATE0")
        assert "+CMGS: 0\r\n" in await _send(terminal, Submit(Address(BUDI[1:]), "halo"))


@pytest.mark.parametrize("command", ["AT+CPIN?", "AT+COPS?"])
async def test_phonesim_answers_some_questions_late(tmp_path, command):
    async with talking_to("phonesim", tmp_path, away_seconds=0.05) as (modem, terminal):
        asked = asyncio.get_running_loop().time()
        await terminal.settle(modem, command)
        await terminal.expect("OK\r\n")

        assert asyncio.get_running_loop().time() - asked >= 0.05


@pytest.mark.parametrize(
    ("profile", "asked", "answer"),
    [
        ("generic", "*888#", f'"{BALANCE.text}",15'),
        ("zte", "*888#", f'"{BALANCE.text.encode("utf-16-be").hex().upper()}",72'),
        ("huawei", packed("*888#").hex(), f'"{packed(BALANCE.text).hex().upper()}",15'),
    ],
)
async def test_a_balance_comes_as_the_model_writes_it(tmp_path, profile, asked, answer):
    async with talking_to(profile, tmp_path) as (_modem, terminal):
        await terminal.ask(f'AT+CUSD=1,"{asked}",15')

        assert f"+CUSD: 0,{answer}\r\n" in await terminal.expect("\r\n", after="+CUSD")


async def test_huawei_takes_codes_packed_or_plain_as_it_is_set(tmp_path):
    async with talking_to("huawei", tmp_path) as (_modem, terminal):
        await terminal.ask('AT+CUSD=1,"*888#",15', "NOT SUPPORT\r\n")
        await terminal.ask("AT^USSDMODE=0")
        await terminal.ask('AT+CUSD=1,"*888#",15')

        assert BALANCE.text in await terminal.expect(",15\r\n")


@pytest.mark.parametrize(
    "text", ["", "a", "*888#", "1234567", "12345678", "Rp25.000 @ 7 hari", "€[]"]
)
def test_packing_loses_nothing(text):
    assert unpacked(packed(text)) == text


def test_each_quirk_is_somebodys():
    had = frozenset().union(*(profile.quirks for profile in PROFILES.values()))

    assert had == set(Quirk)
    assert PROFILES["generic"].quirks == frozenset()


def test_an_unknown_model_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match=r"generic.*wavecom.*nokia_s60"):
        profile_named("teletype")


async def _send(terminal, submit):
    octets = submit.to_bytes()
    await terminal.ask(f"AT+CMGS={tpdu_octets(octets)}", "\r\n> ")
    terminal.write(octets.hex() + "\x1a")
    return await terminal.expect("OK\r\n")


def _mms_notice():
    to_port = Element(PORTS_16_BIT, (2948).to_bytes(2, "big") + bytes(2))
    return Deliver(
        Address(BUDI[1:]), b"notice", SENT_AT, coding=Coding(0x04), header=(to_port,)
    ).to_bytes()


@pytest.mark.parametrize("profile", PROFILES)
async def test_the_gateway_sends_over_every_model(bench_of, profile):
    options = {"profile": profile_named(profile), "sim_busy_seconds": 0.05, "away_seconds": 0.01}
    async with bench_of(**options) as bench:
        report = await bench.send(Outbound(1, BUDI, LONG))

        assert Stage.SENT is report.stage
        assert [message.text for message in bench.modem.network.sent()] == [LONG]


@pytest.mark.parametrize("profile", [name for name in PROFILES if name != "nokia_s60"])
async def test_the_gateway_receives_over_every_model_that_can_read(bench_of, profile):
    options = {"profile": profile_named(profile), "sim_busy_seconds": 0.05, "away_seconds": 0.01}
    async with bench_of(**options) as bench:
        bench.modem.inject(BUDI, LONG)
        await bench.inbox.until(lambda: bench.inbox.stored)
        await bench.until(lambda: bench.stored == 0)

        assert bench.inbox.texts == [LONG]
