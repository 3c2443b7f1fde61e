"""Modems that answer otherwise than the standard says; each script is one of their habits."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from gateway.errors import State
from gateway.profile import STORED
from gateway.setup import Setup
from gateway.simulator.profiles import PROFILES, Quirk, profile_named
from tests.gateway.lines import BUDI, line_at, line_with

DELIVER = "07912618010000F0040D91261832547698F0000062114261000082" + "04E8303BFD06"
PLAIN = {
    "AT": "\r\nOK\r\n",
    "AT+CPIN?": "\r\n+CPIN: READY\r\n\r\nOK\r\n",
    "AT+CSQ": "\r\n+CSQ: 10,99\r\n\r\nOK\r\n",
    "AT+CMGL=4": "\r\nOK\r\n",
    "prompt": "\r\n> ",
    "sent": "\r\n+CMGS: 5\r\n\r\nOK\r\n",
}


class ScriptedModem(asyncio.Protocol):
    """Answers each command as its script says, and OK to what the script leaves out."""

    def __init__(self, script, *, echoes=False, otherwise="\r\nOK\r\n"):
        self.script = PLAIN | script
        self.commands = []
        self.pdus = []
        self._echoes = echoes
        self._otherwise = otherwise
        self._typed = b""
        self._awaits_pdu = False
        self._transport = None

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        if self._echoes:
            self._transport.write(data)
        self._typed += data
        while (end := self._end()) >= 0:
            line, self._typed = self._typed[:end].decode(), self._typed[end + 1 :]
            self._take(line.strip("\x1b\n"))

    def say(self, text):
        self._transport.write(text.encode())

    def _end(self):
        return self._typed.find(b"\x1a" if self._awaits_pdu else b"\r")

    def _take(self, line):
        if self._awaits_pdu:
            self._awaits_pdu = False
            self.pdus.append(line)
            self.say(self.script["sent"])
            return
        self.commands.append(line)
        if line.startswith("AT+CMGS="):
            self._awaits_pdu = True
            self.say(self.script["prompt"])
        else:
            self.say(self.script.get(line, self._otherwise))


@asynccontextmanager
async def talking_to(modem, setup=None):
    server = await asyncio.get_running_loop().create_server(lambda: modem, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        async with line_at(f"socket://127.0.0.1:{port}", setup=setup) as line:
            yield line
    finally:
        server.close()
        await server.wait_closed()


HABITS = {
    "echo cannot be turned off": ScriptedModem({}, echoes=True),
    "every question is an error": ScriptedModem(
        {"AT+CMGF=0": "\r\nOK\r\n"}, otherwise="\r\nERROR\r\n"
    ),
    "huawei words": ScriptedModem(
        {"AT+CMGF=0": "\r\nOK\r\n"}, otherwise="\r\nCOMMAND NOT SUPPORT\r\n"
    ),
    "bare AT is an error": ScriptedModem({"AT": "\r\nERROR\r\n"}),
    "ready without OK": ScriptedModem({"AT+CPIN?": "\r\n+CPIN: READY\r\n"}),
    "storages in double parentheses": ScriptedModem(
        {"AT+CPMS=?": '\r\n+CPMS: (("SM","BM","SR"),("SM"))\r\n\r\nOK\r\n'}
    ),
    "one storage at a time": ScriptedModem(
        {
            "AT+CPMS=?": '\r\n+CPMS: ("ME"),("ME"),("ME")\r\n\r\nOK\r\n',
            'AT+CPMS="ME","ME","ME"': "\r\nERROR\r\n",
        }
    ),
    "a notice between answer and OK": ScriptedModem(
        {"AT+CSQ": "\r\n+CSQ: 10,99\r\n\r\n^RSSI:10\r\n\r\nRING\r\n\r\nOK\r\n"}
    ),
    "reports are refused at first": ScriptedModem({"AT+CNMI=2,1,0,1,0": "\r\nERROR\r\n"}),
    "a prompt without its blank": ScriptedModem({"prompt": "\r\n>"}),
    "a notice inside the answer to a message": ScriptedModem(
        {"sent": "\r\n^RSSI:10\r\n\r\n+CMGS: 5\r\n\r\n+CREG: 1\r\n\r\nOK\r\n"}
    ),
    "a time stamp behind the reference": ScriptedModem(
        {"sent": '\r\n+CMGS: 5,"26/11/24,16:00:00+28"\r\n\r\nOK\r\n'}
    ),
}


@pytest.mark.parametrize("habit", HABITS)
async def test_a_modem_of_odd_habits_sends(habit):
    modem = HABITS[habit]
    async with talking_to(modem) as line:
        references = await line.send()

    assert references == [5]
    assert len(modem.pdus) == 1


@pytest.mark.parametrize("profile", PROFILES)
async def test_every_model_that_we_know_sends_and_receives(tmp_path, profile):
    model = profile_named(profile)
    async with line_with(tmp_path, profile=model) as (modem, line):
        await line.send("keluar")
        if model.has(Quirk.NO_READING):
            assert "cannot receive any" in line.condition.detail
            return
        modem.inject(BUDI, "masuk")
        await line.inbox.until(lambda: line.inbox.stored)
        await line.until_state(State.READY)

    assert [message.text for message in modem.network.sent()] == ["keluar"]
    assert line.inbox.texts == ["masuk"]


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        ("\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n", State.PIN_NEEDED, "waits for its PIN"),
        ("\r\n+CPIN: SIM PUK\r\n\r\nOK\r\n", State.PUK_NEEDED, "PUK"),
        ("\r\n+CPIN: PH-NET PIN\r\n\r\nOK\r\n", State.LOCKED, "locked to another operator"),
        ("\r\n+CME ERROR: 10\r\n", State.SIM_MISSING, "there is no SIM"),
        ("\r\n+CPIN: NOT INSERTED\r\n\r\nOK\r\n", State.SIM_MISSING, "there is no SIM"),
        ("\r\n+CPIN: NOT READY\r\n\r\nOK\r\n", State.SIM_BUSY, "the SIM is busy"),
        ("\r\n+CME ERROR: SIM not inserted\r\n", State.SIM_MISSING, "there is no SIM"),
        ("\r\n+CME ERROR: 13\r\n", State.SIM_FAILED, "the SIM has failed"),
        ("\r\n+CME ERROR: 14\r\n", State.SIM_BUSY, "the SIM is busy"),
    ],
)
async def test_a_modem_that_cannot_serve_says_why(answer, state, said):
    modem = ScriptedModem({"AT+CPIN?": answer})
    async with talking_to(modem) as line:
        await line.until_state(state)
        assert said in line.condition.detail
        assert not line.condition.is_up

    assert not any("CPIN=" in command for command in modem.commands)


@pytest.mark.parametrize(
    ("question", "told", "is_given"),
    [
        ('AT+CPINR="SIM PIN"', "+CPINR: SIM PIN,1,3", False),
        ("AT+SPIC", "+SPIC: 1,10,0,10", False),
        ("AT^CPIN?", "^CPIN: SIM PIN,1,10,1,10,3", False),
        ("AT+SPIC", "+SPIC: 2,10,0,10", True),
    ],
)
async def test_the_last_try_of_a_pin_is_left_to_a_person(question, told, is_given):
    modem = ScriptedModem(
        {
            "AT+CPIN?": "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n",
            'AT+CPINR="SIM PIN"': "\r\nERROR\r\n",
            "AT+SPIC": "\r\nERROR\r\n",
            'AT+CPIN="4711"': "\r\n+CME ERROR: 16\r\n",
            question: f"\r\n{told}\r\n\r\nOK\r\n",
        }
    )
    async with talking_to(modem, Setup(pin="4711", candidates=tuple)) as line:
        await line.until_state(State.PIN_REFUSED)

    assert modem.commands.count('AT+CPIN="4711"') == is_given


async def test_a_modem_of_text_mode_only_is_not_used():
    modem = ScriptedModem({"AT+CMGF=0": "\r\nERROR\r\n"})
    async with talking_to(modem) as line:
        await line.until_state(State.UNFIT)
        assert "PDU mode" in line.condition.detail


async def test_what_is_handed_over_unstored_is_asked_to_be_confirmed():
    refused = {f"AT+CNMI={way}": "\r\nERROR\r\n" for way in STORED}
    modem = ScriptedModem(refused | {"AT+CSMS?": "\r\n+CSMS: 1,1,1,1\r\n\r\nOK\r\n"})
    async with talking_to(modem) as line:
        await line.until_state(State.READY)
        modem.say(f"\r\n+CMT: ,31\r\n{DELIVER}\r\n")
        await line.inbox.until(lambda: line.inbox.stored)
        await line.until(lambda: "AT+CNMA" in modem.commands)

    assert "AT+CSMS=1" in modem.commands
    assert "AT+CNMI=2,2,0,1,0" in modem.commands


async def test_reports_that_are_stored_are_looked_for_too():
    modem = ScriptedModem(
        {
            "AT+CNMI=2,1,0,1,0": "\r\nERROR\r\n",
            "AT+CPMS=?": '\r\n+CPMS: ("SM","SR"),("SM"),("SM")\r\n\r\nOK\r\n',
        }
    )
    async with talking_to(modem) as line:
        await line.until(lambda: 'AT+CPMS="SR"' in modem.commands)
        await line.until(lambda: modem.commands[-2:] == ['AT+CPMS="SM"', "AT+CMGL=4"])


async def test_a_service_centre_written_otherwise_is_left_alone():
    setup = Setup(service_centre="+62811000000", candidates=tuple)
    told = {"AT+CSCA?": '\r\n+CSCA: "62811000000",145\r\n\r\nOK\r\n'}
    modem = ScriptedModem(told)
    async with talking_to(modem, setup) as line:
        await line.until_state(State.READY)
        assert not any(command.startswith("AT+CSCA=") for command in modem.commands)


async def test_a_modem_that_always_names_index_0_is_looked_through():
    modem = ScriptedModem(
        {
            "AT+CMGR=0": "\r\n+CMS ERROR: 321\r\n",
            "AT+CPMS=?": '\r\n+CPMS: ("SM"),("SM"),("SM")\r\n\r\nOK\r\n',
        }
    )
    async with talking_to(modem) as line:
        await line.until_state(State.READY)
        modem.script["AT+CMGL=4"] = f"\r\n+CMGL: 7,0,,{31}\r\n{DELIVER}\r\n\r\nOK\r\n"
        modem.say('\r\n+CMTI: "SM",0\r\n')
        await line.inbox.until(lambda: line.inbox.stored)
        await line.until(lambda: "AT+CMGD=7" in modem.commands)


async def test_a_copy_that_cannot_be_deleted_is_not_taken_twice():
    modem = ScriptedModem(
        {
            "AT+CMGR=7": f"\r\n+CMGR: 0,,31\r\n{DELIVER}\r\n\r\nOK\r\n",
            "AT+CMGL=4": f"\r\n+CMGL: 7,1,,31\r\n{DELIVER}\r\n\r\nOK\r\n",
            "AT+CMGD=7": "\r\n+CMS ERROR: 500\r\n",
        }
    )
    async with talking_to(modem) as line:
        await line.inbox.until(lambda: line.inbox.stored)
        for _ in range(3):
            line.supervisor._intake.sweep()
            modem.say('\r\n+CMTI: "SM",7\r\n')
            tried = modem.commands.count("AT+CMGD=7")
            await line.until(lambda tried=tried: modem.commands.count("AT+CMGD=7") > tried)

        assert len(line.inbox.calls) == 1
