"""The addresses that a provider calls: texts that come in, and delivery reports.

Whoever calls may be anybody: the body is bounded, the secret is asked before anything is read,
and only what is stored is answered with 200, so that the provider calls again with the rest.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator

import aiohttp
from aiohttp import web

from gateway.provider.genuine import Called, is_genuine
from gateway.provider.hearing import delivery_of, entries_of, inbound_of
from gateway.provider.reading import MalformedError
from gateway.provider.shape import Provider
from models.terms.channel import Delivery, Inbound, Inbox
from models.terms.clock import Clock

MOST_OCTETS = 65_536
"""Of a webhook, and of an answer; longer ones are not read."""

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Webhooks:
    """The provider's calls, handed to the inbox that is set when the channel starts."""

    def __init__(self, provider: Provider, *, channel: str, clock: Clock) -> None:
        self.inbox: Inbox | None = None
        self._provider = provider
        self._channel = channel
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        where = f"/gateway/provider/{self._provider.name}"
        routes = []
        if self._provider.inbound is not None:
            routes.append(web.post(f"{where}/inbound", self._hear_inbound))
        if self._provider.report is not None:
            routes.append(web.post(f"{where}/report", self._hear_report))
        return routes

    async def _hear_inbound(self, request: web.Request) -> web.Response:
        form = self._provider.inbound
        heard = await self._hear(request, self._inbounds_of)
        if heard.status == web.HTTPOk.status_code and form is not None and form.reply:
            return web.Response(text=form.reply, content_type=form.reply_type)
        return heard

    async def _hear_report(self, request: web.Request) -> web.Response:
        return await self._hear(request, self._deliveries_of)

    async def _hear(
        self, request: web.Request, read: Callable[[bytes], Iterator[Inbound | Delivery]]
    ) -> web.Response:
        body = await bounded(request.content)
        if body is None:
            return web.Response(status=413)
        called = Called(request.path_qs, request.query, request.headers, body)
        if not is_genuine(self._provider, called):
            return web.Response(status=401, headers={"WWW-Authenticate": "Basic"})
        try:
            found = list(read(body))
        except MalformedError as error:
            log.warning("provider %s called with %s", self._provider.name, error)
            return web.Response(status=400)
        return web.Response(status=200 if await self._store(found) else 503)

    async def _store(self, found: list[Inbound | Delivery]) -> bool:
        """Whether all of it is stored; what was before a failure is a copy the next time."""
        if self.inbox is None:
            return False
        try:
            for told in found:
                match told:
                    case Inbound():
                        await self.inbox.receive(told)
                    case Delivery():
                        await self.inbox.report(told)
        except Exception:
            log.exception("provider %s: a webhook could not be stored", self._provider.name)
            return False
        return True

    def _inbounds_of(self, body: bytes) -> Iterator[Inbound]:
        form, now = self._provider.inbound, self._clock.now()
        if form is None:
            return
        for entry in entries_of(form, body):
            yield inbound_of(form, entry, channel=self._channel, name=self._provider.name, now=now)

    def _deliveries_of(self, body: bytes) -> Iterator[Delivery]:
        form, now = self._provider.report, self._clock.now()
        if form is None:
            return
        for entry in entries_of(form, body):
            delivery = delivery_of(
                form, entry, channel=self._channel, line=self._provider.name, now=now
            )
            if delivery is not None:
                yield delivery


async def bounded(content: aiohttp.StreamReader) -> bytes | None:
    """All of it, or None when there is more than is read."""
    body = bytearray()
    async for chunk in content.iter_any():
        body += chunk
        if len(body) > MOST_OCTETS:
            return None
    return bytes(body)
