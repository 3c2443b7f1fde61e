"""Where a gateway on another machine hands in texts and fetches what it shall send."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from gateway.remote import forms
from gateway.remote.forms import FormError, Poll, Result, Stored, Trouble
from gateway.remote.seal import Stamp, is_genuine, read_authorization
from models.terms.channel import Delivery, Inbound, Inbox, Quarantined
from server.remote import LatePollError, OwnedByOtherError, RemoteChannel

logger = logging.getLogger(__name__)
INSTANCES_MOST = 64
COUNTS_MOST = 4096
BODY_WITHIN_SECONDS = 10.0
ADDRESS_LENGTH = 64
CODES = {
    forms.STALE: 401,
    forms.REFUSED: 401,
    forms.REPLAYED: 401,
    forms.OWNED: 409,
    forms.BAD_FORM: 400,
    forms.TRY_LATER: 503,
}
Take = Callable[[web.Request, Stamp, bytes], Awaitable[object]]


class TroubleError(Exception):
    """The request is not taken."""

    def __init__(self, code: str, *, detail: str = "", challenge: str = "") -> None:
        super().__init__(code)
        self.trouble = Trouble(code, detail, challenge)


@dataclass(slots=True)
class Counts:
    """Which numbers one gateway process has used; those far below the highest count as used."""

    highest: int = 0
    used: set[int] = field(default_factory=set)

    def use(self, count: int) -> bool:
        """False for one that was used before."""
        if count <= self.highest - COUNTS_MOST or count in self.used:
            return False
        self.used.add(count)
        self.highest = max(self.highest, count)
        if len(self.used) > 2 * COUNTS_MOST:
            self.used = {used for used in self.used if used > self.highest - COUNTS_MOST}
        return True


class Gate:
    """Lets in who has the key, each request once: `gateway.remote.seal` tells how."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._challenge = secrets.token_hex(16)
        self._instances: dict[str, Counts] = {}

    def stamp_of(self, header: str) -> tuple[Stamp, str]:
        """What a request claims, before its body is read. Raises TroubleError."""
        claimed = read_authorization(header)
        if claimed is None:
            raise TroubleError(forms.REFUSED)
        if claimed[0].challenge != self._challenge:
            raise TroubleError(forms.STALE, challenge=self._challenge)
        return claimed

    def admit(self, stamp: Stamp, seal: str, path: str, body: bytes) -> None:
        """Raises TroubleError for a wrong key and for what was let in before."""
        if not is_genuine(self._key, stamp, path, body, seal):
            raise TroubleError(forms.REFUSED)
        if stamp.challenge != self._challenge:
            raise TroubleError(forms.STALE, challenge=self._challenge)
        if stamp.instance not in self._instances and len(self._instances) >= INSTANCES_MOST:
            # Old numbers may be forgotten only together with the challenge they were used under.
            self._challenge = secrets.token_hex(16)
            self._instances.clear()
            raise TroubleError(forms.STALE, challenge=self._challenge)
        if not self._instances.setdefault(stamp.instance, Counts()).use(stamp.count):
            raise TroubleError(forms.REPLAYED)


class GatewayDoor:
    """The five requests of docs/gateway-http.md."""

    def __init__(self, key: str, inbox: Inbox, channel: RemoteChannel) -> None:
        self._gate = Gate(key)
        self._inbox = inbox
        self._channel = channel
        self._has_warned = False

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.post(forms.INBOUND, self._guarded(self._receive)),
            web.post(forms.REPORT, self._guarded(self._report)),
            web.post(forms.QUARANTINE, self._guarded(self._quarantine)),
            web.post(forms.OUTBOX, self._guarded(self._poll)),
            web.post(forms.RESULT, self._guarded(self._settle)),
        ]

    def _guarded(self, take: Take) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                answer = await self._let_in(request, take)
            except TroubleError as error:
                self._note(error.trouble.code)
                return _json(error.trouble, status=CODES[error.trouble.code])
            self._note("")
            return _json(answer)

        return handler

    async def _let_in(self, request: web.Request, take: Take) -> object:
        """Raises TroubleError, and HTTPRequestEntityTooLarge for a body of no size of ours."""
        stamp, seal = self._gate.stamp_of(request.headers.get("Authorization", ""))
        try:
            async with asyncio.timeout(BODY_WITHIN_SECONDS):
                body = await request.read()
        except TimeoutError:
            raise TroubleError(forms.BAD_FORM) from None
        self._gate.admit(stamp, seal, request.path, body)
        try:
            return await take(request, stamp, body)
        except FormError as error:
            logger.warning("a gateway's form cannot be read: %s", error)
            raise TroubleError(forms.BAD_FORM) from None
        except (TroubleError, web.HTTPException):
            raise
        except Exception as error:
            # Only the kind: its words may hold a text.
            logger.warning("a gateway's message is not stored (%s)", type(error).__name__)
            raise TroubleError(forms.TRY_LATER) from error

    async def _receive(self, request: web.Request, stamp: Stamp, body: bytes) -> Stored:  # noqa: ARG002
        message = forms.from_bytes(body, Inbound)
        self._check(message.channel, message.address, message.external_id)
        await self._inbox.receive(message)
        return Stored(ok=True)

    async def _report(self, request: web.Request, stamp: Stamp, body: bytes) -> Stored:  # noqa: ARG002
        delivery = forms.from_bytes(body, Delivery)
        self._check(delivery.channel, delivery.address)
        await self._inbox.report(delivery)
        return Stored(ok=True)

    async def _quarantine(self, request: web.Request, stamp: Stamp, body: bytes) -> Stored:  # noqa: ARG002
        found = forms.from_bytes(body, Quarantined)
        self._check(found.channel, found.address, found.external_id)
        await self._inbox.quarantine(found)
        return Stored(ok=True)

    async def _poll(self, request: web.Request, stamp: Stamp, body: bytes) -> object:
        poll = forms.from_bytes(body, Poll)

        def is_cut() -> bool:
            return request.transport is None or request.transport.is_closing()

        try:
            return await self._channel.poll(
                poll, instance=stamp.instance, count=stamp.count, is_cut=is_cut
            )
        except OwnedByOtherError as error:
            raise TroubleError(forms.OWNED, detail=str(error)) from None
        except LatePollError:
            raise TroubleError(forms.REPLAYED) from None

    async def _settle(self, request: web.Request, stamp: Stamp, body: bytes) -> Stored:  # noqa: ARG002
        await self._channel.settle(forms.from_bytes(body, Result))
        return Stored(ok=True)

    def _check(self, channel: str, *names: str) -> None:
        """The gateway speaks for its own channel alone. Raises FormError."""
        if channel != self._channel.name or any(len(name) > ADDRESS_LENGTH for name in names):
            raise FormError("not of this channel")

    def _note(self, code: str) -> None:
        """Somebody without the key is told of once, until somebody with it has come."""
        if code == forms.REFUSED and not self._has_warned:
            self._has_warned = True
            logger.warning("a gateway was refused: it has another gateway_key")
        elif not code:
            self._has_warned = False


def _json(form: object, *, status: int = 200) -> web.Response:
    return web.Response(body=forms.to_bytes(form), status=status, content_type="application/json")
