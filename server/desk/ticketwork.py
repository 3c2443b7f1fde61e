"""What staff do with somebody's ticket: call it, set it aside, finish it, move it."""

from models.queues import gates, line, listing, refusals, services, staffnotices
from models.queues.rules import WAITING, TicketState
from models.queues.staffnotices import Done
from models.queues.views import Person, TicketView
from server.days import kept_days
from server.desk import noting, possible
from server.desk.asked import Act, Doing, incomplete, not_now, not_theirs
from server.desk.belonging import tickets_of
from server.work import RefusalError


async def on_ticket(doing: Doing, wanted: Act) -> str:
    """Do it; the line of the note. Raises RefusalError."""
    await gates.alone()
    found = (each for each in await tickets_of(doing.who) if each.id == wanted.id)
    ticket = next(found, None)
    if ticket is None:
        not_theirs()
    if wanted.act not in possible.with_ticket(ticket, today=doing.now.date().isoformat()):
        not_now(ticket.state.value)
    try:
        return await _do(doing, wanted, ticket)
    except line.OtherStateError as error:
        not_now(error.state.value)


async def _do(doing: Doing, wanted: Act, ticket: TicketView) -> str:
    now, label = doing.now, ticket.label
    match wanted.act:
        case "call" | "recall":
            counter = await _counter(wanted.counter or ticket.counter or "")
            called = await line.recall(ticket.id, counter=counter, now=now)
            await staffnotices.note(called, Done.CALLED)
            return doing.note(wanted.act, number=label, counter=counter)
        case "move":
            return await _move(doing, wanted, ticket)
        case "check_in":
            await line.check_in(ticket.id, now=now)
        case "hold":
            await line.hold(ticket.id)
        case "resume":
            await line.resume(ticket.id)
        case "serve":
            await line.serve(ticket.id, now=now)
        case "miss":
            missed = await line.miss(ticket.id, now=now)
            await staffnotices.note(missed, Done(missed.state.value))
        case "cancel":
            freed = TicketState.CANCELLED
            if not await services.free(ticket, freed, among=WAITING, at_ms=doing.at_ms):
                not_now(ticket.state.value)
            await staffnotices.note(ticket, Done.CANCELLED)
    return doing.note(wanted.act, number=label)


async def _counter(name: str) -> str:
    names = await listing.counters()
    if name not in names:
        raise RefusalError("no_such_counter", "Say to which counter.", counters=names)
    return name


async def _move(doing: Doing, wanted: Act, ticket: TicketView) -> str:
    if not wanted.day or not wanted.time:
        incomplete("Say the day and the time.")
    others = [number for number in doing.who.ids if number != ticket.contact_id]
    try:
        moved = await services.move_known(
            ticket,
            day=wanted.day,
            time=wanted.time,
            person=Person(ticket.contact_id, ticket.phone, others),
            now=doing.now,
            days=await kept_days(),
            new_id=doing.new_id,
        )
    except refusals.TakenError as error:
        day = error.day.isoformat() if error.day else None
        message = "There is no free place at that time."
        raise RefusalError("no_place", message, day=day, times=error.times) from None
    except refusals.LimitReachedError as error:
        message = "The person has a ticket on that day."
        raise RefusalError("limit_reached", message, number=error.ticket) from None
    except (refusals.TooLateError, refusals.UnknownServiceError):
        not_now(ticket.state.value)
    if (moved.day, moved.time) != (ticket.day, ticket.time):
        await staffnotices.note(moved, Done.MOVED)
    day = noting.day(moved.day, language=doing.language)
    return doing.note("move", number=moved.label, day=day, time=moved.time)
