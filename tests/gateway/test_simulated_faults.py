"""What the simulated modem can be told to do wrong, as its client sees it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.address import Address
from gateway.concat import parts_of
from gateway.pdu import StatusReport, Submit, read, tpdu_octets
from gateway.simulator import Card, SimulatedModem
from gateway.simulator.console import MOST_TYPED
from gateway.simulator.faults import CODES, LASTING, MIXED, Fault, Faults
from gateway.simulator.submitted import HELD
from gateway.simulator.ussd import Reply
from tests.gateway.recording import PATIENCE_SECONDS
from tests.gateway.terminal import Terminal

BUDI = "+6281234567890"
TO_BUDI = Address(BUDI[1:])
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6
TYPED = [
    b"AT\r",
    b"\r",
    b"\x1a",
    b"\x1b",
    b"AT+CMGS=20\r",
    b"AT+CMGS=999\r",
    b"AT+CNMI=2,2,0,1,0;+CSMS=1\r",
    b"AT+CNMA\r",
    b"AT+CNMA=2\r",
    b'AT+CPMS="ME","SM","ME"\r',
    b"AT+CMGL=4\r",
    b"AT+CMGR=1\r",
    b"AT+CMGD=1,4\r",
    b"AT+CFUN=0\r",
    b"AT+CFUN=1\r",
    b'AT+CPIN="1234"\r',
    b'AT+CUSD=1,"*888#",15\r',
    b'AT+CSCS="UCS2"\r',
    b"AT&F;Z;+CLAC\r",
    b"0011000D91261832547698F0000004E8303BFD\x1a",
]
NOTICE = "\r\n^RSSI:17\r\n"


class _Clock:
    """A clock that is moved by hand."""

    def __init__(self, now):
        self.moment = now

    def now(self):
        return self.moment


@pytest.fixture
def modem_of(tmp_path):
    def make(**options):
        options = {"report_seconds": 0.0, "away_seconds": 0.01} | options
        return SimulatedModem(link=str(tmp_path / "modem"), **options)

    return make


@pytest.fixture
async def modem(modem_of):
    async with modem_of() as made:
        yield made


@pytest.fixture
async def terminal(modem):
    made = Terminal(modem.where)
    await made.ask("ATE0")
    yield made
    made.close()


async def _submit(terminal, submit=None, until="OK\r\n"):
    octets = (submit or Submit(TO_BUDI, "halo")).to_bytes()
    await terminal.ask(f"AT+CMGS={tpdu_octets(octets)}", "\r\n> ")
    terminal.write(octets.hex() + "\x1a")
    return await terminal.expect(until)


def _texts(modem):
    return [message.text for message in modem.network.sent()]


# Messages that leave.


@pytest.mark.parametrize("fault", ["answer_lost", "silence", "mute"])
async def test_nothing_is_answered(modem, terminal, fault):
    modem.order(fault)
    if fault == "mute":
        await terminal.settle(modem, "AT+CSQ")
    else:
        await _submit(terminal, until="")
        await terminal.settle(modem, "")

    assert await terminal.ask("AT") == "\r\nOK\r\n"
    assert _texts(modem) == (["halo"] if fault == "answer_lost" else [])


async def test_a_message_arrives_without_a_trace(modem, terminal):
    await terminal.ask("AT+CNMI=2,1,0,2,0")
    modem.order("trace_lost")
    await _submit(terminal, Submit(TO_BUDI, "satu", report_requested=True), until="")
    await _submit(terminal, Submit(TO_BUDI, "dua", report_requested=True))
    await terminal.expect('+CDSI: "SR",1\r\n')

    (report,) = [entry.pdu for entry in modem.mailbox.storages["SR"].entries.values()]
    assert StatusReport.from_bytes(report).reference == 2
    assert _texts(modem) == ["satu", "dua"]


async def test_an_answer_comes_late(modem, terminal):
    modem.order("answer_late")

    assert await _submit(terminal) == "\r\n+CMGS: 1\r\n\r\nOK\r\n"


@pytest.mark.parametrize("code", [38, 50, 304, 322, 331, 332, 500, 512])
async def test_a_message_is_refused_with_a_code(modem, terminal, code):
    modem.order(f"cms_error:{code}")

    assert await _submit(terminal, until=f"{code}\r\n") == f"\r\n+CMS ERROR: {code}\r\n"
    assert modem.network.submits == 0


async def test_a_message_is_refused_without_a_reason(modem, terminal):
    modem.order("plain_error")

    assert await _submit(terminal, until="ERROR\r\n") == "\r\nERROR\r\n"


async def test_a_message_is_refused_before_its_pdu(modem, terminal):
    modem.order("prompt_error:331")

    assert "+CMS ERROR: 331" in await terminal.ask("AT+CMGS=20", "331\r\n")


async def test_codes_of_the_equipment_are_told_as_they_are_wished(modem, terminal):
    told = []
    for wish in (0, 1, 2):
        await terminal.ask(f"AT+CMEE={wish}")
        modem.order("sim_busy")
        told.append((await terminal.ask("AT+CIMI", "\r\n")) + await terminal.expect("\r\n"))

    assert told == ["\r\nERROR\r\n", "\r\n+CME ERROR: 14\r\n", "\r\n+CME ERROR: SIM busy\r\n"]


async def test_an_answer_breaks_off_or_is_taken_back(modem, terminal):
    modem.order("half_line")
    assert await _submit(terminal, until="+CMG") == "\r\n+CMG"
    modem.order("reference_then_error")
    assert await _submit(terminal, until="ERROR\r\n") == "\r\n+CMGS: 2\r\n\r\nERROR\r\n"

    assert _texts(modem) == ["halo", "halo"]


async def test_notices_come_wherever_they_like(modem, terminal):
    modem.order("urc_in_submit")
    modem.order("urc_before_ok")

    expected = f"{NOTICE}\r\n+CREG: 1\r\n\r\n+CMGS: 1\r\n{NOTICE}\r\nOK\r\n"
    assert await _submit(terminal) == expected


async def test_a_notice_comes_after_the_prompt(modem, terminal):
    modem.order("urc_at_prompt")

    assert await _submit(terminal) == f"{NOTICE}\r\n+CMGS: 1\r\n\r\nOK\r\n"


async def test_an_answer_comes_byte_by_byte_and_loses_nothing(modem, terminal):
    modem.order("byte_by_byte", 2)

    assert await terminal.ask("AT+CSQ") == "\r\n+CSQ: 21,99\r\n\r\nOK\r\n"
    modem.inject(BUDI, "halo")
    assert await terminal.ask("AT") == "\r\nOK\r\n"


async def test_noise_comes_before_an_answer(modem, terminal):
    modem.order("garbage")

    assert len(await terminal.ask("AT")) > len("\r\nOK\r\n")
    assert await terminal.ask("AT") == "\r\nOK\r\n"


# Going away and coming back.


async def test_it_is_mute_until_its_port_is_opened_anew(modem, terminal):
    modem.order("mute_until_reopened")
    await terminal.settle(modem)
    await terminal.settle(modem)
    terminal.close()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while modem.faults.lasts(Fault.MUTE_UNTIL_REOPENED):
            await asyncio.sleep(0.001)

    again = Terminal(modem.where)
    assert await again.ask("AT") == "\r\nOK\r\n"
    again.close()


async def test_what_is_said_while_nobody_listens_is_lost(modem, terminal):
    await terminal.ask("AT+CNMI=2,1")
    terminal.close()
    modem.inject(BUDI, "halo")
    modem.order("urc_storm")

    again = Terminal(modem.where)
    assert "+CMGL: 1,0" in await again.ask("AT+CMGL=4")
    again.close()


async def test_it_is_mute_until_it_is_reset(modem, terminal):
    modem.order("mute_until_reset")
    await terminal.settle(modem)
    await terminal.settle(modem, "AT+CFUN=1,1")

    await terminal.expect("SMS Ready\r\n")
    assert "OK" in await terminal.ask("AT")


async def test_a_flood_ends_in_silence(modem, terminal):
    modem.order("boot_flood")
    await terminal.settle(modem)

    await terminal.expect("^BOOT:20952548,0,0,0,31")
    assert modem.faults.left == {"mute_until_reopened": 1}


async def test_a_restart_forgets_settings_and_keeps_messages(modem, terminal):
    modem.inject(BUDI, "halo")
    await terminal.ask("AT+CNMI=2,1;+CMEE=1")
    modem.order("reboot")
    await terminal.expect("SMS Ready\r\n")

    assert "+CNMI: 0,0,0,0,0" in await terminal.ask("AT+CNMI?")
    assert "+CMGR: 0" in await terminal.ask("AT+CMGR=1")


async def test_what_is_powered_down_comes_back_when_it_is_plugged_in(modem, terminal):
    modem.order("power_down")
    terminal.write("AT\r")
    await modem.plug_in()

    again = Terminal(modem.where)
    assert (await again.ask("AT")).endswith("AT\r\r\nOK\r\n")
    again.close()


async def test_another_card_has_other_numbers_and_other_messages(modem, terminal):
    modem.inject(BUDI, "halo")
    before = modem.status["sim"]
    modem.order("swap_sim")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while modem.status["plugged"]:
            await asyncio.sleep(0.001)
        while not modem.status["plugged"]:
            await asyncio.sleep(0.001)

    after = modem.status["sim"]
    assert before["subscriber"] != after["subscriber"]
    assert before["serial"] != after["serial"]
    assert modem.status["storage"]["SM"]["used"] == 0


async def test_who_it_is_can_be_set(modem, terminal):
    modem.state.equipment, modem.state.operator = "490154203237518", "TELKOMSEL"
    modem.insert(Card("510109999999999", "8962109999999999999", "+6281199999999"))

    assert "490154203237518" in await terminal.ask("AT+CGSN")
    assert '"TELKOMSEL"' in await terminal.ask("AT+COPS?")
    assert "510109999999999" in await terminal.ask("AT+CIMI")
    assert "+CCID: 8962109999999999999" in await terminal.ask("AT+CCID")
    assert '+CNUM: "","+6281199999999",145' in await terminal.ask("AT+CNUM")


async def test_without_a_card_it_says_so(modem, terminal):
    await terminal.ask("AT+CMEE=1")
    modem.order("sim_removed")

    assert "+CME ERROR: 10" in await terminal.ask("AT+CPIN?", "10\r\n")
    assert "+CMS ERROR: 310" in await terminal.ask("AT+CMGL=4", "310\r\n")
    assert "+CREG: 0,0" in await terminal.ask("AT+CREG?")
    modem.order("sim_removed", 0)
    assert "READY" in await terminal.ask("AT+CPIN?")


# PIN.


async def test_a_pin_opens_the_card_and_three_wrong_ones_close_it(modem_of):
    async with modem_of(pin="1234") as modem:
        terminal = Terminal(modem.where)
        await terminal.ask("ATE0")
        await terminal.ask("AT+CMEE=1")
        assert "+CPIN: SIM PIN" in await terminal.ask("AT+CPIN?")
        assert "+CMS ERROR: 311" in await terminal.ask("AT+CMGF=0", "311\r\n")
        assert "+CME ERROR: 11" in await terminal.ask("AT+CIMI", "11\r\n")
        for left in (2, 1, 0):
            await terminal.ask('AT+CPIN="0000"', "+CME ERROR: 16\r\n")
            assert modem.status["sim"]["pin_tries_left"] == left
        assert "+CPIN: SIM PUK" in await terminal.ask("AT+CPIN?")
        assert "+CMS ERROR: 316" in await terminal.ask("AT+CMGL=4", "316\r\n")
        await terminal.ask('AT+CPIN="87654321","4321"', "+CME ERROR: 16\r\n")
        await terminal.ask('AT+CPIN="12345678","4321"')
        assert "READY" in await terminal.ask("AT+CPIN?")
        terminal.close()


async def test_a_right_pin_gives_the_tries_back_and_a_restart_asks_again(modem_of):
    async with modem_of(pin="1234") as modem:
        terminal = Terminal(modem.where)
        modem.inject(BUDI, "halo")
        await terminal.ask('AT+CPIN="9999"', "ERROR\r\n")
        await terminal.ask('AT+CPIN="1234"')
        assert modem.status["sim"]["pin_tries_left"] == 3
        assert modem.network.waiting == 0
        await terminal.ask('AT+CPIN="1234"', "ERROR\r\n")

        modem.order("reboot")
        await terminal.expect("+CPIN: SIM PIN\r\n")
        terminal.close()


def test_too_many_wrong_puks_end_a_card():
    card = Card(pin="1234", pin_tries_left=0)
    for _ in range(10):
        with pytest.raises(Exception, match="16"):
            card.enter("00000000", "1111")

    with pytest.raises(Exception, match="13"):
        card.enter(card.puk, "1111")


# Network.


@pytest.mark.parametrize(("state", "told"), [(0, "0"), (2, "2"), (3, "3"), (5, "5"), (1, "1")])
async def test_it_is_registered_as_it_is_told(modem, terminal, state, told):
    await terminal.ask("AT+CREG=1")
    modem.register_as(state, signal=7)

    await terminal.expect(f"\r\n+CREG: {told}\r\n")
    assert f"+CREG: 1,{told}" in await terminal.ask("AT+CREG?")
    assert "+CSQ: 7,99" in await terminal.ask("AT+CSQ")
    assert modem.is_registered is (state in {1, 5})


async def test_a_lost_network_refuses_messages_and_keeps_those_that_come(modem, terminal):
    await terminal.ask("AT+CREG=1")
    modem.order("unregistered:3")
    await terminal.expect("\r\n+CREG: 3\r\n")
    modem.inject(BUDI, "halo")

    assert "331" in await _submit(terminal, until="331\r\n")
    assert "+CSQ: 99,99" in await terminal.ask("AT+CSQ")
    assert modem.network.waiting == 1
    modem.order("unregistered", 0)
    assert modem.network.waiting == 0


@pytest.mark.parametrize(("power", "registered"), [(0, "0"), (4, "0"), (1, "1")])
async def test_power_decides_on_the_network(modem, terminal, power, registered):
    await terminal.ask(f"AT+CFUN={power}")

    assert f"+CREG: 0,{registered}" in await terminal.ask("AT+CREG?")
    assert f"+CFUN: {power}" in await terminal.ask("AT+CFUN?")


async def test_a_signal_that_is_not_known(modem, terminal):
    modem.order("no_signal")

    assert "+CSQ: 99,99" in await terminal.ask("AT+CSQ")
    assert modem.is_registered


async def test_a_copy_is_refused_while_the_first_is_held(modem_of):
    clock = _Clock(datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    async with modem_of(clock=clock) as modem:
        terminal = Terminal(modem.where)
        first = Submit(TO_BUDI, "halo", reference=77)
        again = Submit(TO_BUDI, "halo", reference=77, reject_duplicates=True)
        assert "+CMGS: 77" in await _submit(terminal, first)
        assert "+CMS ERROR: 197" in await _submit(terminal, again, until="197\r\n")
        other = Submit(Address("6281300000000"), "halo", reference=77, reject_duplicates=True)
        assert "+CMGS: 77" in await _submit(terminal, other)
        clock.moment += HELD + timedelta(seconds=1)
        assert "+CMGS: 77" in await _submit(terminal, again)
        terminal.close()

        log = modem.network.submitted()
        assert [(one.reference, one.rejects_duplicates) for one in log] == [
            (77, False),
            (None, True),
            (77, True),
            (77, True),
        ]
        assert modem.network.submits == 3
        assert [one.n for one in modem.network.submitted(since=3)] == [4]


async def test_everything_that_was_typed_is_on_record(modem, terminal):
    await terminal.ask("AT+CMGS=9", "> ")
    terminal.write("00\x1b")
    await terminal.expect("OK\r\n")

    assert list(modem.typed) == ["ATE0", "AT+CMGS=9", "\x1b"]


async def test_parts_are_logged_as_they_come(modem, terminal):
    for part in parts_of(LONG, TO_BUDI, reference=3):
        await _submit(terminal, part)

    assert [one.part for one in modem.network.submitted()] == [(1, 3), (2, 3), (3, 3)]
    assert "".join(one.text for one in modem.network.submitted()) == LONG


# Reports.


@pytest.mark.parametrize(
    ("fault", "statuses"),
    [("report_lost", [0]), ("report_doubled", [0, 0, 0]), ("report_failed:65", [65, 0])],
)
async def test_reports_are_lost_doubled_or_bad_news(modem, terminal, fault, statuses):
    await terminal.ask("AT+CNMI=2,1,0,2,0")
    modem.order(fault)
    for text in ("satu", "dua"):
        await _submit(terminal, Submit(TO_BUDI, text, report_requested=True))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(modem.mailbox.storages["SR"].entries) < len(statuses):
            await asyncio.sleep(0.001)

    stored = [entry.pdu for entry in modem.mailbox.storages["SR"].entries.values()]
    assert [StatusReport.from_bytes(pdu).status for pdu in stored] == statuses
    assert _texts(modem) == (["dua"] if "failed" in fault else ["satu", "dua"])


# Messages that come.


async def test_a_message_that_is_handed_over_wants_to_be_acknowledged(modem, terminal):
    await terminal.ask("AT+CSMS=1;+CNMI=2,2,0,1,0")
    modem.inject(BUDI, "satu")
    modem.inject(BUDI, "dua")
    await terminal.expect("\r\n+CMT: ,")
    assert modem.network.waiting == 1

    await terminal.ask("AT+CNMA")
    await terminal.ask("AT+CNMA=1")
    assert modem.network.waiting == 0
    assert "340" in await terminal.ask("AT+CNMA", "340\r\n")


async def test_a_message_that_nobody_acknowledges_is_stored_and_no_more_handed_over(modem_of):
    async with modem_of(acknowledge_seconds=0.01) as modem:
        terminal = Terminal(modem.where)
        await terminal.ask("AT+CSMS=1;+CNMI=2,2,0,1,0")
        modem.inject(BUDI, "satu")
        await terminal.expect("\r\n+CMT: ,")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not modem.mailbox.receiving.entries:
                await asyncio.sleep(0.001)

        assert "+CNMI: 2,0,0,0,0" in await terminal.ask("AT+CNMI?")
        terminal.close()


async def test_a_message_not_acknowledged_before_a_restart_comes_again(modem, terminal):
    await terminal.ask("AT+CSMS=1;+CNMI=2,2,0,1,0")
    modem.inject(BUDI, "satu")
    await terminal.expect("\r\n+CMT: ,")
    modem.order("reboot")
    await terminal.expect("SMS Ready\r\n")

    assert len(modem.mailbox.receiving.entries) == 1


@pytest.mark.parametrize(
    ("fault", "notices"),
    [("cmti_doubled", [1, 1, 2]), ("cmti_wrong", [0, 2]), ("cmti_lost", [2])],
)
async def test_a_message_is_announced_twice_wrongly_or_not(modem, terminal, fault, notices):
    await terminal.ask("AT+CNMI=2,1")
    modem.order(fault)
    modem.inject(BUDI, "satu")
    modem.inject(BUDI, "dua")

    expected = "".join(f'\r\n+CMTI: "SM",{index}\r\n' for index in notices)
    assert await terminal.expect('"SM",2\r\n') == expected


@pytest.mark.parametrize(
    ("fault", "places"),
    [("part_missing", [1, 2]), ("part_doubled", [1, 1, 2, 3]), ("parts_shuffled", [2, 3, 1])],
)
async def test_parts_are_missing_doubled_or_shuffled(modem, fault, places):
    modem.order(fault)
    modem.inject(BUDI, LONG)

    entries = modem.mailbox.receiving.entries.values()
    came = [read(entry.pdu).concatenation.number for entry in entries]
    assert came == places


async def test_all_that_befalls_parts_may_befall_the_same(modem):
    for fault in ("part_missing", "part_doubled", "parts_shuffled"):
        modem.order(fault)
    modem.inject(BUDI, "a" * 200)

    assert len(modem.mailbox.receiving.entries) == 2


async def test_a_full_storage_leaves_messages_with_the_network(modem_of):
    async with modem_of(capacity=1) as modem:
        terminal = Terminal(modem.where)
        modem.inject(BUDI, "satu")
        modem.inject(BUDI, "dua")
        assert modem.network.waiting == 1
        await terminal.ask("AT+CMGD=1")
        assert modem.network.waiting == 0
        terminal.close()


async def test_a_message_is_not_deleted_or_not_read(modem, terminal):
    modem.inject(BUDI, "satu")
    modem.order("delete_refused")
    await terminal.ask("AT+CMGD=1", "+CMS ERROR: 500\r\n")
    modem.order("read_silent")
    await terminal.settle(modem, "AT+CMGR=1")

    assert "+CMGR:" in await terminal.ask("AT+CMGR=1")


async def test_storages_are_apart(modem, terminal):
    await terminal.ask('AT+CPMS="ME","ME","ME"')
    modem.inject(BUDI, "satu")
    await terminal.ask('AT+CPMS="SM","SM","SM"')
    modem.inject(BUDI, "dua")

    used = {name: room["used"] for name, room in modem.status["storage"].items()}
    assert used == {"SM": 1, "ME": 1, "SR": 0}


# Codes to the network.


async def test_a_menu_is_answered_and_left(modem, terminal):
    await terminal.ask('AT+CUSD=1,"*123#",15')
    await terminal.expect('+CUSD: 1,"1. Cek pulsa\n')
    assert modem.ussd.is_open

    await terminal.ask("AT+CUSD=2")
    assert not modem.ussd.is_open


async def test_a_code_is_not_answered(modem, terminal):
    modem.order("ussd_silent")
    await terminal.ask('AT+CUSD=1,"*888#",15')

    assert await terminal.ask("AT") == "\r\nOK\r\n"


@pytest.mark.parametrize("command", ['AT+CUSD=1,""', f'AT+CUSD=1,"{"1" * 400}"', "AT+CUSD=3"])
async def test_codes_that_are_none_are_refused(terminal, command):
    await terminal.ask(command, "ERROR\r\n")


async def test_without_a_network_no_code_is_taken(modem, terminal):
    await terminal.ask("AT+CMEE=1")
    modem.order("unregistered")

    assert "+CME ERROR: 30" in await terminal.ask('AT+CUSD=1,"*888#"', "30\r\n")


async def test_what_is_not_in_the_alphabet_comes_in_ucs2(modem, terminal):
    modem.ussd.answers["*1#"] = Reply("Пульса")
    await terminal.ask('AT+CUSD=1,"*1#"')

    assert await terminal.expect(",72\r\n") == '\r\n+CUSD: 0,"041F0443043B044C04410430",72\r\n'


async def test_in_the_ucs2_charset_codes_are_hex_both_ways(terminal):
    await terminal.ask('AT+CSCS="UCS2"')
    await terminal.ask(f'AT+CUSD=1,"{"*888#".encode("utf-16-be").hex()}",15')

    assert "00500075006C0073" in await terminal.expect(",15\r\n")


# Pace.


async def test_octets_pass_at_the_pace_of_the_line(modem_of):
    async with modem_of(baud=9600) as modem:
        terminal = Terminal(modem.where)
        loop = asyncio.get_running_loop()
        began = loop.time()
        heard = await terminal.ask("AT+CPMS=?")
        seconds = loop.time() - began
        terminal.close()

    # The echo goes while the command comes; each octet has ten bits.
    assert seconds >= len(heard) * 10 / 9600


# Mixes.


def test_a_mix_is_the_same_for_the_same_seed():
    drawn = []
    for seed in (1, 1, 2):
        faults = Faults()
        faults.mix(seed, 0.3)
        drawn.append([faults.drawn() for _ in range(200)])

    first, again, other = drawn
    assert first == again != other
    assert 30 < sum(fault is not None for fault in first) < 90
    assert {str(fault).partition(":")[0] for fault in first if fault} <= set(MIXED)


def test_no_mix_lasts_by_itself():
    assert not MIXED & LASTING


def test_a_mix_of_none_and_of_more_than_all_are_not_the_same():
    faults = Faults()
    faults.mix(1, 0.0)
    assert faults.drawn() is None
    for share in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="share"):
            faults.mix(1, share)


async def test_a_mix_troubles_a_client_and_calm_ends_it(modem, terminal):
    modem.faults.mix(7, 1.0, among=[Fault.MUTE])
    await terminal.settle(modem)
    modem.calm()

    assert await terminal.ask("AT") == "\r\nOK\r\n"


@pytest.mark.parametrize("fault", sorted(set(Fault) - set(CODES)))
def test_a_fault_without_a_code_takes_none(fault):
    with pytest.raises(ValueError, match="code"):
        Faults().order(f"{fault}:1", 1)


@pytest.mark.parametrize("pdu", [b"\x00", b"\xff" * 255])
async def test_what_is_no_message_reaches_the_modem_all_the_same(modem, terminal, pdu):
    await terminal.ask("AT+CNMI=2,1,0,1,0")
    modem.network.inject_pdu(pdu)
    modem.network.inject_report(pdu)

    await terminal.expect('+CMTI: "SM",1\r\n')
    await terminal.expect("+CDS: ")
    assert pdu.hex().upper() in await terminal.ask("AT+CMGL=4")


@pytest.mark.parametrize("pdu", [b"", b"\x00" * 256])
async def test_what_is_no_pdu_at_all_is_not_brought(modem, pdu):
    for bring in (modem.network.inject_pdu, modem.network.inject_report):
        with pytest.raises(ValueError, match="octets"):
            bring(pdu)


@given(typed=st.lists(st.binary(max_size=40) | st.sampled_from(TYPED), max_size=30))
def test_whatever_is_typed_is_borne(typed, tmp_path_factory):
    async def type_it():
        path = tmp_path_factory.mktemp("line") / "modem"
        async with SimulatedModem(link=str(path), report_seconds=0.0, away_seconds=0.0) as modem:
            for piece in typed:
                modem._received(piece)
            for _ in range(3):
                await asyncio.sleep(0)
            assert len(modem.typed) <= MOST_TYPED

    asyncio.run(type_it())
