"""What was done at the desks, as people read it: ids beside the names they stand for."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from models.audit.rules import AuditView
from models.conversations import finding
from models.staffing import services as staffing
from server.desk.showing import shown
from server.wire import moment

_STAFF = ("colleague", "owner")
"""Members of staff by id, in the detail of an entry."""
_OF_THREAD = ("conversation", "name", "channel", "address", "language")


async def recalled(
    found: Sequence[AuditView], staff_names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """The entries in the same order, with the names of today; `names` is by key of the detail."""
    numbers = {each.conversation_id for each in found if each.conversation_id is not None}
    known = await finding.threads(sorted(numbers))
    threads = {
        thread["conversation"]: {name: thread[name] for name in _OF_THREAD}
        for thread in await shown(known.values(), staff_names, staff_id=None)
    }
    departments = {each.id: each.name for each in await staffing.departments()}
    return [_entry(each, staff_names, departments, threads) for each in found]


def _entry(
    entry: AuditView,
    staff_names: Mapping[int, str],
    departments: Mapping[int, str],
    threads: Mapping[int, Mapping[str, Any]],
) -> dict[str, Any]:
    detail = json.loads(entry.detail)
    names = {key: staff_names.get(detail[key], "") for key in _STAFF if key in detail}
    if "department" in detail:
        names["department"] = departments.get(detail["department"], "")
    staff_id = entry.staff_id
    return {
        "n": entry.n,
        "at": moment(entry.at_ms),
        "staff": None
        if staff_id is None
        else {"id": staff_id, "name": staff_names.get(staff_id, "")},
        "act": entry.act,
        "conversation": entry.conversation_id,
        "thread": threads.get(entry.conversation_id or 0),
        "detail": detail,
        "names": names,
    }
