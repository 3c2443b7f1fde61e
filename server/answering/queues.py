"""What dialogs ask of queues: a place in a line, one's own tickets, how far a line is.

Dates are ISO ("2026-11-25"), times "09:00", tickets labels ("A-012"), services codes ("ktp"),
waits whole minutes. A fact marked `?` may be missing. Tickets are always the person's own:
somebody else's is answered like none.

- `queues.offer` (service, date?, time?, part?: "morning", "midday" or "afternoon", is_any?: the
  first time will do; wished_date?, wished_time?: they come before the other two, which are those
  of the ticket that is moved, ticket?: one that is to be moved, so that it counts not against the
  limit; its service when none is given) -> `held` {date, time, service: the time wished for is
  free, and kept for this person for some minutes}; `offered` (no time was wished for) {date,
  times: all of the day, or of the part of it, service} and `not_free` {the same, but at most
  three near the wish, and open_spans: when the office is open, if it is not at that time};
  `full` {date, service, dates: list of the next day with a place, or empty};
  `closed` {date, service, reason: "past" | "too_late_today" | "too_far" | "closed_day" |
  "no_such_day", dates};
  `unknown_service`; `limit_reached` {ticket, service, dates: as for `full`, of those on which this
  person may have one}
- `queues.book` (service, date, time) -> `booked` {ticket, date, time, service, counter?,
  position?: only for today}; `taken` {date, times, service: both may be empty, and the date
  another one}; `limit_reached` {ticket, service}; `too_late` {service}; `unknown_service`
- `queues.mine` (ticket?, wished_date?, wished_time?) -> `none`; `one` {ticket, service, date, time,
  and for today position, wait_low?, wait_high?}: the only one, or the one named; `one_to_move` {the
  same}: where it is to be moved was said; `not_yours` {ticket}: none of theirs is called that;
  `several` {tickets: list, services: list, dates: list, times: list, in one order;
  names_id, names_en: the tickets as they are offered, with their day}
- `queues.move` (ticket, date, time) -> `moved` {ticket: with a new number on another day, service,
  date, time}; `taken` {date, times, service}; `not_yours`; `too_late`; `limit_reached` {ticket}
- `queues.cancel` (ticket) -> `cancelled` {ticket, service, date, time}; `not_yours`; `too_late`
- `queues.status` (ticket?, service?; with neither the person's own next ticket) -> `status`
  {service, ticket?, date, time?, now_serving: "" before the first call, ahead, wait_low?,
  wait_high?}; `none`; `closed` {service, next_date?}
"""

from collections.abc import Sequence
from datetime import date

from dialogs.engine.phrases import LANGUAGES
from dialogs.engine.wording import say
from models.queues import line, offering, refusals
from models.queues import services as queues
from models.queues.openings import Openings
from models.queues.rules import label as written_label
from models.queues.rules import read_label
from models.queues.views import LineView, Person, TicketView, Wait
from models.terms.channel import Style
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments
from server.answering.asking import Answer, Asking
from server.days import kept_days


async def _offer(asking: Asking, arguments: Arguments) -> Outcome:
    person = await _person(asking)
    moving = await _own(_as_code(arguments, "ticket"), person, asking)
    service = _as_code(arguments, "service") or (moving.service if moving else "")
    day = _as_code(arguments, "wished_date") or _as_code(arguments, "date")
    part = _as_code(arguments, "part")
    is_any = bool(_as_code(arguments, "is_any"))
    own = _as_code(arguments, "time")
    if moving is not None and (part or is_any) and own == moving.time:
        own = ""
    wished = _as_code(arguments, "wished_time") or own
    facts: dict[str, Fact] = {"service": service}
    try:
        offer = await offering.offer(
            service,
            day=day or None,
            time=wished or None,
            person=person,
            now=asking.now,
            days=await kept_days(),
            new_id=asking.new_id,
            moving=moving,
            part=part or None,
            is_any=is_any,
        )
    except refusals.UnknownServiceError:
        return Outcome("unknown_service")
    except refusals.ClosedError as error:
        reason = {"reason": error.reason.value}
        return Outcome("closed", facts | {"date": day} | reason | _dates(error.next_day))
    except refusals.FullError as error:
        return Outcome("full", facts | {"date": day} | _dates(error.next_day))
    except refusals.LimitReachedError as error:
        return Outcome("limit_reached", facts | {"ticket": error.ticket} | _dates(error.next_day))
    facts |= {"date": offer.day}
    if offer.is_held:
        return Outcome("held", facts | {"time": offer.time})
    facts |= {"times": offer.times}
    if wished:
        facts |= {"open_spans": await _spans_without(wished, offer.day)}
    return Outcome("not_free" if wished else "offered", facts)


