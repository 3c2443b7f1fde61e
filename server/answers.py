"""Which domain service answers which request of a dialog, and with which outcomes."""

from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self

from models.db import savepoint
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


class Guarded:
    """The services of one turn: what they write is undone if the turn raises.

    Most turns ask for nothing, so the savepoint is made with the first request.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._undo: AbstractAsyncContextManager[object] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._undo is not None:
            await self._undo.__aexit__(kind, error, trace)

    async def __call__(self, request: Request) -> Outcome:
        if self._undo is None:
            undo = savepoint()
            await undo.__aenter__()
            self._undo = undo
        return await answer(self._asking, request)


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
