"""`loket staff` and `loket department`: who works here, as what and where; each change is kept."""

import argparse
import difflib
import json
import re
from collections.abc import Sequence
from typing import Any

from models.people import accounts, staff
from models.people.accounts import AccountView
from models.people.rules import Role
from models.staffing import services as staffing
from server.commands.changing import Change, changing
from server.commands.running import open_database, run, say, settings_of
from server.faults import CommandError
from server.settings import Settings

NAME = re.compile(r"[\w.@-]{2,64}")
DISPLAY_NAME_LONGEST = 120
DEPARTMENT_LONGEST = 120


def staff_list(options: argparse.Namespace) -> int:
    """Print every account with its role, departments and state."""
    rows = run(_listed(settings_of(options)))
    if options.json:
        for row in rows:
            say(json.dumps(row, ensure_ascii=False))
        return 0
    if not rows:
        say("There is no account yet: loket staff add NAME --role ROLE makes one.")
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        told = [f"{row['name']:{width}}", f"{row['role']:10}", row["display_name"]]
        told += [", ".join(row["departments"])] if row["departments"] else []
        told += [f"({row['state']})"] if row["state"] != "in use" else []
        say("  ".join(told))
    return 0


def staff_add(options: argparse.Namespace) -> int:
    """Make an account and print its password link."""
    role = _role(options.role)
    name = options.name.strip()
    if not NAME.fullmatch(name):
        raise CommandError("A login name has 2 to 64 letters, digits, dots, dashes or underscores.")
    display_name = (options.display_name or name).strip()
    if not 1 <= len(display_name) <= DISPLAY_NAME_LONGEST or not display_name.isprintable():
        raise CommandError(f"A display name has 1 to {DISPLAY_NAME_LONGEST} letters.")
    settings = settings_of(options)
    _say_link(settings, name, run(_added(settings, name, display_name, role)))
    return 0


def staff_role(options: argparse.Namespace) -> int:
    """Give an account another role; its logins end."""
    role = _role(options.role)
    before = run(_given_role(settings_of(options), options.name, role))
    say(f"{options.name} is {role.value} from now on, and was {before.value}.")
    return 0


def staff_disable(options: argparse.Namespace) -> int:
    """Close an account: its logins end, its threads go back to the line."""
    run(_closed(settings_of(options), options.name))
    say(f"{options.name} cannot log in any more. A running office closes their desks and puts")
    say("their threads back into the line. `loket staff enable` opens the account again.")
    return 0


def staff_enable(options: argparse.Namespace) -> int:
    """Open a closed account again."""
    run(_opened(settings_of(options), options.name))
    say(f"{options.name} may log in again, with the password they had.")
    return 0


def staff_password(options: argparse.Namespace) -> int:
    """Print a link by which a new password is set."""
    settings = settings_of(options)
    _say_link(settings, options.name, run(_link(settings, options.name)))
    return 0


def department_list(options: argparse.Namespace) -> int:
    """Print every department and who works there."""
    rows = run(_departments(settings_of(options)))
    for name, members in rows:
        say(f"{name}: {', '.join(members) or 'nobody yet'}")
    if not rows:
        say("There is no department yet: loket department add NAME [STAFF ...] makes one.")
    return 0


def department_add(options: argparse.Namespace) -> int:
    """Make a department, or add members to one that there is."""
    name = options.name.strip()
    if not 1 <= len(name) <= DEPARTMENT_LONGEST or not name.isprintable():
        raise CommandError(f"A department's name has 1 to {DEPARTMENT_LONGEST} letters.")
    members = run(_joined(settings_of(options), name, options.members))
    say(f"{name}: {', '.join(members) or 'nobody yet'}")
    return 0


def department_leave(options: argparse.Namespace) -> int:
    """Let members of a department work there no more."""
    members = run(_left(settings_of(options), options.name.strip(), options.members))
    say(f"{options.name.strip()}: {', '.join(members) or 'nobody any more'}")
    return 0


async def _listed(settings: Settings) -> list[dict[str, Any]]:
    async with open_database(settings):
        found = await staffing.departments()
        return [
            {
                "name": each.staff.name,
                "display_name": each.staff.display_name,
                "role": each.staff.role.value,
                "departments": [one.name for one in found if each.staff.id in one.members],
                "state": _state(each),
            }
            for each in await accounts.everyone()
        ]


