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
from server.desk.namespace import NAMESPACE as DESK
from server.desk.namespace import DeskNamespace
from server.desk.seats import Terms
from server.desk.standing import TARGET
from server.faults import CommandError
from server.figures import Figures, LiveFigures
from server.filing import Filing
from server.following import Following
from server.giving import Giving
from server.http.files import FilePages
from server.http.gateway import GatewayDoor
from server.http.handing import HandingPages
from server.http.health import Health
from server.http.pages import DemoNotice, Pages
from server.http.public import PublicPages
from server.http.session import Sessions
from server.http.site import Site
from server.http.staff import StaffPages
from server.http.unknown import UnknownPages
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
from server.sockets import SocketServer, origin_reader
from server.speaking import Speaking, WaitingLine
from server.talk import Talk
from server.turns import Turns
from server.versions import keep_versions
from server.visitors import CHANNEL as WEB
from server.visitors import VisitorCounter
from server.windows import Windows
from server.work import Means, Settled, Work
from server.worker import ALONE, take_worker
from web_chat.assets import Assets
from web_chat.callers import VisitorLimits
from web_chat.limits import Places
from web_chat.namespace import NAMESPACE as VISITOR
from web_chat.namespace import VisitorNamespace

if TYPE_CHECKING:
    from server.herald import Herald

