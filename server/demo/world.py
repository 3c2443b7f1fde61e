"""The demo's data: services and cases of the demo catalogue, five members of staff."""

import json
from pathlib import Path
from typing import Any

from models.cases.keeping import NewCase, enter
from models.cases.rules import CaseStage
from models.catalogue.services import add_services, has_services
from models.db import transaction
from models.people import staff
from models.people.rules import Role
from models.terms.clock import Clock
from models.terms.ids import IdMaker
from server.demo.civil_world import furnish_civil
from server.demo.desk_world import furnish_desk
from server.demo.queues_world import furnish_queues
from server.demo.shop_world import furnish_shop

CATALOGUE = Path(__file__).parent / "catalogue.json"
PASSWORD = "demo"  # noqa: S105 -- public on purpose: the demo listens on loopback only
STAFF = (
    ("sari", "Sari", Role.AGENT),
    ("budi", "Budi", Role.AGENT),
    ("rina", "Rina", Role.SUPERVISOR),
    ("admin", "Admin", Role.ADMIN),
    ("tono", "Tono", Role.AUDITOR),
)
PROOFS = {
    "LKT-2026-000123": ("1990-08-17", "0123"),
    "LKT-2026-000456": ("1985-03-05", "0456"),
    "LKT-2026-000777": ("2020-11-12", "0777"),
    "LKT-2026-000888": ("2019-01-30", "0888"),
    "LKT-2026-001200": ("2000-06-21", "1200"),
}
"""Birth date and last four digits of the identity number of each case's invented person."""
NOTES_EN = {
    "LKT-2026-000123": "Can be collected at counter 2 with your receipt.",
    "LKT-2026-000456": "Expected to be finished on 26 November 2026.",
    "LKT-2026-000777": "Missing: copy of the parents' marriage book.",
}
MISSING = {
    "LKT-2026-000777": (("fotokopi buku nikah orang tua", "copy of the parents' marriage book"),)
}
WALK = (
    CaseStage.RECEIVED,
    CaseStage.VERIFYING,
    CaseStage.INCOMPLETE,
    CaseStage.PROCESSING,
    CaseStage.READY,
    CaseStage.COLLECTED,
)


async def furnish(*, secret: bytes, clock: Clock, new_id: IdMaker) -> None:
    """Put the demo's data into an empty database; a furnished one is left as it is."""
    if await has_services():
        return
    at_ms = int(clock.now().timestamp() * 1000)
    catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    for name, display_name, role in STAFF:
        member = await staff.add(
            name, display_name=display_name, role=role, at_ms=at_ms, new_id=new_id
        )
        await staff.set_trusted_password(member.id, PASSWORD)
    async with transaction():
        cases = [_case(row) for row in catalogue["case_code"]["demo_cases"]]
        await enter(cases, secret=secret, at_ms=at_ms, new_id=new_id)
        await add_services([_service(row) for row in catalogue["services"]])
        await furnish_civil(catalogue, clock=clock, new_id=new_id)
    await furnish_queues(catalogue, clock=clock, new_id=new_id)
    await furnish_shop(catalogue, clock=clock, new_id=new_id)
    await furnish_desk(clock=clock, new_id=new_id)


def handsets() -> list[dict[str, str]]:
    """The phones of the demo page: those on file with a case, and one that is not."""
    catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    known = [
        {"number": row["phone"], "label": f"{row['phone']} ({row['code']})"}
        for row in catalogue["case_code"]["demo_cases"]
    ]
    return [*known, {"number": "+6281300009999", "label": "+6281300009999"}]


def _case(row: dict[str, Any]) -> NewCase:
    number = row["code"]
    birth_date, tail = PROOFS[number]
    return NewCase(
        number=number,
        service=row["service"],
        stages=_walked(CaseStage(row["status"])),
        phone=row["phone"],
        birth_date=birth_date,
        nik_tail=tail,
        note_id=row["note_id"],
        note_en=NOTES_EN.get(number, ""),
        missing=MISSING.get(number, ()),
    )


def _walked(stage: CaseStage) -> list[CaseStage]:
    """A plausible history: every stage up to this one, missing papers only where they are now."""
    walk = [s for s in WALK if s is not CaseStage.INCOMPLETE or s is stage]
    return walk[: walk.index(stage) + 1]


def _service(row: dict[str, Any]) -> tuple[object, ...]:
    return (
        row["code"],
        row["number"],
        row["prefix"],
        row["name"]["id"],
        row["name"]["en"],
        row["fee"],
        row["sla_days"],
    )
