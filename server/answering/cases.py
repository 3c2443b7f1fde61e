"""What dialogs ask of cases: where one stands, a new one, and which papers a service wants.

Names end in `_id` and `_en` in the two languages; a list stands in the order in which it is told.

- `cases.find` (number) -> `own` {number, service, stage, note_id, note_en, missing_id, missing_en:
  the papers still wanted, with `, ` between them}; `stage_only` {number, service, stage}: asked
  from elsewhere; `missing`; `locked` {minutes}: too many wrong ones
- `cases.prove` (number, fact: a birth date, or the last four digits of the NIK) -> `own` {as
  above}; `wrong`: or there is no such case; `locked` {minutes}
- `cases.apply` (service) -> `applied` {number, service, promised_date, missing_id: list,
  missing_en: list}; `already` {number, service}; `unknown_service`
- `cases.upload_link` (number) -> `link` {number, url_path, hours}; `not_yours`
- `requirements.of` (service?) -> `told` {service, papers_id: list, papers_en: list, fee, days,
  word: the service as it is written in a command};
  `unknown`

The fact is a secret of the turn: forget its slot after use.
"""

from models.cases import applying, uploading
from models.cases import services as cases
from models.cases.applying import Applicant
from models.cases.services import CaseView
from models.people import identity
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments
from server.answering.asking import Answer, Asking


async def _find(asking: Asking, arguments: Arguments) -> Outcome:
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
    return Outcome("own" if case.is_own else "stage_only", _facts(case))


async def _prove(asking: Asking, arguments: Arguments) -> Outcome:
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
    return Outcome("own", _facts(case))


async def _apply(asking: Asking, arguments: Arguments) -> Outcome:
    service = str(arguments["service"])
    ids = await asking.ids()
    proofs = await identity.proofs_of(ids[0], secret=asking.secret)
    phones = [asking.phone] if asking.phone else await identity.phones_of(ids[0])
    applicant = Applicant(
        ids,
        phone=phones[0] if phones else None,
        birth_date=proofs.birth_date if proofs else None,
        nik_tail=proofs.nik_tail if proofs else None,
    )
    try:
        applied = await applying.apply(
            service,
            applicant=applicant,
            secret=asking.secret,
            today=asking.now.date(),
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except applying.UnknownServiceError:
        return Outcome("unknown_service")
    except applying.AlreadyAppliedError as error:
        return Outcome("already", {"number": error.number, "service": service})
    return Outcome(
        "applied",
        {
            "number": applied.number,
            "service": service,
            "promised_date": applied.promised_on.isoformat(),
            "missing_id": list(applied.missing_id),
            "missing_en": list(applied.missing_en),
        },
    )


async def _upload_link(asking: Asking, arguments: Arguments) -> Outcome:
    number = str(arguments["number"])
    try:
        link = await uploading.upload_link(
            number,
            ids=await asking.ids(),
            phone=asking.phone,
            at_ms=asking.page.at_ms,
            conversation_id=asking.page.now.id,
        )
    except uploading.NotYoursError:
        return Outcome("not_yours")
    return Outcome(
        "link", {"number": number, "url_path": f"/upload/{link.token}", "hours": link.hours}
    )


async def _requirements(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    try:
        told = await applying.requirements(str(arguments.get("service", "")))
    except applying.UnknownServiceError:
        return Outcome("unknown")
    return Outcome(
        "told",
        {
            "service": told.service,
            "papers_id": list(told.papers_id),
            "papers_en": list(told.papers_en),
            "fee": told.fee_idr,
            "days": told.working_days,
            "word": told.service.replace("_", " ").upper(),
        },
    )


def _facts(case: CaseView) -> dict[str, Fact]:
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
    "cases.find": _find,
    "cases.prove": _prove,
    "cases.apply": _apply,
    "cases.upload_link": _upload_link,
    "requirements.of": _requirements,
}
