"""The gateway's way to its office: one sealed request at a time may fail, none is sent twice."""

import asyncio
import itertools
import logging
import secrets
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp

from gateway.remote import forms
from gateway.remote.forms import Form, FormError, Trouble
from gateway.remote.seal import Stamp, authorization

log = logging.getLogger(__name__)
ANSWER_MOST_BYTES = 512 * 1024
TRIES = 3
"""A challenge that has just changed is answered at once, not for ever."""


class OfficeError(Exception):
    """The office did not take it; the text is one plain sentence's worth for the operator."""


class KeyRefusedError(OfficeError):
    """Both sides must have the same gateway_key."""


class OwnedError(OfficeError):
    """Another gateway serves this office."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the gateway waits for its office, and between tries. All in seconds."""

    connect: float = 10.0
    answer: float = 30.0
    """For a message that came in: a turn is taken before it is stored."""
    poll: float = 20.0
    """How long the office may keep a poll that has nothing to give."""
    hold: float = 2.0
    """How long a part waits for a free line before it is given back."""
    retry_first: float = 0.25
    retry_longest: float = 30.0
    farewell: float = 5.0


class OfficeLine:
    """Requests to one office, each under a number of its own."""

    def __init__(self, url: str, key: str, *, pace: Pace | None = None) -> None:
        """`url` as the operator wrote it; https, or http on this machine."""
        self._url = url.rstrip("/")
        self._key = key.encode()
        self.pace = pace or Pace()
        self._instance = secrets.token_hex(16)
        self._counts = itertools.count(1)
        self._challenge = "-"
        self._session: aiohttp.ClientSession | None = None
        self._trouble = ""

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, connect=self.pace.connect),
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def post(
        self, path: str, form: object, answer: type[Form], *, seconds: float | None = None
    ) -> Form:
        """The office's answer once it has taken the form.

        Raises OfficeError when it has not, or when that is not known: hand it in again.
        """
        try:
            octets = await self._post(path, forms.to_bytes(form), seconds or self.pace.answer)
            read = forms.from_bytes(octets, answer)
        except OfficeError as error:
            self._note(str(error))
            raise
        except FormError:
            reason = "the office answers in another form: bring both sides to one version"
            self._note(reason)
            raise OfficeError(reason) from None
        self._note("")
        return read

    async def _post(self, path: str, body: bytes, seconds: float) -> bytes:
        for _ in range(TRIES):
            status, answer = await self._ask(path, body, seconds)
            if status == HTTPStatus.OK:
                return answer
            trouble = _trouble(answer)
            match trouble.code:
                case forms.STALE if trouble.challenge != self._challenge:
                    self._challenge = trouble.challenge
                case forms.REPLAYED:
                    continue
                case forms.REFUSED:
                    raise KeyRefusedError("the office has another gateway_key")
                case forms.OWNED:
                    raise OwnedError(trouble.detail)
                case _:
                    raise OfficeError(f"the office answered {status} {trouble.code}".strip())
        raise OfficeError("the office's challenge changes all the time")

    async def _ask(self, path: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        if self._session is None:
            raise OfficeError("not open")
        stamp = Stamp(self._instance, next(self._counts), self._challenge)
        headers = {
            "Authorization": authorization(self._key, stamp, path, body),
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
        }
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.post(
                    self._url + path, data=body, headers=headers, allow_redirects=False
                ) as answer,
            ):
                return answer.status, await _bounded(answer)
        except TimeoutError:
            raise OfficeError("the office does not answer in time") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise OfficeError(f"the office is not reached ({type(error).__name__})") from None

    def _note(self, trouble: str) -> None:
        """Tell the log what is wrong once, and once when it is well again."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble:
            log.warning("%s; it is tried again", trouble)
        else:
            log.info("the office is reached")


async def _bounded(answer: aiohttp.ClientResponse) -> bytes:
    """The whole body. Raises ValueError for one that no office of ours would send."""
    body = bytearray()
    async for piece in answer.content.iter_any():
        body += piece
        if len(body) > ANSWER_MOST_BYTES:
            raise ValueError("too long")
    return bytes(body)


def _trouble(answer: bytes) -> Trouble:
    try:
        return forms.from_bytes(answer, Trouble)
    except FormError:
        return Trouble(code="")
