"""Modems that answer otherwise than the standard says; each script is one of their habits."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from gateway.channel import SmsChannel
from models.terms.channel import Outbound, Stage
from tests.gateway.conftest import PATIENCE, RHYTHM
from tests.gateway.recording import PATIENCE_SECONDS, RecordingInbox

BUDI = "+6281234567890"
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
async def talking_to(modem, *, is_up=True):
    server = await asyncio.get_running_loop().create_server(lambda: modem, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    inbox = RecordingInbox()
    channel = SmsChannel([f"socket://127.0.0.1:{port}"], patience=PATIENCE, rhythm=RHYTHM)
    await channel.start(inbox)
    try:
        if is_up:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await channel.ready()
        yield channel, inbox
    finally:
        await channel.stop()
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
    async with talking_to(modem) as (channel, _inbox):
        report = await channel.send(Outbound(1, BUDI, "halo"))

    assert (report.stage, list(report.references)) == (Stage.SENT, [5])
    assert len(modem.pdus) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n", "waits for its PIN"),
        ("\r\n+CME ERROR: 10\r\n", "there is no SIM"),
        ("\r\n+CME ERROR: 14\r\n", "the SIM is busy"),
    ],
)
async def test_a_modem_that_cannot_serve_says_why(answer, said):
    modem = ScriptedModem({"AT+CPIN?": answer})
    async with talking_to(modem, is_up=False) as (channel, _inbox):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while said not in channel.condition()[0].detail:
                await asyncio.sleep(0.002)

    assert not channel.condition()[0].is_up
    assert not any("CPIN=" in command for command in modem.commands)


async def test_a_modem_of_text_mode_only_is_not_used():
    modem = ScriptedModem({"AT+CMGF=0": "\r\nERROR\r\n"})
    async with talking_to(modem, is_up=False) as (channel, _inbox):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "PDU mode" not in channel.condition()[0].detail:
                await asyncio.sleep(0.002)


async def test_a_modem_that_always_names_index_0_is_looked_through():
    modem = ScriptedModem(
        {
            "AT+CMGR=0": "\r\n+CMS ERROR: 321\r\n",
            "AT+CPMS=?": '\r\n+CPMS: ("SM"),("SM"),("SM")\r\n\r\nOK\r\n',
        }
    )
    async with talking_to(modem) as (_channel, inbox):
        modem.script["AT+CMGL=4"] = f"\r\n+CMGL: 7,0,,{31}\r\n{DELIVER}\r\n\r\nOK\r\n"
        modem.say('\r\n+CMTI: "SM",0\r\n')
        await inbox.until(lambda: inbox.stored)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "AT+CMGD=7" not in modem.commands:
                await asyncio.sleep(0.002)


async def test_a_copy_that_cannot_be_deleted_is_not_taken_twice():
    modem = ScriptedModem(
        {
            "AT+CMGR=7": f"\r\n+CMGR: 0,,31\r\n{DELIVER}\r\n\r\nOK\r\n",
            "AT+CMGL=4": f"\r\n+CMGL: 7,1,,31\r\n{DELIVER}\r\n\r\nOK\r\n",
            "AT+CMGD=7": "\r\n+CMS ERROR: 500\r\n",
        }
    )
    async with talking_to(modem) as (channel, inbox):
        await inbox.until(lambda: inbox.stored)
        for _ in range(3):
            channel._lines[0]._intake.sweep()
            modem.say('\r\n+CMTI: "SM",7\r\n')
            tried = modem.commands.count("AT+CMGD=7")
            async with asyncio.timeout(PATIENCE_SECONDS):
                while modem.commands.count("AT+CMGD=7") == tried:
                    await asyncio.sleep(0.002)

        assert len(inbox.calls) == 1
