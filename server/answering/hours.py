"""What dialogs ask of the house itself: when it is open, where it stands, what it charges.

Dates are ISO ("2026-11-25"), times "09:00"; a date or time that is not known is an empty text.

- `hours.told` (date?) -> `open` {date, spans: list of "08:00-12:00", is_today, is_open_now,
  next_date, next_time}; `closed` {date, is_today, reason: "weekly" | "day", holiday_id, holiday_en,
  next_date, next_time}; `no_such_day` {date as given}
- `hours.next_week` -> `open` {dates: list of the days that are open, spans of the first of them};
  `closed` {dates: Monday and Sunday}
- `hours.place` -> `told` {name_id, name_en, address_id, address_en, services: list, fees: list of
  rupiah as text}; `unknown`
"""

import re
from datetime import datetime, timedelta

from models.cases import applying
from models.hours import services as hours
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments, as_date
from server.answering.asking import Answer, Asking

DAYS_OF_WEEK = 7
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


async def _hours(asking: Asking, arguments: Arguments) -> Outcome:
    now = asking.now
    told = arguments.get("date")
    day = as_date(told)
    if day is None and isinstance(told, str) and _ISO_DAY.fullmatch(told):
        return Outcome("no_such_day", {"date": told})
    day = day or now.date()
    kept = await hours.opening_hours()
    periods = kept.periods(day)
    is_today = day == now.date()
    end_of_day = datetime.combine(day, datetime.max.time(), now.tzinfo)
    opening = kept.next_opening(now if is_today else end_of_day)
    facts: dict[str, Fact] = {
        "date": day.isoformat(),
        "is_today": is_today,
        "next_date": opening.date().isoformat() if opening else "",
        "next_time": f"{opening:%H:%M}" if opening else "",
    }
    if periods:
        facts["spans"] = [str(period) for period in periods]
        facts["is_open_now"] = is_today and kept.is_open(now)
        return Outcome("open", facts)
    named = kept.closed.get(day)
    facts["reason"] = "day" if named else "weekly"
    facts["holiday_id"] = named.name_id if named else ""
    facts["holiday_en"] = named.name_en if named else ""
    return Outcome("closed", facts)


async def _next_week(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    today = asking.now.date()
    monday = today + timedelta(days=DAYS_OF_WEEK - today.weekday())
    week = [monday + timedelta(days=after) for after in range(DAYS_OF_WEEK)]
    kept = await hours.opening_hours()
    opened = [day for day in week if kept.periods(day)]
    if not opened:
        return Outcome("closed", {"dates": [week[0].isoformat(), week[-1].isoformat()]})
    spans = [str(period) for period in kept.periods(opened[0])]
    return Outcome("open", {"dates": [day.isoformat() for day in opened], "spans": spans})


async def _place(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    place = await hours.place()
    if place is None:
        return Outcome("unknown")
    fees = await applying.fees()
    return Outcome(
        "told",
        {
            **place._asdict(),
            "services": [code for code, _ in fees],
            "fees": [str(fee) for _, fee in fees],
        },
    )


ANSWERS: dict[str, Answer] = {
    "hours.told": _hours,
    "hours.next_week": _next_week,
    "hours.place": _place,
}