logger = logging.getLogger(__name__)
BURST = 60
HALLWAY = 2
"""Connections of every kind, for each that may become a visitor's window."""
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
        return self.site.port

    async def _compose(self, undo: AsyncExitStack) -> None:
        settings, clock = self.settings, self.clock
        self._is_alone = self.parts.are_all and settings.redis_url is None
        url = settings.database_url
        worker = ALONE if self._is_alone else await take_worker(url, clock, undo, lost=self._lost)
        new_id = IdMaker(clock, worker=worker, after=await conversations.highest_id())
        self.herald = _herald(settings.redis_url)
        self._manners = manners_of(settings)
        styles = {WEB: Style.RICH, SMS: Style.TERSE}
        pushed = frozenset({SMS})
        self.talk = Talk(
            counter,
            clock,
            settings.zone,
            styles,
            self.secret,
            staff_hours=StaffHours(settings.staff_hours),
        )
        means = Means(
            clock,
            new_id,
            pushed,
            away_after_ms=settings.sms_after_seconds * 1000,
            reopen_to=ReopenTo(settings.reopen_to),
            secret=self.secret,
            public_url=settings.public_url or self._demo_url,
        )
        folder = settings.files_folder
        most_bytes = settings.attachment_most_mb * MEGABYTE
        self.filing = Filing(Shelf(folder), folder, clock, most_bytes)
        turns = Turns(means, self.figures)
        self.lanes: Lanes[Work, Settled] = Lanes(
            turns.settle, lanes=self._lane_count, most=GROUP_MOST
        )
        TARGET.zone, TARGET.minutes = settings.zone, settings.answer_within_minutes
        policy = settings.policy
        self.giving = Giving(self.lanes, policy)
        ways = await self._ways_out(undo)
        self.simulated_modem = ways.simulated_modem
        self.channels = [ways.channel] if ways.channel else []
        self.more_routes += ways.routes
        self.sessions = Sessions(self.secret, clock)
        self.visitors = self._visitors(new_id)
        self.desk = DeskNamespace(
            lanes=self.lanes,
            talk=self.talk,
            login=self.sessions.staff_of_socket,
            roster=self.roster,
            pushed_channels=pushed,
            tell_visitors=self.visitors.mention,
            terms=Terms(
                settings.office_name_id,
                settings.office_name_en,
                settings.sms_segments_most,
                settings.sms_cost_rupiah,
            ),
            line_moved=self.giving.move,
        )
        self.relays = [
            Relay(
                channel,
                self.lanes,
                clock,
                manners=self._manners,
                zone=settings.zone,
                look_every_seconds=self.pace.look_every_seconds,
                may_send=self._may_send,
            )
            for channel in self.channels
        ]
        self.line = WaitingLine(self.speaking, self.visitors)
        publisher = Publisher(
            visitors=self.visitors,
            desk=self.desk,
            relays=self.relays,
            roster=self.roster,
            line=self.line,
        )
        self.following = Following(
            publisher,
            visitors=self.visitors,
            desk=self.desk,
            relays=self.relays,
            roster=self.roster,
            line=self.line,
            worker=worker,
            herald=self.herald,
        )
        publish = publisher.publish if self._is_alone else self.following.publish
        turns.tell(self.giving.before(publish))
        self.inbox = ServerInbox(self.lanes, self.talk, settings.language)
        self.jobs = Jobs(
            lanes=self.lanes,
            talk=self.talk,
            desk=self.desk,
            roster=self.roster,
            clock=clock,
            language=settings.language,
            unknown_kept=Kept(settings.unknown_most, settings.unknown_days),
            away_after_ms=means.away_after_ms,
            policy=policy,
            sweep=self.filing.sweep,
        )
        self.new_id = new_id
        if self.parts.web:
            self.pages = Pages(settings, assets=Assets.load(), secret=self.secret, demo=self.demo)

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

    def _visitors(self, new_id: IdMaker) -> VisitorNamespace:
        settings = self.settings
        self.speaking = Speaking(
            self.roster, self.clock, settings.zone, lambda: self.desk.is_watched
        )
        self.counter_of_visitors = VisitorCounter(
            self.lanes,
            self.talk,
            self.roster,
            self.clock,
            new_id,
            self.secret,
            self.speaking,
            settings.sms_number,
        )
        places = Places(most=settings.sockets_most, most_of_one=settings.sockets_of_one_address)
        return VisitorNamespace(
            self.counter_of_visitors,
            limits=VisitorLimits(settings.visitor_messages_per_second, BURST, places),
            clock=self.clock,
            default_language=settings.language,
            origin_of=origin_reader(settings.proxies),
            is_shared=settings.redis_url is not None,
        )

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
        self.line.start()
        undo.push_async_callback(self.line.stop)
        settings = self.settings
        sockets = SocketServer(
            redis_url=settings.redis_url,
            places=Places(
                most=settings.sockets_most * HALLWAY,
                most_of_one=settings.sockets_of_one_address * HALLWAY,
            ),
            origin_of=origin_reader(settings.proxies),
        )
        sockets.register_namespace(self.visitors)
        sockets.register_namespace(self.desk)
        sockets.shorten(VISITOR, self.visitors)
        sockets.shorten(DESK, self.desk)
        live = LiveFigures(
            windows=lambda: self.visitors.open_windows,
            desks=lambda: self.desk.open_desks,
            waiting=lambda: self.lanes.waiting,
        )
        self.figures.registry.register(live)
        self.site = Site(
            self.settings.host,
            self.settings.port,
            sockets,
            closing=self.visitors.close,
            proxies=self.settings.proxies,
        )
        herald = self.herald
        redis_is_up = None if herald is None else lambda: herald.is_up
        health = Health(self.database, self.channels, self.figures, live, self.clock, redis_is_up)
        self.site.add(health.routes())
        self.site.add(PublicPages(self.pages, self.settings.embed_sites).routes())
        self.site.add(self._staff_pages().routes())
        self.site.add(self._file_pages().routes())
        handing = HandingPages(
            self.filing, self.pages, self.lanes, self.secret, self.settings.proxies
        )
        self.site.add(handing.routes())
        self.site.add(self._unknown_pages().routes())
        if self.remote is not None and self.settings.gateway_key is not None:
            door = GatewayDoor(self.settings.gateway_key, self.inbox, self.remote)
            self.site.add(door.routes())
            self.goodbyes.append(self.remote.close)
        self.site.add(self.more_routes)
        self.site.goodbyes = self.goodbyes
        self.site.add_static(self.pages.assets)
        await self.site.start()
        undo.push_async_callback(self.site.stop)
        besides = () if self.parts.jobs else (self.desk.look, self.roster.refresh)
        windows = Windows(self.visitors, self.lanes, besides=besides)
        windows.start()
        undo.push_async_callback(windows.stop)

    def _staff_pages(self) -> StaffPages:
        return StaffPages(
            self.pages,
            self.sessions,
            self.desk,
            self.clock,
            self.new_id,
            self.secret,
            self.settings.proxies,
        )

    def _file_pages(self) -> FilePages:
        return FilePages(
            self.filing,
            self.pages,
            self.sessions,
            self.counter_of_visitors,
            self.secret,
            self.settings.proxies,
        )

    def _unknown_pages(self) -> UnknownPages:
        return UnknownPages(self.pages, self.sessions, self.clock, self.settings.zone, self.secret)

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
