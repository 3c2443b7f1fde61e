"""A modem that answers anything to everything: only declared errors, and never a busy loop."""

import asyncio
import random

import pytest

from tests.gateway.lines import line_at

WORDS = [
    *(b"\r\nOK\r\n", b"\r\nERROR\r\n", b"\r\n> ", b">", b"\r", b"\n", b"\0", b"\x1b", b"\x1a"),
    *(b"\r\n+CMS ERROR: 500\r\n", b"\r\n+CMS ERROR: 314\r\n", b"\r\n+CME ERROR: 14\r\n"),
    *(b"+CME ERROR: SIM busy\r\n", b"+CMS ERROR: 99999999\r\n", b"+CME ERROR:\r\n", b"RDY\r\n"),
    *(b'\r\n+CMTI: "SM",1\r\n', b'+CMTI: "XX",99999\r\n', b'+CDSI: "SR",0\r\n', b"+CMTI:\r\n"),
    *(b"\r\n+CMT: ,24\r\n", b"+CDS: 25\r\n", b"0791261801", b"00\r\n", b"ABC\r\n", b"\xff\xfe"),
    *(b"+CPIN: READY\r\n", b"+CPIN: SIM PIN\r\n", b"+CPIN:\r\n", b"+CPIN: \xff\r\n"),
    *(b"+CSQ: 99,99\r\n", b"+CSQ: ,\r\n", b"+CSQ: 999999999999\r\n", b"+CREG: 0,1\r\n", b"+CREG:"),
    *(b'+CPMS: "SM",1,2,"ME",3\r\n', b"+CPMS: (((\r\n", b'+CPMS: "SM"\r\n', b"+CFUN: 4\r\n"),
    *(b"+CMGL: 1,0,,24\r\n", b"+CMGL: x\r\n", b"+CMGR: 0,,24\r\n", b"+CSMS: 1,1,1\r\n", b"+CNMI:"),
    *(b'+CSCA: "",129\r\n', b'+CSCA: "+6281"\r\n', b"+CSCA: \r\n", b'+COPS: 0,0,"\x1b[31m"\r\n'),
    *(
        b"+CCID: 8962\r\n",
        b"+CCID: 98261000000000000061\r\n",
        b"356938035643809\r\n",
        b"huawei\r\n",
    ),
    *(b"A" * 3000, b"\r\n^RSSI:1\r\n", b"+CUSD: 0,\r\n", b"POWERED DOWN\r\n", b"^SMMEMFULL\r\n"),
]


OFTEN = 0.9
"""It ends an answer as it should, or nothing would ever be asked of it."""


class ChaosModem(asyncio.Protocol):
    def __init__(self, chance):
        self._chance = chance
        self.commands = 0

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self.commands += 1
        said = b"".join(self._chance.choices(WORDS, k=self._chance.randrange(5)))
        if self._chance.random() < OFTEN:
            said += b"\r\n> " if data.startswith(b"AT+CMGS") else b"\r\nOK\r\n"
        while said:
            cut = self._chance.randrange(1, len(said) + 1)
            self._transport.write(said[:cut])
            said = said[cut:]
        if self._chance.random() < 0.002:
            self._transport.abort()


@pytest.mark.parametrize("seed", range(4))
async def test_any_answer_to_everything_is_a_declared_error(seed, caplog):
    modem = ChaosModem(random.Random(seed))
    server = await asyncio.get_running_loop().create_server(lambda: modem, "127.0.0.1", 0)
    address = f"socket://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with line_at(address) as line:
        loop = asyncio.get_running_loop()
        until, conditions = loop.time() + 0.7, 0
        while loop.time() < until:
            assert line.condition.detail
            conditions += 1
            if line.supervisor.modem:
                await asyncio.gather(line.send(), return_exceptions=True)
            await asyncio.sleep(0.01)
    server.close()
    await server.wait_closed()

    assert "fault of Loket's own" not in caplog.text
    assert conditions > 5
    assert modem.commands > 5
