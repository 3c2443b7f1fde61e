"""What the side panel may ask to be done, and in whose name and moment it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Literal, NoReturn
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from models.people.staff import StaffView
from models.terms.ids import IdMaker
from server.desk import noting
from server.desk.belonging import Behind
from server.desk.frames import Id
from server.work import RefusalError

Line = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""One line of text; PostgreSQL keeps none with a zero byte."""
Named = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]
Code = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", max_length=10)]
Pieces = Annotated[int, Meta(ge=0, le=999_999)]


class PaperNames(Struct, forbid_unknown_fields=True):
    """A paper that is asked for, in both languages."""

    id: Named
    en: Named


class Act(Struct, forbid_unknown_fields=True):
    """One act on a case, a ticket or an order; what the act does not need is not looked at."""

    conversation: Id
    kind: Literal["case", "ticket", "order"]
    id: Id
    act: Annotated[str, Meta(max_length=20)]
    note_id: Line = ""
    note_en: Line = ""
    missing: Annotated[list[PaperNames], Meta(max_length=20)] = []
    promised: Day | None = None
    paper: Id | None = None
    counter: Line = ""
    day: Annotated[str, Meta(max_length=10)] = ""
    time: Annotated[str, Meta(max_length=5)] = ""
    pieces: Annotated[dict[Code, Pieces], Meta(max_length=50)] = {}
    reason: Line = ""


@dataclass(frozen=True, slots=True)
class Doing:
    """For whom, by whom and when something is done."""

    who: Behind
    contact_id: int
    """Who writes in the thread: what is entered for the person is entered under this one."""
    staff: StaffView
    language: str
    """Of the thread, and so of its notes."""
    at_ms: int
    new_id: IdMaker
    timezone: ZoneInfo
    secret: bytes
    numbers: list[str] = field(default_factory=list)
    """Those of what was done something to, as its notes name them."""

    @property
    def now(self) -> datetime:
        """In the office's own time."""
        return datetime.fromtimestamp(self.at_ms / 1000, UTC).astimezone(self.timezone)

    def note(self, what: str, **values: str) -> str:
        """The line that tells colleagues of it."""
        values["staff"] = self.staff.display_name
        if "number" in values:
            self.numbers.append(values["number"])
        return noting.note(what, language=self.language, **values)


def not_theirs() -> NoReturn:
    """Somebody else's and a made-up id are answered alike. Raises RefusalError."""
    raise RefusalError("not_found", "This person has no such case, ticket or order.")


def not_now(state: str) -> NoReturn:
    """It stands where this cannot be done, maybe since a moment ago. Raises RefusalError."""
    raise RefusalError("not_now", "This cannot be done as it stands by now.", state=state)


def incomplete(message: str, **details: str | Mapping[str, str]) -> NoReturn:
    """Something that this act needs is missing or none. Raises RefusalError."""
    raise RefusalError("bad_request", message, **details)
