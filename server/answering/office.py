"""What dialogs ask of the office: cases begun, hours, surveys, news, and people about themselves.

Each request with its arguments, outcomes and facts. Dates are ISO ("2026-11-25"), times "09:00",
money whole rupiah; `..._id` and `..._en` are the same thing in both languages; a list stands in
the order in which it is told; a fact that is not known is an empty text.

- `cases.apply` (service) -> `applied` {number, service, promised_date, missing_id: list,
  missing_en: list}; `already` {number, service}; `unknown_service`
- `cases.upload_link` (number) -> `link` {number, url_path, hours}; `not_yours`
- `requirements.of` (service?) -> `told` {service, papers_id: list, papers_en: list, fee, days,
  word: the service as it is written in a command};
  `unknown`
- `hours.told` (date?) -> `open` {date, spans: list of "08:00-12:00", is_today, is_open_now,
  next_date, next_time}; `closed` {date, is_today, reason: "weekly" | "day", holiday_id, holiday_en,
  next_date, next_time}; `no_such_day` {date as given}
- `hours.next_week` -> `open` {dates: list of the days that are open, spans of the first of them};
  `closed` {dates: Monday and Sunday}
- `hours.place` -> `told` {name_id, name_en, address_id, address_en, services: list, fees: list of
  rupiah as text}; `unknown`
- `surveys.begin` (survey?) -> `question` (see below); `none`; `done`
- `surveys.answer` (survey, question, answer) -> `question`; `invalid` (the facts of the question
  that is still open); `finished` {survey, index: "82.64" or "", grade: "A".."D" or ""}; `ended`
- `surveys.answer_many` (survey?, named?: words of the person's for one, answers?: list or a text
  of marks) -> `several` {surveys, names_id, names_en}: none was named, none waits for the person,
  and these are open to them; else as `surveys.begin` and `surveys.answer`; begins at the open
  question, and stops at the first answer that does not fit
- `surveys.skip` (survey, question) -> `question`; `required` (the question); `finished`; `ended`
  The facts of a question: survey, question, kind: "scale" | "choice" | "yes_no" | "number" |
  "text", text_id, text_en, number, of, options_id: list, options_en: list, marks: list of the
  answers these options stand for, low, high, optional: "yes" or "", case_number
- `news.latest` (number?: which one, the newest being 1) -> `told` {count, number, title_id,
  title_en, text_id, text_en, date, next: "" after the last}; `fewer` {count}: there are not so
  many; `none`
- `people.register` (name, nik, birth_date) -> `registered` {name}; `name_invalid`; `nik_invalid`
  {why: "digits" | "length" | "province" | "date" | "serial"}; `birth_date_invalid`: none, or not
  the one in the number; `known` {is_own}
- `people.profile` -> `told` {name, birth_date, language, phone_tail, is_registered, refuses: "" |
  "promo" | "all"}; `none` {language, phone_tail, is_registered, refuses}
- `people.rename` (name) -> `renamed` {name}; `name_invalid`; `none`
- `people.send_code` (phone) -> `sent` {phone_tail, minutes}; `too_many` {minutes}; `not_allowed`
- `people.prove` (code) -> `proved` {phone_tail}; `wrong` {left}; `expired`; `locked`; `taken`
  (the telephone belongs to another registered person: staff must look)
- `people.joined` -> `joined`: this telephone leads into the chat on the page; `none`
- `people.opt_out` (scope: "all" | "promo", "all" when left out) -> `done` {scope}
- `people.opt_in` (scope?) -> `done` {scope}; who refused everything takes it back with "all"

The number, the code and the NIK are secrets of the turn: forget their slots after use.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from models.cases import applying, uploading
from models.cases.applying import Applicant
from models.cases.rules import read_birth_date
from models.hours import services as hours
from models.news import services as news
from models.people import identity, proving
from models.people import services as people
from models.people.nik import NikError, NikFault
from models.people.services import Scope
from models.surveys import services as surveys
from models.surveys.rules import QuestionKind
from models.surveys.services import FinishedView, QuestionView, Step, SurveyTitle
from models.terms.request import Fact, Outcome
from server.answering.asking import Answer, Asking
from server.codes import PHONE_CHANNEL, code_text

TAIL = 4
DAYS_OF_WEEK = 7
MARKS_MOST = 100
Arguments = Mapping[str, Fact]


async def _apply(asking: Asking, arguments: Arguments) -> Outcome:
    service = str(arguments["service"])
    ids = await _ids(asking)
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
            ids=await _ids(asking),
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


async def _hours(asking: Asking, arguments: Arguments) -> Outcome:
    now = asking.now
    told = arguments.get("date")
    day = _date(told) or now.date()
    if isinstance(told, str) and _ISO_DAY.fullmatch(told) and _date(told) is None:
        return Outcome("no_such_day", {"date": told})
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


async def _begin_survey(asking: Asking, arguments: Arguments) -> Outcome:
    wanted = arguments.get("survey")
    try:
        question = await surveys.begin(
            str(wanted) if wanted else None,
            who_ids=await _ids(asking),
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except surveys.NoSurveyError:
        return Outcome("none")
    except surveys.AlreadyAnsweredError:
        return Outcome("done")
    return Outcome("question", _question(question))


async def _answer_survey(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        step = await surveys.answer(
            str(arguments["survey"]),
            str(arguments["question"]),
            _said(arguments["answer"]),
            who_ids=await _ids(asking),
            client_key=asking.inbound.external_id,
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except surveys.InvalidAnswerError as error:
        return Outcome("invalid", _question(error.question))
    except surveys.SurveyEndedError:
        return Outcome("ended")
    return _step(step)


async def _answer_many(asking: Asking, arguments: Arguments) -> Outcome:
    given = arguments.get("answers") or ""
    marks = given if isinstance(given, list) else re.findall(r"[^\s#.*,;]+", str(given))
    survey = arguments.get("survey") or await _survey_named(asking, str(arguments.get("named", "")))
    if not survey and not marks:
        open_to = await surveys.to_choose_from(who_ids=await _ids(asking), at_ms=asking.page.at_ms)
        if len(open_to) > 1:
            return Outcome("several", _titles(open_to))
        survey = open_to[0].code if open_to else None
    outcome = await _begin_survey(asking, {"survey": survey})
    for mark in marks[:MARKS_MOST]:
        if outcome.name != "question":
            break
        outcome = await _answer_survey(asking, {**outcome.facts, "answer": mark})
    return outcome


async def _survey_named(asking: Asking, named: str) -> str | None:
    """The code of the one survey that these words name: its code, or a word of its title."""
    words = set(named.casefold().split())
    found = [
        each.code
        for each in await surveys.running(at_ms=asking.page.at_ms)
        if words & {each.code.casefold(), *f"{each.title_id} {each.title_en}".casefold().split()}
    ]
    return found[0] if len(found) == 1 else None


def _titles(told: Sequence[SurveyTitle]) -> dict[str, Fact]:
    return {
        "surveys": [each.code for each in told],
        "names_id": [each.title_id for each in told],
        "names_en": [each.title_en for each in told],
    }


async def _skip(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        step = await surveys.skip(
            str(arguments["survey"]),
            str(arguments["question"]),
            who_ids=await _ids(asking),
            client_key=asking.inbound.external_id,
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except surveys.NotOptionalError as error:
        return Outcome("required", _question(error.question))
    except surveys.SurveyEndedError:
        return Outcome("ended")
    return _step(step)


async def _news(asking: Asking, arguments: Arguments) -> Outcome:
    told = await news.latest(at_ms=asking.page.at_ms)
    if not told:
        return Outcome("none")
    wanted = str(arguments.get("number", ""))
    number = int(wanted) if re.fullmatch("[1-9]", wanted) else 1
    if number > len(told):
        return Outcome("fewer", {"count": len(told)})
    item = told[number - 1]
    published = datetime.fromtimestamp(item.published_at_ms / 1000, UTC)
    return Outcome(
        "told",
        {
            "count": len(told),
            "number": number,
            "title_id": item.title_id,
            "title_en": item.title_en,
            "text_id": item.text_id,
            "text_en": item.text_en,
            "date": published.astimezone(asking.timezone).date().isoformat(),
            "next": number + 1 if number < len(told) else "",
        },
    )


async def _register(asking: Asking, arguments: Arguments) -> Outcome:
    said = str(arguments["birth_date"])
    born = _date(said) or read_birth_date(said)
    if born is None:
        return Outcome("birth_date_invalid")
    try:
        person = await identity.register(
            await _person(asking),
            name=str(arguments["name"]),
            nik=str(arguments["nik"]),
            born=born,
            secret=asking.secret,
            today=asking.now.date(),
            at_ms=asking.page.at_ms,
        )
    except identity.NameRefusedError:
        return Outcome("name_invalid")
    except NikError as error:
        if error.fault is NikFault.BIRTH_DATE:
            return Outcome("birth_date_invalid")
        return Outcome("nik_invalid", {"why": error.fault.value})
    except identity.AlreadyKnownError as error:
        return Outcome("known", {"is_own": error.is_own})
    return Outcome("registered", {"name": person.name})


async def _profile(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    ids = await _ids(asking)
    person = await identity.find(ids[0])
    phones = [asking.phone] if asking.phone else await identity.phones_of(ids[0])
    facts: dict[str, Fact] = {
        "language": asking.page.now.language,
        "phone_tail": phones[0][-TAIL:] if phones else "",
        "is_registered": person is not None,
        "refuses": (await people.refused(ids)) or "",
    }
    if person is None:
        return Outcome("none", facts)
    facts |= {"name": person.name, "birth_date": person.birth_date.isoformat()}
    return Outcome("told", facts)


async def _rename(asking: Asking, arguments: Arguments) -> Outcome:
    name = str(arguments["name"])
    try:
        await identity.rename(await _person(asking), name=name)
    except identity.NameRefusedError:
        return Outcome("name_invalid")
    except identity.NotRegisteredError:
        return Outcome("none")
    return Outcome("renamed", {"name": identity.read_name(name)})


async def _send_code(asking: Asking, arguments: Arguments) -> Outcome:
    page = asking.page
    if PHONE_CHANNEL not in page.pushed_channels:
        return Outcome("not_allowed")
    try:
        sending = await proving.make_code(
            page.now.contact_id,
            str(arguments["phone"]),
            secret=asking.secret,
            at_ms=page.at_ms,
            new_id=asking.new_id,
        )
    except proving.PhoneNotAllowedError:
        return Outcome("not_allowed")
    except proving.TooManyCodesError as error:
        return Outcome("too_many", {"minutes": error.minutes})
    page.outbox.append(code_text(page, sending))
    minutes = proving.VALID_MS // 60_000
    return Outcome("sent", {"phone_tail": sending.phone[-TAIL:], "minutes": minutes})


async def _prove(asking: Asking, arguments: Arguments) -> Outcome:
    contact_id, at_ms = asking.page.now.contact_id, asking.page.at_ms
    try:
        phone = await proving.check_code(
            contact_id, str(arguments["code"]), secret=asking.secret, at_ms=at_ms
        )
        await identity.hold_phone(contact_id, phone, at_ms=at_ms)
    except proving.WrongCodeError as error:
        return Outcome("wrong", {"left": error.left})
    except proving.CodeExpiredError:
        return Outcome("expired")
    except proving.CodeLockedError:
        return Outcome("locked")
    except identity.DifferentPeopleError:
        return Outcome("taken")
    asking.page.proved = (PHONE_CHANNEL, phone)
    return Outcome("proved", {"phone_tail": phone[-TAIL:]})


async def _joined(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    """The code was claimed before the turn began, else this were another thread."""
    is_joined = asking.phone is not None and asking.page.now.away_address == asking.phone
    return Outcome("joined" if is_joined else "none")


async def _opt_out(asking: Asking, arguments: Arguments) -> Outcome:
    scope = _scope(arguments)
    for contact_id in await _ids(asking):
        if scope is Scope.ALL:
            await people.set_opted_out(contact_id, at_ms=asking.page.at_ms)
        else:
            await people.set_promotions(contact_id, are_wanted=False, at_ms=asking.page.at_ms)
    return Outcome("done", {"scope": scope.value})


async def _opt_in(asking: Asking, arguments: Arguments) -> Outcome:
    scope = _scope(arguments)
    for contact_id in await _ids(asking):
        if scope is Scope.ALL:
            await people.set_opted_out(contact_id, at_ms=None)
        else:
            await people.set_promotions(contact_id, are_wanted=True, at_ms=asking.page.at_ms)
    return Outcome("done", {"scope": scope.value})


async def _ids(asking: Asking) -> list[int]:
    return await identity.ids_of(asking.page.now.contact_id, phone=asking.phone)


async def _person(asking: Asking) -> int:
    return await identity.person_of(asking.page.now.contact_id, phone=asking.phone)


def _step(step: Step) -> Outcome:
    if isinstance(step, QuestionView):
        return Outcome("question", _question(step))
    return Outcome("finished", _finished(step))


def _question(question: QuestionView) -> dict[str, Fact]:
    return {
        "survey": question.survey,
        "question": question.code,
        "kind": question.kind.value,
        "text_id": question.text_id,
        "text_en": question.text_en,
        "number": question.number,
        "of": question.of,
        "options_id": list(question.options_id),
        "options_en": list(question.options_en),
        "low": question.low,
        "high": question.high,
        "marks": _marks(question),
        "optional": "yes" if question.is_optional else "",
        "case_number": question.case_number,
    }


def _marks(question: QuestionView) -> list[str]:
    """The answers that the options stand for, in their order."""
    match question.kind:
        case QuestionKind.YES_NO:
            return ["yes", "no"]
        case QuestionKind.SCALE:
            return [str(mark) for mark in range(question.low, question.high + 1)]
        case QuestionKind.CHOICE:
            return [str(number) for number in range(1, len(question.options_id) + 1)]
        case _:
            return []


def _finished(step: FinishedView) -> dict[str, Fact]:
    return {
        "survey": step.survey,
        "index": str(step.index) if step.index is not None else "",
        "grade": step.grade or "",
    }


def _said(answer: Fact) -> str:
    """An answer as text: a yes or no comes as a truth value."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer)


def _scope(arguments: Arguments) -> Scope:
    return Scope.PROMO if arguments.get("scope") == Scope.PROMO else Scope.ALL


_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _date(said: Fact) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


ANSWERS: dict[str, Answer] = {
    "cases.apply": _apply,
    "cases.upload_link": _upload_link,
    "requirements.of": _requirements,
    "hours.told": _hours,
    "hours.next_week": _next_week,
    "hours.place": _place,
    "surveys.begin": _begin_survey,
    "surveys.answer": _answer_survey,
    "surveys.answer_many": _answer_many,
    "surveys.skip": _skip,
    "news.latest": _news,
    "people.register": _register,
    "people.profile": _profile,
    "people.rename": _rename,
    "people.send_code": _send_code,
    "people.prove": _prove,
    "people.joined": _joined,
    "people.opt_out": _opt_out,
    "people.opt_in": _opt_in,
}
