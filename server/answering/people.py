"""What people tell of themselves in dialogs: who they are, their telephone, what they refuse.

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

from models.cases.rules import read_birth_date
from models.people import identity, proving
from models.people import services as people
from models.people.nik import NikError, NikFault
from models.people.services import Scope
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments, as_date
from server.answering.asking import Answer, Asking
from server.codes import PHONE_CHANNEL, code_text

TAIL = 4


async def _register(asking: Asking, arguments: Arguments) -> Outcome:
    said = str(arguments["birth_date"])
    born = as_date(said) or read_birth_date(said)
    if born is None:
        return Outcome("birth_date_invalid")
    try:
        person = await identity.register(
            await asking.person_id(),
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
    ids = await asking.ids()
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
        await identity.rename(await asking.person_id(), name=name)
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
    contact_id, at_ms = asking.contact_id, asking.page.at_ms
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
    for contact_id in await asking.ids():
        if scope is Scope.ALL:
            await people.set_opted_out(contact_id, at_ms=asking.page.at_ms)
        else:
            await people.set_promotions(contact_id, are_wanted=False, at_ms=asking.page.at_ms)
    return Outcome("done", {"scope": scope.value})


async def _opt_in(asking: Asking, arguments: Arguments) -> Outcome:
    scope = _scope(arguments)
    for contact_id in await asking.ids():
        if scope is Scope.ALL:
            await people.set_opted_out(contact_id, at_ms=None)
        else:
            await people.set_promotions(contact_id, are_wanted=True, at_ms=asking.page.at_ms)
    return Outcome("done", {"scope": scope.value})


def _scope(arguments: Arguments) -> Scope:
    return Scope.PROMO if arguments.get("scope") == Scope.PROMO else Scope.ALL


ANSWERS: dict[str, Answer] = {
    "people.register": _register,
    "people.profile": _profile,
    "people.rename": _rename,
    "people.send_code": _send_code,
    "people.prove": _prove,
    "people.joined": _joined,
    "people.opt_out": _opt_out,
    "people.opt_in": _opt_in,
}
