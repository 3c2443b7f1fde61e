"""Files over HTTP: visitors and staff hand them in and fetch them, a text's link opens them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

from aiohttp import web

from models.attachments import links
from models.attachments import services as attachments
from models.attachments.rules import (
    FILES_OF_ONE_MESSAGE,
    MEGABYTE,
    STAFF,
    TAKEN,
    VISITORS,
    FileRefusedError,
    Kind,
    Quota,
    Why,
)
from models.attachments.views import FileView
from models.db import transaction
from models.terms.words import N_
from server import wire
from server.attaching import SENTENCES, staff_uploader, web_uploader
from server.filekeys import Opens, make_key, read_key
from server.filing import Filing, NoRoomError
from server.http import incoming
from server.http.pages import Pages
from server.http.security import CSRF_FIELD, check_csrf
from server.http.session import Sessions
from server.sockets import request_origin
from server.visitors import VisitorCounter
from web_chat.visitors import UnknownTokenError

CSRF_HEADER = "X-CSRF-Token"
FORM_AROUND = 16 * 1024
"""Bytes that a form may have besides its file."""
LINK_SECONDS = 3600
STATUS = {Why.TOO_BIG: 413, Why.QUOTA: 429, Why.WRONG_TYPE: 415}


class Sender(NamedTuple):
    """Who hands files in."""

    uploader: str
    quota: Quota
    key: str | None
    """By which a visitor's page fetches files."""


