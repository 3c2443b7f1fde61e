"""A modem that errs, an office that is killed, people who text: and the audit of what remains."""

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from gateway.simulator import SimulatedModem
from models.conversations import outbox
from models.db import Database, Statement
from models.terms.channel import Inbound, Stage
from models.terms.ids import IdMaker
from models.terms.segments import split_text
from server.desk.notice import Notice
from server.figures import Figures
from server.turns import Turns
from server.work import Means
from tests.clients.server import ROOT
from tests.faults.hasty_office import HastyClock

WORDS = "Mohon info berkas saya yang kemarin masuk di loket tiga, sudah bisa diambil? "
SETTLE_SECONDS = 60.0
WORKER = 5
"""Under which this process makes its row numbers, beside the office's."""
_HEARD = Statement(
    'select a."value" as "number", m."text" from "message" m '
    'join "conversation" c on c."id" = m."conversation_id" '
    'join "address" a on a."contact_id" = c."contact_id" where m."author" = \'visitor\''
)
_WAITING = Statement(
    'select count(*) as "n" from "outbox" where "stage" in (\'queued\', \'submitting\')'
)


@dataclass
class World:
    """The truth on the modem's side, and the office's account of it."""

    modem: SimulatedModem
    folder: Path
    dice: random.Random
    epoch: float = field(default_factory=time.time)
    texted: dict[str, str] = field(default_factory=dict)
    """What people wrote, by number: each writes once."""
    queued: dict[int, str] = field(default_factory=dict)
    """Texts of the office, by message id."""
    kills: int = 0
    _office: asyncio.subprocess.Process | None = None

    @property
    def database(self) -> str:
        return f"sqlite://{self.folder}/loket.sqlite3"

    async def start_office(self) -> None:
        with (self.folder / "office.log").open("ab") as log:
            self._office = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.faults.hasty_office",
                self.modem.where,
                self.database,
                str(self.epoch),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        said = await self._office.stdout.readline()
        assert said == b"up\n", (self.folder / "office.log").read_text()[-2000:]

    async def kill_office(self) -> None:
        self._office.kill()
        await self._office.wait()
        self.kills += 1

    async def stop_office(self) -> None:
        self._office.terminate()
        await self._office.wait()

    def text_office(self, number: int) -> None:
        """Somebody who never wrote before writes, short or long."""
        sender = f"+62811{number:07}"
        self.texted[sender] = f"{number} {WORDS * self.dice.choice((1, 1, 1, 3, 6))}".strip()
        self.modem.inject(sender, self.texted[sender])

    async def queue_text(self, number: int) -> None:
        """The office texts somebody, short or long."""
        clock = HastyClock(self.epoch)
        text = f"{number} {WORDS * self.dice.choice((1, 1, 1, 3, 6))}".strip()
        outbound = Inbound("sms", f"+62822{number:07}", text, clock.now(), f"notice-{number}")
        answer = (await self._turns.settle([Notice(outbound, "id")]))[0]
        self.queued[answer.message.id] = text

    async def settled(self) -> None:
        """Nothing goes wrong any more: until nothing waits."""
        self.modem.faults.calm()
        async with asyncio.timeout(SETTLE_SECONDS):
            while await self._waits():
                await asyncio.sleep(0.05)

    async def breaches(self) -> list[str]:
        """Every promise that was not kept, as a line."""
        heard = Counter((row["number"], row["text"]) for row in await _HEARD.rows())
        found = [f"IN_LOST {who}" for who in self.texted.items() if not heard[who]]
        found += [f"IN_DOUBLED {who}" for who, count in heard.items() if count > 1]
        found += [f"IN_PHANTOM {who}" for who in heard if self.texted.get(who[0]) != who[1]]
        rows = await outbox.latest(1_000_000)
        parts = await outbox.parts([row.message_id for row in rows])
        taken = self._taken()
        for row in rows:
            found += _of_message(row, parts.get(row.message_id, []), taken)
        return found

    @asynccontextmanager
    async def open_books(self):
        """This process's own look at the database, and its way to queue."""
        database = await Database.open(self.database)
        await database.migrate()
        clock = HastyClock(self.epoch)
        means = Means(clock, IdMaker(clock, worker=WORKER), frozenset({"sms"}))
        self._turns = Turns(means, Figures())
        try:
            yield
        finally:
            await database.close()

    async def _waits(self) -> bool:
        if self.modem.network.waiting or any(
            storage.entries for storage in self.modem.mailbox.storages.values()
        ):
            return True
        answered = await _HEARD.rows()
        if len({row["number"] for row in answered}) < len(self.texted):
            return True
        return bool((await _WAITING.rows())[0]["n"])

    def _taken(self) -> Counter[tuple[str, str]]:
        """How often the network took each part: by number and words."""
        submitted = self.modem.network.submitted(since=0)
        return Counter((one.number, one.text) for one in submitted if one.reference is not None)


def _of_message(row, parts, taken: Counter[tuple[str, str]]) -> Iterator[str]:
    what = f"{row.address} {row.stage.value} {[(p.number, p.stage.value) for p in parts]}"
    if row.stage in {Stage.QUEUED, Stage.SUBMITTING}:
        yield f"STUCK {what}"
    stages = {part.number: part.stage for part in parts}
    for number, text in enumerate(split_text(row.text), start=1):
        times = taken[row.address, text]
        stage = stages.get(number, Stage.QUEUED)
        if times > 1:
            yield f"SENT_TWICE part {number} of {what}"
        if stage in {Stage.SENT, Stage.DELIVERED} and not times:
            yield f"SAID_SENT_NEVER_SUBMITTED part {number} of {what}"
        if stage is Stage.QUEUED and times:
            yield f"LOST_ANSWER_NOT_UNKNOWN part {number} of {what}"
    if row.stage is Stage.SENT and Stage.UNKNOWN in stages.values():
        yield f"STATUS_WRONG {what}"
