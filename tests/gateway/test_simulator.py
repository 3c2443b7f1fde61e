"""The simulated modem as other programs meet it: plain AT commands, and the control port."""

import asyncio
import json
from pathlib import Path

import pytest

from gateway.address import Address
from gateway.concat import parts_of
from gateway.pdu import Submit, octets_of, read, tpdu_octets
from gateway.simulator import ControlServer, Happening, SimulatedModem, simulate
from tests.gateway.recording import PATIENCE_SECONDS
from tests.gateway.terminal import Terminal

BUDI = "+6281234567890"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6


@pytest.fixture
async def modem(tmp_path):
    async with SimulatedModem(
        link=str(tmp_path / "modem"), report_seconds=0.0, away_seconds=0.01
    ) as made:
        yield made


@pytest.fixture
async def terminal(modem):
    made = Terminal(modem.where)
    yield made
    made.close()


async def test_it_echoes_until_it_is_told_not_to(terminal):
    assert await terminal.ask("AT") == "AT\r\r\nOK\r\n"
    assert await terminal.ask("ATE0") == "ATE0\r\r\nOK\r\n"
    assert await terminal.ask("AT") == "\r\nOK\r\n"
    assert await terminal.ask("ATE1") == "\r\nOK\r\n"
    assert await terminal.ask("at") == "at\r\r\nOK\r\n"


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("AT+CPIN?", "+CPIN: READY"),
        ("AT+CSQ", "+CSQ: 21,99"),
        ("AT+CREG?", "+CREG: 0,1"),
        ("AT+COPS?", '+COPS: 0,0,"Loket"'),
        ("AT+CSCA?", '+CSCA: "+62811000000",145'),
        ("AT+CPMS=?", '+CPMS: ("SM","ME","SR"),("SM","ME"),("SM","ME")'),
        ('AT+CPMS="SM","SM","SM"', "+CPMS: 0,50,0,50,0,50"),
        ("AT+CPMS?", '+CPMS: "SM",0,50,"SM",0,50,"SM",0,50'),
        ("AT+CNMI=?", "+CNMI: (0-3),(0-2),(0),(0-2),(0,1)"),
        ("AT+CNMI=2,1,0,1,0;+CNMI?", "+CNMI: 2,1,0,1,0"),
        ("AT+CNMI=2,1;+CNMI?", "+CNMI: 2,1,0,0,0"),
        ("AT+CMGF=0;+CSQ", "+CSQ: 21,99"),
        ("AT+CSMS=?", "+CSMS: (0,1)"),
        ("AT+CSMS=1", "+CSMS: 1,1,1"),
        ("AT+CGSN", "356938035643809"),
        ("AT+CIMI", "510010000000001"),
        ("AT+CCID", "+CCID: 8962100000000000001"),
        ("AT+ICCID", "+ICCID: 8962100000000000001"),
        ("AT^ICCID?", "^ICCID: 8962100000000000001"),
        ('AT+CSCS="UCS2";+CSCS?', '+CSCS: "UCS2"'),
        ("AT+CMEE=1;+CMEE?", "+CMEE: 1"),
        ("AT+CFUN?", "+CFUN: 1"),
        ("ATE0V1Q0+CSQ", "+CSQ: 21,99"),
        ("ATI", "Simulated GSM modem"),
        ("AT+CPAS", "+CPAS: 0"),
        ("AT+CEREG?", "+CEREG: 0,1"),
        ('AT+CLCK="SC",2', "+CLCK: 0"),
    ],
)
async def test_it_answers_what_modems_are_asked(terminal, command, answer):
    assert f"\r\n{answer}\r\n" in await terminal.ask(command)


@pytest.mark.parametrize(
    "command",
    ["ATZ", "AT&F", "ATH", "AT+CMGF=0", "AT+CMGL=4", "AT+CMGD=1,4", "AT+IFC=2,2", "AT+IPR=115200"],
)
async def test_it_accepts_what_changes_nothing(terminal, command):
    assert (await terminal.ask(command)).endswith("\r\nOK\r\n")