async def _added(settings: Settings, name: str, display_name: str, role: Role) -> str:
    async with changing(settings) as change:
        known = {each.staff.name.casefold(): each.staff.name for each in await accounts.everyone()}
        if taken := known.get(name.casefold()):
            raise CommandError(f"There is an account named {taken} already.")
        member = await staff.add(
            name, display_name=display_name, role=role, at_ms=change.at_ms, new_id=change.new_id
        )
        await change.keep("staff_add", colleague=member.id, name=name, role=role.value)
        return await staff.password_link(member.id, at_ms=change.at_ms)


async def _given_role(settings: Settings, name: str, role: Role) -> Role:
    async with changing(settings) as change:
        member = (await _account(name)).staff
        if member.role is role:
            raise CommandError(f"{name} is {role.value} already.")
        await accounts.set_role(member.id, role)
        told = {"name": name, "role": role.value, "before": member.role.value}
        await change.keep("staff_role", colleague=member.id, **told)
        return member.role


async def _closed(settings: Settings, name: str) -> None:
    async with changing(settings) as change:
        account = await _account(name)
        if account.is_disabled:
            raise CommandError(f"{name} is disabled already.")
        await accounts.disable(account.staff.id, at_ms=change.at_ms)
        await change.keep("staff_disable", colleague=account.staff.id, name=name)


async def _opened(settings: Settings, name: str) -> None:
    async with changing(settings) as change:
        account = await _account(name)
        if not account.is_disabled:
            raise CommandError(f"{name} is not disabled.")
        await accounts.enable(account.staff.id)
        await change.keep("staff_enable", colleague=account.staff.id, name=name)


async def _link(settings: Settings, name: str) -> str:
    async with changing(settings) as change:
        account = await _account(name)
        if account.is_disabled:
            raise CommandError(f"{name} is disabled: loket staff enable {name} comes first.")
        await change.keep("staff_password", colleague=account.staff.id, name=name)
        return await staff.password_link(account.staff.id, at_ms=change.at_ms)


async def _departments(settings: Settings) -> list[tuple[str, list[str]]]:
    async with open_database(settings):
        names = {each.staff.id: each.staff.name for each in await accounts.everyone()}
        return [
            (each.name, sorted(names[one] for one in each.members))
            for each in await staffing.departments()
        ]


async def _joined(settings: Settings, name: str, members: Sequence[str]) -> list[str]:
    async with changing(settings) as change:
        ids = [(await _account(each)).staff.id for each in members]
        found = {each.name: each for each in await staffing.departments()}
        if name not in found:
            await staffing.found(name, at_ms=change.at_ms, new_id=change.new_id)
            await change.keep("department_add", name=name)
        return await _move(name, change, joining=ids)


async def _left(settings: Settings, name: str, members: Sequence[str]) -> list[str]:
    async with changing(settings) as change:
        ids = [(await _account(each)).staff.id for each in members]
        if name not in [each.name for each in await staffing.departments()]:
            raise CommandError(f"There is no department {name}.")
        return await _move(name, change, leaving=ids)


async def _move(
    name: str, change: Change, *, joining: Sequence[int] = (), leaving: Sequence[int] = ()
) -> list[str]:
    """Who works in a department afterwards, by login name."""
    every = await staffing.departments()
    (here,) = [each for each in every if each.name == name]
    for staff_id in {*joining} - here.members | {*leaving} & here.members:
        works_in = {each.id for each in every if staff_id in each.members} ^ {here.id}
        await staffing.place(staff_id, sorted(works_in), new_id=change.new_id)
        act = "department_join" if staff_id in joining else "department_leave"
        await change.keep(act, colleague=staff_id, name=name)
    members = (here.members | {*joining}) - {*leaving}
    return [each.staff.name for each in await accounts.everyone() if each.staff.id in members]


async def _account(name: str) -> AccountView:
    """Raises CommandError, with the name that is nearest."""
    known = {each.staff.name: each for each in await accounts.everyone()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, 1)
    raise CommandError(f"There is no account {name}.{f' Did you mean {near[0]}?' if near else ''}")


def _role(written: str) -> Role:
    if written not in [role.value for role in Role]:
        raise CommandError(f"The role must be one of {', '.join(Role)}.")
    return Role(written)


def _state(account: AccountView) -> str:
    if account.is_disabled:
        return "disabled"
    return "in use" if account.has_password else "no password yet"


def _say_link(settings: Settings, name: str, secret: str) -> None:
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    say(f"{name} may set a password once, within 72 hours, at")
    say(f"{base}/password/{secret}")
