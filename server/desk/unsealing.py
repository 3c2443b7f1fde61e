"""The whole identity number of somebody: shown to staff for a reason, and that is kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import Struct

from models.people import identity
from models.people.nik import NikUnreadableError
from server.desk.asked import Line
from server.desk.doing import OnPanel
from server.desk.frames import Id
from server.desk.seats import Ack, Desk, Handler, Seat
from server.work import Group, RefusalError, Settled
from web_chat.frames import read


class Unseal(Struct, forbid_unknown_fields=True):
    conversation: Id
    reason: Line


@dataclass(frozen=True, slots=True)
class ReadNik(OnPanel):
    """Look at the number; who did and why is stored, and stands in the thread as a note."""

    reason: str

    async def do(self, group: Group) -> Settled:
        page, doing = await self.begin(group)
        try:
            nik = await identity.read_whole_nik(
                doing.who.person_id,
                staff_id=self.staff.id,
                reason=self.reason,
                secret=doing.secret,
                at_ms=group.at_ms,
                new_id=group.means.new_id,
            )
        except identity.NotRegisteredError:
            raise RefusalError("not_registered", "This person has not registered.") from None
        except NikUnreadableError:
            raise RefusalError("unreadable", "It was kept under another secret.") from None
        except ValueError:
            raise RefusalError("bad_reason", "Say why, in a few words.") from None
        line = doing.note("nik", reason=self.reason.strip())
        about = {"kind": "person", "id": doing.who.person_id, "reason": self.reason.strip()}
        self.end(group, page, line, act="read_nik", about=about)
        return Settled(conversation=page.now, told=nik)


async def _nik(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: Unseal = read(Unseal, payload)
    if not seat.staff.role.may_unseal:
        raise RefusalError("not_allowed", "Your role may not read whole identity numbers.")
    work = ReadNik(wanted.conversation, seat.staff, desk.talk, wanted.reason)
    settled = await desk.submit(seat, work)
    return {"ok": True, "nik": settled.told}


EVENTS: Mapping[str, Handler] = {"nik": _nik}
