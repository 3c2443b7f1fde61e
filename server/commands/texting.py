"""Texts from the command line: queue one, and see what became of the last ones."""

import argparse
import json
from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from models.conversations import outbox
from models.conversations.views import OutboxView, PartView
from models.terms.channel import Inbound, Priority, Stage
from models.terms.ids import made_at_ms
from models.terms.phone import is_dialled, parse_phone
from server import wire
from server.commands.running import open_database, run, say, settings_of
from server.desk.notice import Notice
from server.faults import CommandError
from server.figures import Figures
from server.manners import manners_of
from server.settings import Settings
from server.turns import Turns
from server.work import Means, RefusalError

TEXT_LONGEST = 1000
LOG_LONGEST = 10_000


def sms_send(options: argparse.Namespace) -> int:
    """Queue one text; a running gateway sends it."""
    number = _number(options.number)
    if not options.text.strip() or len(options.text) > TEXT_LONGEST:
        raise CommandError(f"A text has 1 to {TEXT_LONGEST} characters.")
    priority = Priority[options.priority.upper()]
    message_id = run(_send(settings_of(options), number, options.text, priority))
    say(f"Queued as message {message_id}.")
    return 0


def sms_log(options: argparse.Namespace) -> int:
    """What was queued last, newest first, with the state of every part; no text is shown."""
    if not 1 <= options.last <= LOG_LONGEST:
        raise CommandError(f"--last is 1 to {LOG_LONGEST}.")
    number = None if options.number is None else _number(options.number)
    settings = settings_of(options)
    zone = settings.zone
    loud = [*manners_of(settings).allowed(datetime.now(zone))]
    for row, parts in run(_latest(settings, options.last, number)):
        told = _as_json(row, parts) if options.json else _as_line(row, parts, zone, loud)
        say(told)
    return 0


async def _send(settings: Settings, number: str, text: str, priority: Priority) -> int:
    async with open_database(settings) as (clock, new_id):
        means = Means(clock, new_id, frozenset({"sms"}))
        outbound = Inbound("sms", number, text, clock.now(), f"notice-{new_id()}")
        notice = Notice(outbound, settings.language, priority)
        (answer,) = await Turns(means, Figures()).settle([notice])
        if isinstance(answer, RefusalError):
            raise CommandError(answer.message)
        if isinstance(answer, Exception):
            raise answer
        if answer.message is None:
            raise CommandError("The text was not stored.")
        return answer.message.id


async def _latest(
    settings: Settings, count: int, number: str | None
) -> Sequence[tuple[OutboxView, Sequence[PartView]]]:
    async with open_database(settings):
        rows = await outbox.latest(count, address=number)
        parts = await outbox.parts([row.message_id for row in rows])
        return [(row, parts.get(row.message_id, ())) for row in rows]


def _number(written: str) -> str:
    number = parse_phone(written)
    if number is None or not is_dialled(number):
        raise CommandError(f"{written} is no telephone number.")
    return number


def _as_line(
    row: OutboxView, parts: Sequence[PartView], zone: ZoneInfo, loud: Collection[Priority]
) -> str:
    queued = datetime.fromtimestamp(made_at_ms(row.message_id) / 1000, zone)
    told = [f"{queued:%Y-%m-%d %H:%M:%S}", row.address, row.priority.name.lower(), row.stage.value]
    if parts:
        told.append(" ".join(f"{part.number}/{part.total}:{part.stage.value}" for part in parts))
        told.append(f"by {parts[-1].line}")
    if row.detail:
        told.append(f"({row.detail})")
    elif row.stage is Stage.QUEUED and row.priority not in loud:
        told.append("(waits for the end of its quiet hours)")
    return "  ".join(told)


def _as_json(row: OutboxView, parts: Sequence[PartView]) -> str:
    return json.dumps(
        {
            "id": row.message_id,
            "queued_at": wire.moment(made_at_ms(row.message_id)),
            "number": row.address,
            "priority": row.priority.name.lower(),
            "stage": row.stage.value,
            "attempts": row.attempts,
            "detail": row.detail,
            "parts": [
                {
                    "number": part.number,
                    "total": part.total,
                    "stage": part.stage.value,
                    "reference": part.reference,
                    "line": part.line,
                }
                for part in parts
            ],
        }
    )
