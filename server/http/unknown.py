"""The page where staff say what messages mean that the bot did not understand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from models.audit import services as audit
from models.audit.services import Done
from models.db import transaction
from models.people.staff import StaffView
from models.terms.clock import Clock
from models.terms.words import N_
from models.unknown import services as unknown
from models.unknown.rules import IDLE, takes_effect
from models.unknown.services import UnknownView
from server.desk.masking import masked
from server.http.pages import Pages, see_other
from server.http.security import CSRF_FIELD, check_csrf
from server.http.session import Sessions

PATH = "/desk/unknown"
SHOWN_MOST = 50
INTENTS = (
    ("noise", N_("Nothing: noise, abuse or advertising")),
    ("unknown", N_("A fair question we cannot answer")),
    ("track_case", N_("Track my case")),
    ("book_queue", N_("Book a place in the queue")),
    ("queue_status", N_("How far the queue is")),
    ("my_bookings", N_("What I have booked")),
    ("requirements", N_("Which papers are needed")),
    ("opening_hours", N_("When the office is open")),
    ("answer_survey", N_("Answer the survey")),
    ("check_price", N_("What a part costs")),
    ("check_stock", N_("Whether a part is there")),
    ("order_part", N_("Order spare parts")),
    ("my_orders", N_("What I have ordered")),
    ("talk_to_staff", N_("Speak with a person")),
    ("menu", N_("The menu")),
    ("help", N_("Help")),
    ("greeting", N_("A greeting")),
    ("thanks", N_("Thanks")),
    ("cancel", N_("Cancel something")),
    ("stop", N_("No more messages")),
    ("start", N_("Messages again")),
    ("language_id", N_("In Indonesian")),
    ("language_en", N_("In English")),
    ("answer", N_("An answer to the open question")),
    ("back", N_("One step back")),
    ("confirm_yes", N_("Yes")),
    ("confirm_no", N_("No")),
)
"""Every label in the order of the list, with how staff read it."""


@dataclass(frozen=True, slots=True)
class UnknownPages:
    """Lists what was not understood, and takes labels."""

    pages: Pages
    sessions: Sessions
    clock: Clock
    zone: ZoneInfo
    secret: bytes

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.get(PATH, self.show), web.post(PATH, self.label)]

    async def show(self, request: web.Request) -> web.Response:
        return await self._page(request, await self._member(request))

    async def label(self, request: web.Request) -> web.Response:
        member = await self._member(request)
        form = await request.post()
        check_csrf(request, form.get(CSRF_FIELD), self.secret)
        if not member.role.may_answer:
            raise web.HTTPForbidden(text="Your role may look and not write.")
        try:
            await self._label(member, str(form.get("id", "")), str(form.get("intent", "")))
        except (unknown.NoSuchIntentError, ValueError):
            return await self._page(request, member, error=N_("Please choose what is meant."))
        except unknown.NoSuchMessageError:
            return await self._page(request, member, error=N_("This message is kept no more."))
        return see_other(PATH + ("?labelled" if "labelled" in request.query else ""))

    async def _label(self, member: StaffView, written: str, intent: str) -> None:
        number = int(written) if written.isdecimal() and len(written) < len(str(2**63)) else 0
        at_ms = int(self.clock.now().timestamp() * 1000)
        async with transaction():
            view = await unknown.label(number, intent, staff_id=member.id, at_ms=at_ms)
            done = Done(member.id, "label_unknown", None, {"number": view.id, "intent": intent})
            await audit.keep([done], secret=self.secret, at_ms=at_ms)

    async def _member(self, request: web.Request) -> StaffView:
        member = await self.sessions.staff_of(request)
        if member is None:
            raise web.HTTPSeeOther(f"/login?next={PATH}")
        return member

    async def _page(
        self, request: web.Request, member: StaffView, *, error: str | None = None
    ) -> web.Response:
        is_labelled = "labelled" in request.query
        asked = unknown.labelled if is_labelled else unknown.waiting
        return self.pages.render(
            request,
            "unknown.html",
            status=422 if error else 200,
            me=member,
            error=self._said(request, error) if error else None,
            is_labelled=is_labelled,
            rows=[self._row(view, member) for view in await asked(limit=SHOWN_MOST)],
            intents=[(name, self._said(request, words)) for name, words in INTENTS],
            most=SHOWN_MOST,
        )

    def _row(self, view: UnknownView, member: StaffView) -> dict[str, object]:
        last = datetime.fromtimestamp(view.last_at_ms / 1000, self.zone)
        text = {"text": view.text}
        return {
            **view._asdict(),
            **(masked(text) if member.role.sees_masked else text),
            "last": last.strftime("%Y-%m-%d %H:%M"),
            "is_idle": view.context == IDLE,
            "is_followed": view.intent is not None and takes_effect(view.intent, view.context),
        }

    def _said(self, request: web.Request, message: str) -> str:
        return self.pages.text(self.pages.language(request), message)
