"""What dialogs ask of all that a person has made: tickets and orders together.

- `belongings.cancellable` (kind?: "ticket" | "order", that alone is meant; ticket?, order?, thing?:
  the number of one of either) -> `ticket` {ticket, service, date, time} and `order` {order, stage,
  total, lines_id, lines_en}: the only one, or the one named; `several` {things: their numbers,
  names_id, names_en: with day or amount}; `too_late` {order, stage}; `not_yours` {thing}; `none`,
  `no_ticket` and `no_order`: there is nothing of the kind to be cancelled
"""

from collections.abc import Sequence

from dialogs.engine.phrases import LANGUAGES
from dialogs.engine.wording import say
from models.orders.rules import FROM, OrderStage
from models.queues.rules import label, read_label
from models.terms.channel import Style
from models.terms.request import Fact, Outcome
from server.answering import orders, queues
from server.answering.arguments import Arguments
from server.answering.asking import Answer, Asking

NUMBER_LENGTH = 24


async def _cancellable(asking: Asking, arguments: Arguments) -> Outcome:
    named = str(arguments.get("thing") or arguments.get("order") or arguments.get("ticket") or "")
    if named:
        return await _named(asking, named)
    kind = arguments.get("kind")
    tickets = await _tickets(asking) if kind != "order" else []
    ordered = await _orders(asking) if kind != "ticket" else []
    found = [*tickets, *ordered]
    if not found:
        return Outcome({"ticket": "no_ticket", "order": "no_order"}.get(str(kind), "none"))
    if len(found) == 1:
        return await _named(asking, found[0][0])
    return Outcome("several", _listed(found))


async def _named(asking: Asking, number: str) -> Outcome:
    if number.startswith("ORD-"):
        order = await orders.ANSWERS["orders.find"](asking, {"order": number})
        if order.name == "one":
            return Outcome("order", order.facts)
        if order.name == "past":
            return Outcome("too_late", order.facts)
    else:
        ticket = await queues.own_ticket(asking, number)
        if ticket is not None:
            return Outcome("ticket", ticket)
    read = read_label(number)
    written = label(*read) if read else number
    return Outcome("not_yours", {"thing": written[:NUMBER_LENGTH]})


async def _tickets(asking: Asking) -> list[tuple[str, str, str]]:
    """Number, kind and value of what tells one from another."""
    mine = await queues.ANSWERS["queues.mine"](asking, {})
    if mine.name == "several":
        rows = zip(_list(mine, "tickets"), _list(mine, "dates"), strict=True)
        return [(ticket, "date", day) for ticket, day in rows]
    if mine.name == "none":
        return []
    return [(str(mine.facts["ticket"]), "date", str(mine.facts["date"]))]


async def _orders(asking: Asking) -> list[tuple[str, str, str]]:
    mine = await orders.ANSWERS["orders.mine"](asking, {})
    if mine.name == "several":
        rows = zip(_list(mine, "orders"), _list(mine, "stages"), _list(mine, "totals"), strict=True)
        return [
            (order, "money", total)
            for order, stage, total in rows
            if stage in FROM[OrderStage.CANCELLED]
        ]
    if mine.name != "one":
        return []
    return [(str(mine.facts["order"]), "money", str(mine.facts["total"]))]


def _listed(found: Sequence[tuple[str, str, str]]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"things": [number for number, _, _ in found]}
    for each in LANGUAGES:
        facts[f"names_{each}"] = [
            f"{number} {say(value, kind, language=each, style=Style.TERSE)}"
            for number, kind, value in found
        ]
    return facts


def _list(outcome: Outcome, name: str) -> list[str]:
    value = outcome.facts[name]
    return value if isinstance(value, list) else []


ANSWERS: dict[str, Answer] = {"belongings.cancellable": _cancellable}
