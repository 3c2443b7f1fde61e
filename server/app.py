"""The composition root: settings become parts, parts become a running office.

Start goes from the ground up, stop from the doors down: first nothing new comes in, then what
was accepted is settled, then the database closes.
"""

import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from aiohttp import web

from dialogs.registry import counter
from models.attachments.rules import MEGABYTE
from models.attachments.shelf import Shelf
from models.conversations import services as conversations
from models.conversations.rules import ReopenTo
from models.db import Database
from models.hours.rules import StaffHours
from models.terms.channel import Style
from models.terms.clock import Clock, SystemClock
from models.terms.ids import IdMaker
from models.unknown.rules import Kept
from server.channels import SMS, Pace, WaysOut, open_ways_out
from server.desk.standing import TARGET
from server.faults import CommandError
from server.figures import Figures
from server.filing import Filing
from server.following import Following
from server.front import Front, Ground
from server.giving import Giving
from server.http.gateway import GatewayDoor
from server.http.pages import DemoNotice
from server.inbox import ServerInbox
from server.jobs import Jobs
from server.lanes import Lanes
from server.lines import LineWatch
from server.manners import manners_of
from server.outbox import mark_lost
from server.outcomes import check_outcomes
from server.owner import Owner
from server.publish import Publisher
from server.relay import Relay
from server.remote import RemoteChannel
from server.roster import Roster
from server.secret import office_secret
from server.settings import Settings
from server.talk import Talk
from server.turns import Turns
from server.versions import keep_versions
from server.visitors import CHANNEL as WEB
from server.work import Means, Settled, Work
from server.worker import ALONE, take_worker

if TYPE_CHECKING:
    from server.herald import Herald

logger = logging.getLogger(__name__)
PUSHED = frozenset({SMS})
"""Channels to which Loket brings what is written; of the others people fetch it."""
SEND_WITHIN_SECONDS = 8.0
"""How long a stop waits for the message that is just being sent."""
GROUP_MOST = 128


@dataclass(frozen=True, slots=True)
class Parts:
    """Which of Loket's parts this process runs."""

    web: bool = True
    gateway: bool = True
    jobs: bool = True

    @property
    def are_all(self) -> bool:
        """Whether no other process runs anything on the same database."""
        return self.web and self.gateway and self.jobs


Prepare: TypeAlias = Callable[["Office"], Awaitable[None]]


