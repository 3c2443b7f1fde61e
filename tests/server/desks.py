"""Desks without a socket: the handlers of their events, and what they were sent."""

from models.conversations import searching
from server.desk.registry import EVENTS
from server.desk.seats import Desk, Seat
from server.roster import Roster
from server.work import RefusalError
from web_chat.frames import FrameError


class Desks:
    """Seats of members of staff at one small office."""

    def __init__(self, office):
        self.office = office
        self.sent = []
        self.desk = Desk(office.lanes, office.talk, Roster(), frozenset({"sms"}), self._send)
        self.seats = self.desk.seats

    def sit(self, staff):
        """Somebody opens a desk; it is asked by calling it."""
        seat = Seat(staff, {}, f"transport-{len(self.seats)}")
        self.seats[seat.transport] = seat
        self.desk.roster.note(staff)

        async def ask(event, **payload):
            return await EVENTS[event](self.desk, seat, payload)

        return ask

    async def _send(self, seats, event, told):
        self.sent += [(seat.transport, event, told) for seat in seats]


async def refused(answer):
    """The code of a refusal; an answer is none."""
    try:
        await answer
    except (RefusalError, FrameError) as error:
        return error.code
    return None


async def index():
    """Make all that was said findable, as the jobs do every few seconds."""
    while await searching.index_next():
        pass
