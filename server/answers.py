"""Which domain service answers which request of a dialog, and with which outcomes."""

from models.terms.request import Outcome, Request
from server.answering import (
    basket,
    belongings,
    cases,
    goods,
    hours,
    news,
    orders,
    people,
    prices,
    queues,
    staff,
    surveys,
)
from server.answering.asking import Answer, Asking


async def answer(asking: Asking, request: Request) -> Outcome:
    """Hand a request to its service. Raises KeyError for a service that is none."""
    return await ANSWERS[request.service](asking, request.arguments)


ANSWERS: dict[str, Answer] = {
    **cases.ANSWERS,
    **hours.ANSWERS,
    **news.ANSWERS,
    **people.ANSWERS,
    **surveys.ANSWERS,
    **queues.ANSWERS,
    **prices.ANSWERS,
    **goods.ANSWERS,
    **basket.ANSWERS,
    **orders.ANSWERS,
    **belongings.ANSWERS,
    **staff.ANSWERS,
}
