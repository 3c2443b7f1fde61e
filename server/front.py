"""The front of an office: the windows of visitors and staff, the pages, and the site they stand on.

Made once the counter and the lanes behind it are there; opened last and closed first.
"""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from aiohttp import web

from models.db import Database
from models.people.rules import AgentsSee
from models.terms.channel import Channel
from models.terms.clock import Clock
from models.terms.ids import IdMaker
from server.desk.namespace import NAMESPACE as DESK
from server.desk.namespace import DeskNamespace
from server.desk.seats import Terms
from server.figures import Figures, LiveFigures
from server.filing import Filing
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
from server.lanes import Lanes
from server.roster import Roster
from server.settings import Settings
from server.sockets import SocketServer, origin_reader
from server.speaking import Speaking, WaitingLine
from server.talk import Talk
from server.visitors import VisitorCounter
from server.windows import Windows
from server.work import Settled, Work
from web_chat.assets import Assets
from web_chat.callers import VisitorLimits
from web_chat.limits import Places
from web_chat.namespace import NAMESPACE as VISITOR
from web_chat.namespace import VisitorNamespace

BURST = 60
HALLWAY = 2
"""Connections of every kind, for each that may become a visitor's window."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What every part of an office stands on."""

    settings: Settings
    database: Database
    clock: Clock
    secret: bytes
    new_id: IdMaker
    lanes: Lanes[Work, Settled]
    talk: Talk
    roster: Roster
    filing: Filing
    figures: Figures = field(repr=False)


class Front:
    """Who looks in from a browser, and what is shown to them."""

    def __init__(
        self,
        ground: Ground,
        *,
        pushed_channels: frozenset[str],
        line_moved: Callable[[], None],
        demo: DemoNotice | None,
    ) -> None:
        """`line_moved` is called when staff came, left or may take more."""
        settings = ground.settings
        self._ground = ground
        self._demo = demo
        self._line_moved = line_moved
        self.sessions = Sessions(ground.secret, ground.clock)
        speaking = Speaking(
            ground.roster, ground.clock, settings.zone, lambda: self.desk.is_staffed
        )
        self._counter = VisitorCounter(
            ground.lanes,
            ground.talk,
            ground.roster,
            ground.clock,
            ground.new_id,
            ground.secret,
            speaking,
            self._tell_viewers,
            settings.sms_number,
        )
        self.visitors = VisitorNamespace(
            self._counter,
            limits=VisitorLimits(settings.visitor_messages_per_second, BURST, self._places(1)),
            clock=ground.clock,
            default_language=settings.language,
            origin_of=origin_reader(settings.proxies),
            is_shared=settings.redis_url is not None,
        )
        self.line = WaitingLine(speaking, self.visitors)
        self.desk = DeskNamespace(
            lanes=ground.lanes,
            talk=ground.talk,
            login=self.sessions.staff_of_socket,
            roster=ground.roster,
            pushed_channels=pushed_channels,
            tell_visitors=self.visitors.mention,
            terms=Terms(
                settings.office_name_id,
                settings.office_name_en,
                settings.sms_segments_most,
                settings.sms_cost_rupiah,
                settings.agents_see == AgentsSee.DEPARTMENT,
            ),
            line_moved=self._move_line,
        )

    def draw(self) -> None:
        """Load what the pages are made of. Raises what `Assets.load` raises."""
        ground = self._ground
        self.pages = Pages(
            ground.settings, assets=Assets.load(), secret=ground.secret, demo=self._demo
        )

    async def open(
        self,
        undo: AsyncExitStack,
        *,
        channels: Sequence[Channel],
        redis_is_up: Callable[[], bool] | None,
        gateway: GatewayDoor | None,
        more_routes: Sequence[web.RouteDef],
        goodbyes: Sequence[Callable[[], None]],
        looks_itself: bool,
    ) -> None:
        """Listen until `undo` runs. Raises OSError when the port is taken.

        `looks_itself`: no jobs run in this process that would look after its desks.
        """
        self.line.start()
        undo.push_async_callback(self.line.stop)
        ground, settings = self._ground, self._ground.settings
        live = LiveFigures(
            windows=lambda: self.visitors.open_windows,
            desks=lambda: self.desk.open_desks,
            waiting=lambda: ground.lanes.waiting,
        )
        ground.figures.registry.register(live)
        self.site = Site(
            settings.host,
            settings.port,
            self._sockets(),
            closing=self.visitors.close,
            goodbyes=goodbyes,
            proxies=settings.proxies,
        )
        self.site.add(
            Health(
                ground.database, channels, ground.figures, live, ground.clock, redis_is_up
            ).routes()
        )
        for routes in self._rooms():
            self.site.add(routes)
        if gateway is not None:
            self.site.add(gateway.routes())
        self.site.add(more_routes)
        self.site.add_static(self.pages.assets)
        await self.site.start()
        undo.push_async_callback(self.site.stop)
        besides = (self.desk.look, ground.roster.refresh) if looks_itself else ()
        windows = Windows(self.visitors, ground.lanes, besides=besides)
        windows.start()
        undo.push_async_callback(windows.stop)

    def _move_line(self) -> None:
        """Whoever waits hears whether anybody sits at a desk."""
        self._line_moved()
        self.line.move()

    async def _tell_viewers(self, conversation_id: int, event: str) -> None:
        await self.desk.tell_viewers(conversation_id, event)

    def _sockets(self) -> SocketServer:
        settings = self._ground.settings
        sockets = SocketServer(
            redis_url=settings.redis_url,
            places=self._places(HALLWAY),
            origin_of=origin_reader(settings.proxies),
        )
        sockets.register_namespace(self.visitors)
        sockets.register_namespace(self.desk)
        sockets.shorten(VISITOR, self.visitors)
        sockets.shorten(DESK, self.desk)
        return sockets

    def _rooms(self) -> Sequence[Sequence[web.RouteDef]]:
        """The pages of each room of the site."""
        ground, pages, sessions = self._ground, self.pages, self.sessions
        settings, secret, proxies = ground.settings, ground.secret, ground.settings.proxies
        return (
            PublicPages(pages, settings.embed_sites).routes(),
            StaffPages(
                pages, sessions, self.desk, ground.clock, ground.new_id, secret, proxies
            ).routes(),
            FilePages(ground.filing, pages, sessions, self._counter, secret, proxies).routes(),
            HandingPages(ground.filing, pages, ground.lanes, secret, proxies).routes(),
            UnknownPages(pages, sessions, ground.clock, settings.zone, secret).routes(),
        )

    def _places(self, times: int) -> Places:
        settings = self._ground.settings
        return Places(
            most=settings.sockets_most * times,
            most_of_one=settings.sockets_of_one_address * times,
        )