@pytest.mark.parametrize(
    "command",
    ["AT+NONSENSE", "AT+CMGF=1", 'AT+CPMS="XX"', "AT+CNMI=9", "AT+CMGS=x", "AT+CMGD", "ATE7"],
)
async def test_it_refuses_what_it_does_not_know(terminal, command):
    assert (await terminal.ask(command, "ERROR\r\n")).endswith("\r\nERROR\r\n")


async def test_a_text_is_announced_listed_read_and_deleted(modem, terminal):
    await terminal.ask("ATE0")
    await terminal.ask("AT+CNMI=2,1")
    modem.inject(BUDI, "halo")
    assert await terminal.expect(",1\r\n") == '\r\n+CMTI: "SM",1\r\n'

    listed = await terminal.ask("AT+CMGL=0")
    pdu = listed.split("\r\n")[2]
    assert read(octets_of(pdu)).content == "halo"
    assert f"+CMGL: 1,0,,{tpdu_octets(octets_of(pdu))}" in listed
    assert "+CMGL" not in await terminal.ask("AT+CMGL=0")
    assert "+CMGR: 1,," in await terminal.ask("AT+CMGR=1")
    await terminal.ask("AT+CMGD=1")
    assert "321" in await terminal.ask("AT+CMGR=1", "ERROR: 321")


@pytest.mark.parametrize(("flag", "left"), [(1, 1), (2, 1), (3, 1), (4, 0)])
async def test_deleting_with_a_flag(modem, terminal, flag, left):
    modem.inject(BUDI, "gelesen")
    await terminal.ask("AT+CMGR=1")
    modem.inject(BUDI, "ungelesen")
    await terminal.ask(f"AT+CMGD=1,{flag}")

    assert len(modem.mailbox.receiving.entries) == left


async def test_a_message_is_sent_after_a_prompt(modem, terminal):
    octets = Submit(Address("6281234567890"), "halo").to_bytes()
    await terminal.ask(f"AT+CMGS={tpdu_octets(octets)}", "\r\n> ")
    terminal.write(octets.hex() + "\x1a")

    assert await terminal.expect("OK\r\n") == f"{octets.hex()}\x1a\r\n+CMGS: 1\r\n\r\nOK\r\n"
    assert [message.text for message in modem.network.sent()] == ["halo"]


async def test_an_escape_ends_the_prompt_and_sends_nothing(modem, terminal):
    await terminal.ask("AT+CMGS=20", "\r\n> ")
    terminal.write("0011\x1b")
    await terminal.expect("OK\r\n")

    await terminal.ask("AT")
    assert modem.network.submits == 0


@pytest.mark.parametrize(
    ("length", "written"),
    [(20, "zz"), (20, ""), (99, "0001000A81214365870900000231D90C"), (1, "00")],
)
async def test_what_is_no_submit_is_refused(modem, terminal, length, written):
    await terminal.ask(f"AT+CMGS={length}", "\r\n> ")
    terminal.write(f"{written}\x1a")

    await terminal.expect("+CMS ERROR: 304\r\n")
    assert modem.network.submits == 0


async def test_commands_written_ahead_are_done_in_order(modem, terminal):
    modem.latency_seconds = 0.01
    octets = Submit(Address("6281234567890"), "halo").to_bytes()
    await terminal.ask(f"AT+CMGS={tpdu_octets(octets)}", "\r\n> ")
    terminal.write(f"{octets.hex()}\x1aAT+CSQ\r")

    heard = await terminal.expect("99\r\n\r\nOK\r\n")
    assert heard.index("+CMGS: 1") < heard.index("+CSQ:")


async def test_a_client_that_never_reads_holds_nothing_up(modem):
    for _ in range(100):
        modem.order("urc_storm")
    terminal = Terminal(modem.where)
    await terminal.expect("^RSSI: 31")
    await terminal.ask("AT")
    terminal.close()


async def test_handsets_get_long_texts_whole_and_followers_hear_of_it(modem, terminal):
    heard = []
    unsubscribe = modem.network.subscribe(heard.append)
    events = modem.network.events()
    following = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0)
    for part in _submits(LONG):
        await terminal.ask(f"AT+CMGS={tpdu_octets(part)}", "\r\n> ")
        terminal.write(part.hex() + "\x1a")
        await terminal.expect("OK\r\n")

    async with asyncio.timeout(PATIENCE_SECONDS):
        first, second = await following, await anext(events)
    assert (first.kind, first.message.text) == (Happening.RECEIVED, LONG)
    assert (second.kind, second.message.is_delivered) == (Happening.DELIVERED, True)
    await events.aclose()
    assert [event.kind for event in heard] == [Happening.RECEIVED, Happening.DELIVERED]
    unsubscribe()


