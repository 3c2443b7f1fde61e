"""What staff do with somebody's case: advance it, ask for papers and take them, open one."""

from models.cases import applying, listing, moving
from models.cases.applying import Applicant
from models.cases.listing import CaseFile
from models.cases.rules import CaseStage
from models.people import identity
from models.queues.rules import read_day
from server.desk import noting, possible
from server.desk.asked import Act, Doing, incomplete, not_now, not_theirs
from server.desk.belonging import cases_of
from server.work import RefusalError


async def on_case(doing: Doing, wanted: Act) -> str:
    """Do it; the line of the note. Raises RefusalError."""
    case = next((each for each in await cases_of(doing.who) if each.id == wanted.id), None)
    if case is None:
        not_theirs()
    if wanted.act not in possible.with_case(case):
        not_now(case.stage.value)
    if wanted.act == possible.RECEIVE:
        return await _receive(doing, case, wanted.paper)
    if wanted.act == possible.PAPERS_LINK:
        return doing.note("papers_link", number=case.number)
    return await _move(doing, case, wanted)


async def open_case(doing: Doing, service: str) -> tuple[str, str]:
    """Begin one for the person; its number, and the line of the note. Raises RefusalError."""
    proofs = await identity.proofs_of(doing.who.person_id, secret=doing.secret)
    applicant = Applicant(
        doing.who.ids,
        phone=next(iter(doing.who.phones), None),
        birth_date=proofs.birth_date if proofs else None,
        nik_tail=proofs.nik_tail if proofs else None,
    )
    try:
        applied = await applying.apply(
            service,
            applicant=applicant,
            secret=doing.secret,
            today=doing.now.date(),
            at_ms=doing.at_ms,
            new_id=doing.new_id,
        )
    except applying.UnknownServiceError:
        raise RefusalError("no_such_service", "The office offers no such service.") from None
    except applying.AlreadyAppliedError as error:
        raise RefusalError(
            "open_already", "A case of this service is open already.", number=error.number
        ) from None
    return applied.number, doing.note("open_case", number=applied.number)


async def _receive(doing: Doing, case: CaseFile, paper_id: int | None) -> str:
    paper = next((each for each in case.wanted if each.id == paper_id), None)
    if paper is None or not await listing.receive(case.id, paper.id, at_ms=doing.at_ms):
        not_theirs()
    name = paper.name_id if doing.language == "id" else paper.name_en
    return doing.note("receive", number=case.number, paper=name)


async def _move(doing: Doing, case: CaseFile, wanted: Act) -> str:
    stage = CaseStage(wanted.act)
    if wanted.promised is not None and read_day(wanted.promised) is None:
        incomplete("There is no such day.")
    try:
        if stage is CaseStage.INCOMPLETE:
            papers = [(paper.id, paper.en) for paper in wanted.missing]
            await listing.want(case.id, papers, new_id=doing.new_id)
        await moving.move(
            case.number,
            stage,
            staff_id=doing.staff.id,
            at_ms=doing.at_ms,
            new_id=doing.new_id,
            note_id=wanted.note_id or wanted.note_en,
            note_en=wanted.note_en or wanted.note_id,
            promised_on=wanted.promised,
        )
    except moving.WrongStageError as error:
        not_now(error.stage.value)
    except listing.TooManyPapersError:
        incomplete("So many papers cannot be asked for at once.")
    said = noting.stage(stage, language=doing.language)
    return doing.note("stage", number=case.number, stage=said)
