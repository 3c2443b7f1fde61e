"""Which domain service answers which request of a dialog, and with which outcomes."""

from collections.abc import Mapping

from models.cases import services as cases
from models.cases.services import CaseView
from models.terms.request import Fact, Outcome, Request
from server.answering import belongings, goods, office, queues, shop, staff
from server.answering.asking import Answer, Asking


async def answer(asking: Asking, request: Request) -> Outcome:
    """Hand a request to its service. Raises KeyError for a service that is none."""
    return await ANSWERS[request.service](asking, request.arguments)


async def _find_case(asking: Asking, arguments: Mapping[str, Fact]) -> Outcome:
    try:
        case = await cases.find(
            str(arguments["number"]),
            asker=asking.asker,
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except cases.CaseNotFoundError:
        return Outcome("missing")
    except cases.TooManyWrongError as error:
        return Outcome("locked", {"minutes": error.minutes})
    return Outcome("own" if case.is_own else "stage_only", _case_facts(case))


async def _prove_case(asking: Asking, arguments: Mapping[str, Fact]) -> Outcome:
    try:
        case = await cases.prove(
            str(arguments["number"]),
            str(arguments["fact"]),
            asker=asking.asker,
            secret=asking.secret,
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except cases.WrongProofError:
        return Outcome("wrong")
    except cases.TooManyWrongError as error:
        return Outcome("locked", {"minutes": error.minutes})
    return Outcome("own", _case_facts(case))


def _case_facts(case: CaseView) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "number": case.number,
        "service": case.service,
        "stage": case.stage.value,
    }
    if case.is_own:
        facts |= {"note_id": case.note_id, "note_en": case.note_en}
        facts |= {
            "missing_id": ", ".join(case.missing_id),
            "missing_en": ", ".join(case.missing_en),
        }
    return facts


ANSWERS: dict[str, Answer] = {
    "cases.find": _find_case,
    "cases.prove": _prove_case,
    **queues.ANSWERS,
    **office.ANSWERS,
    **shop.ANSWERS,
    **goods.ANSWERS,
    **belongings.ANSWERS,
    **staff.ANSWERS,
}
