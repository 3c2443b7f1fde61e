"""The page of a one-time link by which the missing papers of a case are handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from models.attachments.rules import (
    FILES_OF_ONE_MESSAGE,
    MEGABYTE,
    TAKEN,
    VISITORS,
    FileRefusedError,
    Why,
)
from models.cases import uploading
from models.cases.uploading import Wanted, WantedPaper
from models.db import transaction
from models.terms.words import N_
from server.attaching import SENTENCES, case_uploader
from server.filing import Filing, NoRoomError
from server.handing import HandIn
from server.http import incoming
from server.http.pages import Pages
from server.http.security import CSRF_FIELD, check_csrf
from server.lanes import Lanes, TooBusyError
from server.sockets import request_origin
from server.work import RefusalError, Settled, Work

PAPER_FIELD = "paper-"
FORM_AROUND = 64 * 1024
LATER = N_("No file can be taken just now. Please try again later.")


@dataclass(frozen=True, slots=True)
class HandingPages:
    """`/upload/{token}`: plain forms, so that it works in any browser."""

    filing: Filing
    pages: Pages
    lanes: Lanes[Work, Settled]
    secret: bytes
    proxies: tuple[str, ...]

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/upload/{token}", self.show),
            web.post("/upload/{token}", self.take),
            web.post("/upload/{token}/done", self.finish),
        ]

    async def show(self, request: web.Request) -> web.Response:
        wanted = await self._wanted(request)
        return self._gone(request) if wanted is None else self._page(request, wanted)

    async def take(self, request: web.Request) -> web.Response:
        wanted = await self._wanted(request)
        if wanted is None:
            return self._gone(request)
        most = (self.filing.size_most + FORM_AROUND) * FILES_OF_ONE_MESSAGE
        if (request.content_length or 0) > most:
            return self._page(request, wanted, faults={0: SENTENCES[Why.TOO_BIG]})
        kept, faults = await self._take_files(request, wanted)
        if kept:
            work = HandIn(request.match_info["token"], wanted, list(kept), list(kept.values()))
            try:
                await self.lanes.submit(work)
            except (RefusalError, TooBusyError):
                faults[0] = LATER
        elif not faults:
            faults[0] = SENTENCES[Why.EMPTY]
        left = await self._wanted(request)
        if left is None:
            return self._thanks(request, wanted)
        return self._page(request, left, faults=faults)

    async def finish(self, request: web.Request) -> web.Response:
        """Nothing more comes: the link is used up."""
        form = await request.post()
        check_csrf(request, form.get(CSRF_FIELD), self.secret)
        wanted = await self._wanted(request)
        if wanted is None:
            return self._gone(request)
        async with transaction():
            await uploading.use_link(request.match_info["token"], at_ms=self.filing.now_ms)
        return self._thanks(request, wanted)

    async def _take_files(
        self, request: web.Request, wanted: Wanted
    ) -> tuple[dict[int, str], dict[int, str]]:
        """Ids of files by paper, and why others were not taken."""
        kept: dict[int, str] = {}
        faults: dict[int, str] = {}
        asked = {f"{PAPER_FIELD}{paper.id}": paper for paper in wanted.open_papers}
        is_ours = False
        async for part in incoming.parts(request):
            if part.name == CSRF_FIELD:
                check_csrf(request, await incoming.field(part), self.secret)
                is_ours = True
                continue
            paper = asked.pop(part.name or "", None)
            if paper is None or not part.filename:
                continue
            if not is_ours:
                check_csrf(request, None, self.secret)
            if len(kept) == FILES_OF_ONE_MESSAGE:
                faults[paper.id] = SENTENCES[Why.TOO_MANY]
                break
            try:
                file = await self.filing.take(
                    incoming.pieces(part),
                    name=f"{paper.name_id}.",
                    uploader=case_uploader(wanted.number),
                    quota=VISITORS,
                    origin=request_origin(request, self.proxies),
                )
                kept[paper.id] = file.id
            except FileRefusedError as refused:
                faults[paper.id] = SENTENCES[refused.why]
            except (NoRoomError, TimeoutError):
                faults[paper.id] = LATER
        return kept, faults

    async def _wanted(self, request: web.Request) -> Wanted | None:
        return await uploading.wanted(request.match_info["token"], at_ms=self.filing.now_ms)

    def _page(
        self, request: web.Request, wanted: Wanted, *, faults: Mapping[int, str] | None = None
    ) -> web.Response:
        language = self.pages.language(request)
        told = {
            number: self.pages.text(language, fault) for number, fault in (faults or {}).items()
        }
        return self.pages.render(
            request,
            "handing.html",
            status=422 if told else 200,
            number=wanted.number,
            token=request.match_info["token"],
            handed=[_name(one, language) for one in wanted.papers if one.is_handed_in],
            papers=[
                {
                    "field": f"{PAPER_FIELD}{one.id}",
                    "name": _name(one, language),
                    "fault": told.get(one.id),
                }
                for one in wanted.open_papers
            ],
            fault=told.get(0),
            taken=",".join(TAKEN),
            most_mb=self.filing.size_most // MEGABYTE,
        )

    def _thanks(self, request: web.Request, wanted: Wanted) -> web.Response:
        return self.pages.render(request, "handed.html", number=wanted.number)

    def _gone(self, request: web.Request) -> web.Response:
        return self.pages.render(request, "files.html", status=404, is_good=False, files=None)


def _name(paper: WantedPaper, language: str) -> str:
    return paper.name_id if language == "id" else paper.name_en
