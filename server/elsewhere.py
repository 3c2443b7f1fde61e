"""The composition root of a gateway on a machine of its own: its modems, its office's address."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from gateway.channel import SmsChannel
from gateway.remote.errands import RemoteGateway
from gateway.remote.office import OfficeLine, OwnedError
from models.terms.clock import SystemClock
from server.faults import CommandError
from server.manners import limits_of, routes_of
from server.modems import open_modems, setup_of
from server.owner import GATEWAY, LockFile, lock_path, this_process
from server.settings import Settings


@asynccontextmanager
async def gateway_elsewhere(settings: Settings) -> AsyncIterator[RemoteGateway]:
    """At work until the end of the block.

    Raises CommandError when another gateway serves the office or nothing is there to serve it.
    """
    url, key = settings.office_url, settings.gateway_key
    if url is None or key is None or not settings.modems:
        raise CommandError("A gateway needs modems, office_url and gateway_key.")
    clock = SystemClock()
    name = this_process(clock)
    async with AsyncExitStack() as undo:
        lock = LockFile.take(lock_path(url, GATEWAY), holder=name)
        undo.callback(lock.release)
        modems, _ = await open_modems(settings.modems, undo)
        channel = SmsChannel(
            modems,
            clock=clock,
            limits=limits_of(settings),
            routes=routes_of(settings),
            setup=setup_of(settings),
        )
        remote = RemoteGateway(OfficeLine(url, key), channel, name=name, place=lock.place)
        try:
            await remote.start()
        except OwnedError as error:
            raise CommandError(f"The gateway does not start: {error}.") from None
        undo.push_async_callback(remote.stop)
        yield remote