@dataclass(frozen=True, slots=True)
class FilePages:
    """`/files`, and `/f/...` for links in texts."""

    filing: Filing
    pages: Pages
    sessions: Sessions
    visitors: VisitorCounter
    secret: bytes
    proxies: tuple[str, ...]

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/files", self.terms),
            web.post("/files", self.take),
            web.get("/files/{id}/{name}", self.give),
            web.get("/f/{token}", self.show_link),
            web.post("/f/{token}", self.open_link),
        ]

    async def terms(self, request: web.Request) -> web.Response:
        """What may be handed in, told before anything is chosen."""
        sender = await self._sender(request)
        left = await attachments.left_of(sender.uploader, sender.quota, at_ms=self.filing.now_ms)
        return web.json_response(
            {
                "ok": True,
                "most_bytes": self.filing.size_most,
                "files_left": left.files,
                "bytes_left": left.size,
                "types": TAKEN,
                "limits": self._limits(request, left.files),
                "key": sender.key,
            }
        )

    async def take(self, request: web.Request) -> web.Response:
        sender = await self._sender(request)
        if (request.content_length or 0) > self.filing.size_most + FORM_AROUND:
            return self._refused(request, FileRefusedError(Why.TOO_BIG))
        try:
            file = await self._take_first(request, sender)
        except FileRefusedError as refused:
            return self._refused(request, refused)
        except NoRoomError:
            told = N_("No file can be taken just now. Please try again later.")
            return self._error(request, "try_later", told, status=503)
        except TimeoutError:
            told = N_("This file took too long to come. Please try again.")
            return self._error(request, "too_slow", told, status=408)
        return web.json_response({"ok": True, "key": sender.key, **wire.file(file.told)})

    async def give(self, request: web.Request) -> web.StreamResponse:
        """One file to somebody who may see it; everybody else hears what a made-up id hears."""
        file = await attachments.find(request.match_info["id"][:40].replace("\0", ""))
        if file is None or not await self._may_see(request, file):
            raise web.HTTPNotFound
        if request.match_info["name"] != file.name:
            raise web.HTTPNotFound
        place = self.filing.shelf.place(file.id)
        if not place.exists():
            raise web.HTTPNotFound
        return web.FileResponse(place, headers=headers_of(file))

    async def show_link(self, request: web.Request) -> web.Response:
        """Looking is not opening: programs that preview links use nothing up."""
        is_good = await links.is_good(request.match_info["token"], at_ms=self.filing.now_ms)
        return self.pages.render(
            request, "files.html", status=200 if is_good else 404, is_good=is_good, files=None
        )

    async def open_link(self, request: web.Request) -> web.Response:
        form = await request.post()
        check_csrf(request, form.get(CSRF_FIELD), self.secret)
        at_ms = self.filing.now_ms
        async with transaction():
            message_id = await links.use(request.match_info["token"], at_ms=at_ms)
        if message_id is None:
            return self.pages.render(request, "files.html", status=404, is_good=False, files=None)
        key = make_key(
            Opens(message_id=message_id), secret=self.secret, at_ms=at_ms, seconds=LINK_SECONDS
        )
        files = [
            {**wire.file(file.told), "key": key}
            for file in await attachments.of_message(message_id)
        ]
        return self.pages.render(request, "files.html", is_good=True, files=files)

    def _limits(self, request: web.Request, left: int) -> str:
        phrase = N_(
            "Pictures and PDF, each up to {size} MB, {most} with a message; {left} more today."
        )
        said = self.pages.text(self.pages.language(request), phrase)
        numbers = {
            "size": self.filing.size_most // MEGABYTE,
            "most": FILES_OF_ONE_MESSAGE,
            "left": left,
        }
        return said.format_map(numbers)

    def _refused(self, request: web.Request, refused: FileRefusedError) -> web.Response:
        status = STATUS.get(refused.why, 422)
        return self._error(request, refused.why.value, SENTENCES[refused.why], status=status)

    def _error(self, request: web.Request, code: str, message: str, *, status: int) -> web.Response:
        said = self.pages.text(self.pages.language(request), message)
        return web.json_response(
            {"ok": False, "error": {"code": code, "message": said}}, status=status
        )

    async def _take_first(self, request: web.Request, sender: Sender) -> FileView:
        async for part in incoming.parts(request):
            if part.filename is not None:
                return await self.filing.take(
                    incoming.pieces(part),
                    name=unquote(part.filename),
                    uploader=sender.uploader,
                    quota=sender.quota,
                    origin=request_origin(request, self.proxies),
                )
        raise FileRefusedError(Why.EMPTY)

    async def _sender(self, request: web.Request) -> Sender:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.casefold() == "bearer":
            return await self._visitor(token.strip())
        member = await self.sessions.staff_of(request)
        if member is None or not member.role.may_answer:
            raise web.HTTPUnauthorized(text="Log in, or send a visitor's token.")
        if request.method == "POST":
            check_csrf(request, request.headers.get(CSRF_HEADER), self.secret)
        return Sender(staff_uploader(member.id), STAFF, None)

    async def _visitor(self, token: str) -> Sender:
        try:
            visitor, _ = self.visitors.open(token)
        except UnknownTokenError:
            raise web.HTTPUnauthorized(text="This token was not made here.") from None
        number = await self.visitors.shown_to(visitor)
        key = make_key(Opens(conversation_id=number), secret=self.secret, at_ms=self.filing.now_ms)
        return Sender(web_uploader(visitor.address), VISITORS, key)

    async def _may_see(self, request: web.Request, file: FileView) -> bool:
        if file.message_id is None:
            return False
        given = request.query.get("key")
        if given is not None:
            opens = read_key(given, secret=self.secret, at_ms=self.filing.now_ms)
            return opens is not None and (
                opens.message_id == file.message_id
                if opens.conversation_id is None
                else opens.conversation_id == file.conversation_id
            )
        member = await self.sessions.staff_of(request)
        return member is not None and member.role.may_answer


def headers_of(file: FileView) -> Mapping[str, str]:
    """A file comes as what we wrote, and runs nowhere: RFC 6266, with a name of ASCII beside."""
    shown = "inline" if file.kind == Kind.PICTURE else "attachment"
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_")
    coded = quote(file.name, safe="")
    return {
        "Content-Type": file.type,
        "Content-Disposition": f"{shown}; filename=\"{plain}\"; filename*=UTF-8''{coded}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, max-age=300",
    }