@pytest.mark.parametrize(
    ("number", "text"), [("", "x"), ("я", "x"), ("a" * 12, "x"), (BUDI, "a" * 153 * 256)]
)
async def test_nobody_texts_from_what_is_no_sender_or_without_end(modem, number, text):
    with pytest.raises(ValueError, match=r"sender|parts"):
        modem.inject(number, text)


async def test_a_path_that_is_somebody_elses_is_not_taken(tmp_path):
    path = tmp_path / "modem"
    path.write_text("mine")

    with pytest.raises(FileExistsError):
        await SimulatedModem(link=str(path)).start()
    assert path.read_text() == "mine"


async def test_a_folder_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        await SimulatedModem(link=str(tmp_path / "no" / "modem")).start()


@pytest.mark.parametrize("options", [{}, {"link": "x", "tcp": 1}])
def test_it_is_in_one_place(options):
    with pytest.raises(ValueError, match="either"):
        SimulatedModem(**options)


# The control port.


class Control:
    def __init__(self, reader, writer):
        self._reader = reader
        self._writer = writer

    async def ask(self, asked):
        line = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
        self._writer.write(line + b"\n")
        return await self.hear()

    async def hear(self):
        async with asyncio.timeout(PATIENCE_SECONDS):
            return json.loads(await self._reader.readline())

    async def close(self):
        self._writer.close()
        await self._writer.wait_closed()


@pytest.fixture
async def control_port(modem):
    server = ControlServer(modem)
    yield await server.start(0)
    await server.close()


@pytest.fixture
async def control(control_port):
    made = Control(*await asyncio.open_connection("127.0.0.1", control_port))
    yield made
    await made.close()


async def test_the_control_port_injects_and_tells_what_was_sent(modem, control, terminal):
    injected = await control.ask({"op": "inject", "from": BUDI, "text": LONG})
    assert injected == {"ok": True, "parts": 3}
    assert len(modem.mailbox.receiving.entries) == 3
    assert await control.ask({"op": "follow"}) == {"ok": True}
    octets = Submit(Address("6281234567890"), "halo €").to_bytes()
    await terminal.ask(f"AT+CMGS={tpdu_octets(octets)}", "\r\n> ")
    terminal.write(octets.hex() + "\x1a")

    received, delivered = await control.hear(), await control.hear()
    assert (received["event"], delivered["event"]) == ("received", "delivered")
    sent = await control.ask({"op": "sent"})
    (message,) = sent["sent"]
    assert message.pop("at").endswith("+00:00")
    assert message == {
        "n": 1,
        "number": BUDI,
        "text": "halo €",
        "references": [1],
        "parts": 1,
        "segments": 1,
        "encoding": "gsm7",
        "status": "delivered",
    }
    assert sent["submits"] == 1
    assert (await control.ask({"op": "sent", "since": 1}))["sent"] == []


async def test_the_control_port_orders_faults_and_tells_how_things_are(modem, control):
    assert (await control.ask({"op": "fault", "name": "cms_error:38", "count": 2}))["faults"] == {
        "cms_error": 2
    }
    assert modem.faults.code("cms_error") == 38
    assert await control.ask({"op": "latency", "seconds": 1.5}) == {"ok": True}
    status = await control.ask({"op": "status"})
    assert (status["plugged"], status["registered"], status["faults"]) == (
        True,
        True,
        {"cms_error": 2},
    )


async def test_the_control_port_tells_what_reached_the_network_and_what_was_typed(
    control, terminal
):
    octets = Submit(Address("6281234567890"), "halo", reference=9).to_bytes()
    await terminal.ask(f"AT+CMGS={tpdu_octets(octets)}", "\r\n> ")
    terminal.write(octets.hex() + "\x1a")
    await terminal.expect("OK\r\n")

    (part,) = (await control.ask({"op": "submits"}))["submits"]
    assert part.pop("at").endswith("+00:00")
    assert part == {
        "n": 1,
        "number": BUDI,
        "text": "halo",
        "chosen_reference": 9,
        "rejects_duplicates": False,
        "part": None,
        "reference": 9,
    }
    assert (await control.ask({"op": "submits", "since": 1}))["submits"] == []
    typed = (await control.ask({"op": "typed", "last": 1}))["typed"]
    assert typed == [octets.hex()]
    assert (await control.ask({"op": "typed", "last": 0}))["typed"] == []


