"""Which acts belong to a case, a ticket or an order as it stands, in the order of a plain day."""

from collections.abc import Mapping, Sequence

from models.cases.listing import CaseFile
from models.cases.rules import CaseStage, may_move
from models.orders.rules import FROM, OrderStage
from models.orders.views import OrderView
from models.queues.rules import TicketState
from models.queues.views import TicketView

RECEIVE = "receive"
"""A paper of a case has come."""
PAPERS_LINK = "papers_link"
"""The person is sent a link by which to hand in what is missing."""
ORDER_ACTS: Mapping[str, OrderStage] = {
    "confirm": OrderStage.CONFIRMED,
    "confirm_part": OrderStage.PART_CONFIRMED,
    "ready": OrderStage.READY,
    "collected": OrderStage.COLLECTED,
    "decline": OrderStage.DECLINED,
}
TICKET_ACTS: Mapping[TicketState, Sequence[str]] = {
    TicketState.BOOKED: ("check_in", "call", "move", "cancel"),
    TicketState.ARRIVED: ("call", "cancel"),
    TicketState.CALLED: ("serve", "recall", "hold", "miss"),
    TicketState.ON_HOLD: ("resume", "recall", "serve"),
    TicketState.ABSENT: ("recall",),
}
ON_ITS_DAY = frozenset({"check_in", "call", "recall"})


def with_case(case: CaseFile) -> list[str]:
    """The stages it may go to, each an act of its name; and papers that may come."""
    acts = [stage.value for stage in CaseStage if may_move(case.stage, stage)]
    return [RECEIVE, PAPERS_LINK, *acts] if case.wanted else acts


def with_ticket(ticket: TicketView, *, today: str) -> list[str]:
    """Nobody is called or checked in on another day than the ticket's (ISO date)."""
    acts = TICKET_ACTS.get(ticket.state, ())
    return [act for act in acts if ticket.day == today or act not in ON_ITS_DAY]


def with_order(order: OrderView) -> list[str]:
    return [act for act, stage in ORDER_ACTS.items() if order.stage in FROM[stage]]