async def _spans_without(time: str, day: str) -> list[str]:
    """When the office is open on a day, if that says why a time cannot be had; else nothing."""
    spans = (await kept_days())(date.fromisoformat(day)).open
    if any(span.start <= time < span.end for span in spans):
        return []
    return [f"{span.start}-{span.end}" for span in spans]


async def _book(asking: Asking, arguments: Arguments) -> Outcome:
    service = _as_code(arguments, "service")
    try:
        ticket = await queues.book(
            service,
            day=_as_code(arguments, "date"),
            time=_as_code(arguments, "time"),
            person=await _person(asking),
            key=asking.inbound.external_id,
            now=asking.now,
            days=await kept_days(),
            new_id=asking.new_id,
        )
    except refusals.UnknownServiceError:
        return Outcome("unknown_service")
    except refusals.TakenError as error:
        return _taken(error, service)
    except refusals.LimitReachedError as error:
        return Outcome("limit_reached", {"ticket": error.ticket, "service": service})
    except refusals.TooLateError:
        return Outcome("too_late", {"service": service})
    return Outcome("booked", _facts(ticket) | await _place(ticket, asking))


async def _mine(asking: Asking, arguments: Arguments) -> Outcome:
    person, label = await _person(asking), _as_code(arguments, "ticket")
    tickets = await queues.mine(person, now=asking.now)
    if not tickets:
        return Outcome("none")
    if label:
        named = await _own(label, person, asking)
        if named is None:
            read = read_label(label)
            return Outcome("not_yours", {"ticket": written_label(*read) if read else label})
        tickets = [named]
    if len(tickets) == 1:
        ticket = tickets[0]
        is_wished = _as_code(arguments, "wished_date") or _as_code(arguments, "wished_time")
        facts = _facts(ticket) | await _place(ticket, asking, with_wait=True)
        return Outcome("one_to_move" if is_wished else "one", facts)
    return Outcome(
        "several",
        {
            "tickets": [ticket.label for ticket in tickets],
            "services": [ticket.service for ticket in tickets],
            "dates": [ticket.day for ticket in tickets],
            "times": [ticket.time for ticket in tickets],
            **{f"names_{each}": _names(tickets, each) for each in LANGUAGES},
        },
    )


async def _move(asking: Asking, arguments: Arguments) -> Outcome:
    person, label = await _person(asking), _as_code(arguments, "ticket")
    moving = await _own(label, person, asking)
    if moving is None:
        return Outcome("not_yours")
    try:
        ticket = await queues.move(
            label,
            day=_as_code(arguments, "date"),
            time=_as_code(arguments, "time"),
            person=person,
            now=asking.now,
            days=await kept_days(),
            new_id=asking.new_id,
        )
    except refusals.TakenError as error:
        return _taken(error, moving.service)
    except refusals.LimitReachedError as error:
        return Outcome("limit_reached", {"ticket": error.ticket})
    except (refusals.TooLateError, refusals.UnknownServiceError):
        return Outcome("too_late")
    return Outcome("moved", _facts(ticket))


