"""How the office keeps its days, for whatever is booked on them."""

from datetime import date

from models.hours import services as hours
from models.queues.rules import Day, Days, Span


async def kept_days() -> Days:
    """Opening hours and closed days; an office that has set none keeps whatever is planned."""
    kept = await hours.opening_hours()

    def day(wanted: date) -> Day:
        if not kept.week:
            return Day(is_closed=wanted in kept.closed)
        periods = kept.periods(wanted)
        return Day([Span(f"{p.begins:%H:%M}", f"{p.ends:%H:%M}") for p in periods], not periods)

    return day