class Office:
    """Everything alive, made here and nowhere else."""

    def __init__(
        self,
        settings: Settings,
        *,
        parts: Parts | None = None,
        clock: Clock | None = None,
        demo: DemoNotice | None = None,
        prepare: Prepare | None = None,
        pace: Pace | None = None,
        lost: Callable[[str], None] = logger.error,
    ) -> None:
        """`prepare` is called when all parts are made and no door is open yet.

        `lost` is called, with one plain sentence, when another process has taken over the
        gateway: this one begins with no text any more and should end.
        """
        self.settings = settings
        self.parts = parts or Parts()
        self.clock = clock or SystemClock()
        self.demo = demo
        self.pace = pace or Pace()
        self.more_routes: list[web.RouteDef] = []
        self.goodbyes: list[Callable[[], None]] = []
        """Called before the web closes, so that answers without end may end."""
        self._prepare = prepare
        self._lost = lost
        self.owner: Owner | None = None
        self.remote: RemoteChannel | None = None
        self.figures = Figures()
        self.roster = Roster()

    async def start(self) -> None:
        """Open the database, migrate it, and begin to answer.

        Raises DatabaseUnavailableError, DatabaseAddressError, SettingsError, CommandError when
        another process runs the gateway, and OSError when the port is taken.
        """
        self.database = await Database.open(self.settings.database_url)
        async with AsyncExitStack() as undo:
            undo.push_async_callback(self.database.close)
            await self.database.migrate()
            self.secret = office_secret(self.settings)
            await self._compose(undo)
            if self._prepare is not None:
                await self._prepare(self)
            await self._open(undo)
            self._undo = undo.pop_all()

    async def stop(self) -> None:
        """Close the doors, settle what was accepted, close the database."""
        await self._undo.aclose()

    @property
    def port(self) -> int:
        """The port the web listens on; useful when the setting is 0."""
        return self.front.site.port

    async def _compose(self, undo: AsyncExitStack) -> None:
        settings = self.settings
        self._is_alone = self.parts.are_all and settings.redis_url is None
        url = settings.database_url
        self._worker = (
            ALONE if self._is_alone else await take_worker(url, self.clock, undo, lost=self._lost)
        )
        newest = await conversations.highest_id()
        self.new_id = IdMaker(self.clock, worker=self._worker, after=newest)
        self._lay_ground()
        await self._make_doors(undo)
        self._connect()
        if self.parts.web:
            self.front.draw()

    def _lay_ground(self) -> None:
        """Turns, and the lanes in which they are settled; nothing comes in or goes out yet."""
        settings, clock = self.settings, self.clock
        self.talk = Talk(
            counter,
            clock,
            settings.zone,
            {WEB: Style.RICH, SMS: Style.TERSE},
            self.secret,
            staff_hours=StaffHours(settings.staff_hours),
        )
        self._means = Means(
            clock,
            self.new_id,
            PUSHED,
            away_after_ms=settings.sms_after_seconds * 1000,
            reopen_to=ReopenTo(settings.reopen_to),
            secret=self.secret,
            public_url=settings.public_url or self._demo_url,
        )
        self._turns = Turns(self._means, self.figures)
        self.lanes: Lanes[Work, Settled] = Lanes(
            self._turns.settle, lanes=self._lane_count, most=GROUP_MOST
        )
        self.giving = Giving(self.lanes, settings.policy)
        folder = settings.files_folder
        self.filing = Filing(Shelf(folder), folder, clock, settings.attachment_most_mb * MEGABYTE)
        TARGET.zone, TARGET.minutes = settings.zone, settings.answer_within_minutes

    async def _make_doors(self, undo: AsyncExitStack) -> None:
        """What people come in by, and what leaves by relays."""
        settings = self.settings
        ways = await self._ways_out(undo)
        self.simulated_modem = ways.simulated_modem
        self.channels = [ways.channel] if ways.channel else []
        self.more_routes += ways.routes
        self._manners = manners_of(settings)
        self.relays = [
            Relay(
                channel,
                self.lanes,
                self.clock,
                manners=self._manners,
                zone=settings.zone,
                look_every_seconds=self.pace.look_every_seconds,
                may_send=self._may_send,
            )
            for channel in self.channels
        ]
        self.inbox = ServerInbox(self.lanes, self.talk, settings.language)
        ground = Ground(
            settings,
            self.database,
            self.clock,
            self.secret,
            self.new_id,
            self.lanes,
            self.talk,
            self.roster,
            self.filing,
            self.figures,
        )
        self.front = Front(
            ground, pushed_channels=PUSHED, line_moved=self.giving.move, demo=self.demo
        )

    def _connect(self) -> None:
        """Let every commit be heard by those whom it concerns, here and in other processes."""
        settings, front = self.settings, self.front
        self.herald = _herald(settings.redis_url)
        publisher = Publisher(
            visitors=front.visitors,
            desk=front.desk,
            relays=self.relays,
            roster=self.roster,
            line=front.line,
        )
        self.following = Following(
            publisher,
            visitors=front.visitors,
            desk=front.desk,
            relays=self.relays,
            roster=self.roster,
            line=front.line,
            worker=self._worker,
            herald=self.herald,
        )
        publish = publisher.publish if self._is_alone else self.following.publish
        self._turns.tell(self.giving.before(publish))
        self.jobs = Jobs(
            lanes=self.lanes,
            talk=self.talk,
            desk=front.desk,
            roster=self.roster,
            clock=self.clock,
            language=settings.language,
            unknown_kept=Kept(settings.unknown_most, settings.unknown_days),
            away_after_ms=self._means.away_after_ms,
            policy=settings.policy,
            sweep=self.filing.sweep,
        )

    @property
    def _demo_url(self) -> str | None:
        """A demo is looked at on its own machine; elsewhere nobody knows where the office is."""
        is_here = self.demo is not None and self.settings.port != 0
        return f"http://{self.settings.host}:{self.settings.port}" if is_here else None

    async def _ways_out(self, undo: AsyncExitStack) -> WaysOut:
        if self.settings.gateway_key is not None and self.parts.web:
            self.remote = RemoteChannel(self.lanes, self.clock)
        if not self.parts.gateway:
            return WaysOut(self.remote)
        return await open_ways_out(
            self.settings, clock=self.clock, pace=self.pace, undo=undo, elsewhere=self.remote
        )

    def _may_send(self) -> bool:
        return self.owner is not None and self.owner.is_sure

    async def _open(self, undo: AsyncExitStack) -> None:
        """Start from the ground up; `undo` stops in the opposite order."""
        check_outcomes(self.talk.counter.dialogs)
        at_ms = int(self.clock.now().timestamp() * 1000)
        await keep_versions(self.talk.counter, at_ms=at_ms)
        await self.talk.words.refresh(at_ms)
        self.lanes.start()
        undo.push_async_callback(self.lanes.stop)
        self.giving.start()
        undo.push_async_callback(self.giving.stop)
        await self.roster.refresh()
        if not self._is_alone:
            await self.following.start()
            undo.push_async_callback(self.following.stop)
        if self.channels:
            url = self.settings.database_url
            self.owner = await Owner.take(url, self.clock, lost=self._lost)
            undo.push_async_callback(self.owner.release)
        for relay in self.relays:
            await mark_lost(self.lanes, relay.channel, self._manners)
            relay.start()
            undo.push_async_callback(relay.stop, within_seconds=SEND_WITHIN_SECONDS)
        if self.parts.jobs:
            self.jobs.start()
            undo.push_async_callback(self.jobs.stop)
        for channel, relay in zip(self.channels, self.relays, strict=True):
            await channel.start(self.inbox, relay.wake)
            undo.push_async_callback(channel.stop)
        watch = LineWatch(self.channels, self.lanes, self.clock)
        watch.start()
        undo.push_async_callback(watch.stop)
        if self.parts.web:
            await self._open_web(undo)

    async def _open_web(self, undo: AsyncExitStack) -> None:
        herald, remote, key = self.herald, self.remote, self.settings.gateway_key
        gateway = None
        if remote is not None and key is not None:
            gateway = GatewayDoor(key, self.inbox, remote)
            self.goodbyes.append(remote.close)
        await self.front.open(
            undo,
            channels=self.channels,
            redis_is_up=None if herald is None else lambda: herald.is_up,
            gateway=gateway,
            more_routes=self.more_routes,
            goodbyes=self.goodbyes,
            looks_itself=not self.parts.jobs,
        )

    @property
    def _lane_count(self) -> int:
        """SQLite has one writer; PostgreSQL gains from a second and not from a third."""
        return 1 if self.settings.database_url.startswith("sqlite") else 2


def _herald(redis_url: str | None) -> "Herald | None":
    """Raises CommandError when the package is not installed."""
    if redis_url is None:
        return None
    try:
        from server.herald import Herald  # noqa: PLC0415 -- an office of one process needs no Redis
    except ImportError:
        raise CommandError("redis_url is set: install loket[cluster] first.") from None
    return Herald(redis_url)