async def _cancel(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        ticket = await queues.cancel(
            _as_code(arguments, "ticket"), person=await _person(asking), now=asking.now
        )
    except refusals.NotYoursError:
        return Outcome("not_yours")
    except refusals.TooLateError:
        return Outcome("too_late")
    return Outcome("cancelled", _facts(ticket))


async def _status(asking: Asking, arguments: Arguments) -> Outcome:
    person, service = await _person(asking), _as_code(arguments, "service")
    if label := _as_code(arguments, "ticket"):
        ticket = await _own(label, person, asking)
    else:
        tickets = await queues.mine(person, now=asking.now)
        ticket = next((t for t in tickets if service in ("", t.service)), None)
    if ticket is not None:
        told = await line.line_of(ticket.service, now=asking.now, ticket=ticket)
        return Outcome("status", _facts(ticket) | _line(told))
    if label or not service:
        return Outcome("none")
    return await _service_status(asking, service)


async def own_ticket(asking: Asking, label: str) -> dict[str, Fact] | None:
    """What is told of a ticket of the person's own; None for any other."""
    ticket = await _own(label, await _person(asking), asking)
    return None if ticket is None else _facts(ticket)


async def _service_status(asking: Asking, service: str) -> Outcome:
    today = asking.now.date()
    try:
        openings = await Openings.load(service, now=asking.now, days=await kept_days())
    except refusals.UnknownServiceError:
        return Outcome("none")
    if not openings.is_kept(today):
        facts: dict[str, Fact] = {"service": service}
        return Outcome("closed", facts | _next(openings.next_free(today)))
    told = await line.line_of(service, now=asking.now)
    facts = {"service": service, "date": today.isoformat()}
    return Outcome("status", facts | _line(told))


async def _person(asking: Asking) -> Person:
    first, *others = await asking.ids()
    return Person(first, asking.phone, others)


async def _own(label: str, person: Person, asking: Asking) -> TicketView | None:
    try:
        return await queues.own(label, person=person, now=asking.now)
    except refusals.NotYoursError:
        return None


async def _place(ticket: TicketView, asking: Asking, *, with_wait: bool = False) -> dict[str, Fact]:
    """Where in line a ticket stands, on its own day only: before, others still come and go."""
    facts: dict[str, Fact] = {"counter": ticket.counter} if ticket.counter else {}
    if ticket.day != asking.now.date().isoformat():
        return facts
    told = await line.line_of(ticket.service, now=asking.now, ticket=ticket)
    return facts | {"position": told.ahead + 1} | (_wait(told.wait) if with_wait else {})


def _facts(ticket: TicketView) -> dict[str, Fact]:
    return {
        "ticket": ticket.label,
        "service": ticket.service,
        "date": ticket.day,
        "time": ticket.time,
    }


def _line(told: LineView) -> dict[str, Fact]:
    return {"now_serving": told.now_serving or "", "ahead": told.ahead, **_wait(told.wait)}


def _wait(wait: Wait | None) -> dict[str, Fact]:
    return {"wait_low": wait.low, "wait_high": wait.high} if wait else {}


def _taken(error: refusals.TakenError, service: str) -> Outcome:
    day = error.day.isoformat() if error.day else ""
    return Outcome("taken", {"date": day, "times": error.times, "service": service})


def _names(tickets: Sequence[TicketView], language: str) -> list[str]:
    days = [say(each.day, "date", language=language, style=Style.TERSE) for each in tickets]
    return [f"{each.label} {day}" for each, day in zip(tickets, days, strict=True)]


def _dates(day: date | None) -> dict[str, Fact]:
    """As a list, so that it can be offered."""
    return {"dates": [day.isoformat()] if day else []}


def _next(day: date | None) -> dict[str, Fact]:
    return {"next_date": day.isoformat()} if day else {}


def _as_code(arguments: Arguments, name: str) -> str:
    """A text that could be a code; PostgreSQL would refuse one with a zero character."""
    value = arguments.get(name)
    return value if isinstance(value, str) and value.isprintable() else ""


ANSWERS: dict[str, Answer] = {
    "queues.offer": _offer,
    "queues.book": _book,
    "queues.mine": _mine,
    "queues.move": _move,
    "queues.cancel": _cancel,
    "queues.status": _status,
}
