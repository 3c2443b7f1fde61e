"""An office and its gateway elsewhere, both real, with paper in place of the radio."""

import asyncio
from contextlib import asynccontextmanager

from aiohttp import web

from gateway.remote.errands import RemoteGateway
from gateway.remote.office import OfficeLine, Pace
from models.terms.channel import ChannelError, LineCondition, Report, Stage, Style
from models.terms.clock import SystemClock
from models.terms.segments import split_text
from server.http.gateway import GatewayDoor
from server.inbox import ServerInbox
from server.remote import RemoteChannel, Waits

KEY = "the key that office and gateway share"
PACE = Pace(
    connect=0.3,
    answer=0.3,
    poll=0.3,
    hold=0.05,
    retry_first=0.01,
    retry_longest=0.05,
    farewell=0.5,
)
WAITS = Waits(look=0.01, away=0.5, gone=1.0, lost=1.5)
SENT = Report(Stage.SENT, "7")


class Paper:
    """A channel whose texts are written down instead of sent; it does what it is told to."""

    name = "sms"
    style = Style.TERSE

    def __init__(self, *answers, lines=1):
        """`answers` in order of the parts; the last one repeats."""
        self.answers = list(answers) or [SENT]
        self.lines = [f"line {number}" for number in range(1, lines + 1)]
        self.taken = set()
        self.left = []
        """(message id, part, line) of everything that was handed over, also what was refused."""
        self.gate = asyncio.Event()
        self.gate.set()
        self.inbox = None
        self.wake = lambda: None

    async def start(self, inbox, wake):
        self.inbox, self.wake = inbox, wake
        wake()

    async def stop(self):
        self.gate.set()

    def parts(self, text):
        return len(split_text(text))

    def condition(self):
        return [LineCondition(line, is_up=True, detail="ready") for line in self.lines]

    def reserve(self, address, priority):
        free = [line for line in self.lines if line not in self.taken]
        if not free:
            return None
        self.taken.add(free[0])
        return _PaperSeat(self, free[0])


class _PaperSeat:
    def __init__(self, paper, line):
        self.paper, self.line = paper, line

    async def send(self, message, part):
        self.paper.left.append((message.id, part, self.line))
        await self.paper.gate.wait()
        answers = self.paper.answers
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, ChannelError):
            self.paper.left.pop()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def release(self):
        self.paper.taken.discard(self.line)
        self.paper.wake()


class Headquarters:
    """The office's side: its door on a port, its channel; it can be left and opened again."""

    def __init__(self, office, *, key=KEY, waits=WAITS):
        self.office = office
        self.key = key
        self.waits = waits
        self.port = 0
        self.channel = None
        self._runner = None

    async def open(self):
        self.channel = RemoteChannel(self.office.lanes, SystemClock(), waits=self.waits)
        inbox = ServerInbox(self.office.lanes, self.office.talk, "id")
        app = web.Application(client_max_size=64 * 1024)
        app.router.add_routes(GatewayDoor(self.key, inbox, self.channel).routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def close(self):
        self.channel.close()
        await self._runner.cleanup()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def gateway(url, paper, *, key=KEY, pace=PACE, name="box", place="place"):
    """A gateway at work until the end of the block."""
    line = OfficeLine(url, key, pace=pace)
    remote = RemoteGateway(line, paper, name=name, place=place)
    await remote.start()
    try:
        yield remote
    finally:
        paper.gate.set()
        await remote.stop()