async def test_the_control_port_unplugs_for_as_long_as_wished(modem, control):
    for _ in range(2):
        assert await control.ask({"op": "unplug"}) == {"ok": True}
    assert not (await control.ask({"op": "status"}))["plugged"]
    for _ in range(2):
        assert await control.ask({"op": "plug_in"}) == {"ok": True}
    assert (await control.ask({"op": "status"}))["plugged"]

    await control.ask({"op": "unplug"})
    assert modem.where
    Path(modem.where).write_text("somebody else's")
    assert list(await control.ask({"op": "plug_in"})) == ["error"]


async def test_the_control_port_sets_the_network_and_mixes_faults(modem, control):
    assert await control.ask({"op": "set", "registration": 5, "signal": 9}) == {"ok": True}
    assert await control.ask({"op": "mix", "seed": 1, "share": 1}) == {"ok": True}
    status = await control.ask({"op": "status"})
    assert (status["registration"], status["signal"]) == (5, 9)
    assert modem.faults.drawn()

    await control.ask({"op": "fault", "name": "storage_full"})
    assert await control.ask({"op": "calm"}) == {"ok": True}
    assert (modem.faults.drawn(), modem.faults.left) == (None, {})


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense",
        b"[]",
        b"null",
        b"[" * 60000,
        b"\xff\xfe",
        b"{}",
        b'{"op": 1}',
        b'{"op": []}',
        b'{"op": "explode"}',
        b'{"op": "inject"}',
        b'{"op": "inject", "from": 1, "text": "x"}',
        b'{"op": "inject", "from": "+62811", "text": 1}',
        b'{"op": "inject", "from": "+62811", "text": "x", "more": 1}',
        b'{"op": "sent", "since": "x"}',
        b'{"op": "sent", "since": -1}',
        b'{"op": "sent", "since": true}',
        b'{"op": "fault"}',
        b'{"op": "fault", "name": "earthquake"}',
        b'{"op": "fault", "name": "mute:5"}',
        b'{"op": "fault", "name": "mute", "count": -1}',
        b'{"op": "fault", "name": "mute", "count": 1.5}',
        b'{"op": "latency"}',
        b'{"op": "latency", "seconds": "x"}',
        b'{"op": "latency", "seconds": 1e99}',
        b'{"op": "latency", "seconds": NaN}',
        b'{"op": "status", "self": 1}',
        b'{"op": "mix", "seed": 1, "share": 2}',
        b'{"op": "mix", "seed": "x", "share": 0.5}',
        b'{"op": "set", "registration": 6}',
        b'{"op": "set", "signal": 100}',
        b'{"op": "set", "signal": 1.5}',
        b'{"op": "typed", "last": -1}',
        b'{"op": "submits", "since": "all"}',
    ],
)
async def test_the_control_port_says_what_is_wrong_and_lives(control, line):
    assert list(await control.ask(line)) == ["error"]
    assert (await control.ask({"op": "status"}))["ok"]


async def test_a_line_that_is_too_long_ends_the_talk(control_port):
    reader, writer = await asyncio.open_connection("127.0.0.1", control_port)
    writer.write(b"x" * 70000 + b"\n")

    answer = json.loads(await reader.readline())
    assert "at most" in answer["error"]
    assert await reader.read() == b""
    writer.close()


async def test_simulate_says_where_it_listens(tmp_path, capsys):
    serving = asyncio.create_task(simulate(str(tmp_path / "modem"), None, 0))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (said := capsys.readouterr().out):
            await asyncio.sleep(0.001)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)

    assert said.startswith(f"simulated modem at {tmp_path / 'modem'}, control at 127.0.0.1:")
    assert not (tmp_path / "modem").exists()


def _submits(text):
    return [part.to_bytes() for part in parts_of(text, Address("6281234567890"), reference=9)]
