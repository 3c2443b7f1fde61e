"""Canned replies: what may stand in them, how they are filled, whose they are."""

import pytest

from models.canned import services as canned
from models.canned.rules import CannedRefusedError, fill, read_canned_text
from models.canned.services import EVERYBODYS, NoSuchReplyError, Wording
from models.db import transaction

SARI, BUDI = 11, 12
GREETING = Wording("halo", "Salam", "Halo {name|Bapak/Ibu}", "Hello {name|there}")


@pytest.mark.parametrize(
    ("text", "values", "filled", "missing"),
    [
        ("Halo {name|Bapak/Ibu}", {"name": "Ani"}, "Halo Ani", ()),
        ("Halo {name|Bapak/Ibu}", {}, "Halo Bapak/Ibu", ()),
        ("Halo{name|}!", {}, "Halo!", ()),
        ("Berkas {case}", {}, "Berkas {case}", ("case",)),
        ("{case} {case} {order}", {"order": ""}, "{case} {case} {order}", ("case", "order")),
        ("{name} {staff}", {"name": "{staff}", "staff": "Sari"}, "{staff} Sari", ()),
        ("{name}", {"name": r"\1 \g<0>"}, r"\1 \g<0>", ()),
    ],
)
def test_places_are_filled_once(text, values, filled, missing):
    assert fill(text, values) == (filled, missing)


@pytest.mark.parametrize(
    "text",
    [
        "{nama}",
        "{}",
        "{name",
        "name}",
        "{{name}}",
        "{name|a|b}",
        "{Name}",
        "{name|" + "x" * 81 + "}",
    ],
)
def test_a_place_that_cannot_be_filled_is_refused(text):
    with pytest.raises(CannedRefusedError):
        read_canned_text(text, "text_id")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "x" * 2001])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(CannedRefusedError) as refused:
        read_canned_text(text, "text_en")

    assert refused.value.field == "text_en"


@pytest.mark.parametrize("shortcut", ["", "/", "a b", "-x", "é", "x" * 33, "a/b", "a\x00"])
async def test_what_is_no_shortcut_is_refused(shortcut):
    with pytest.raises(CannedRefusedError):
        GREETING._replace(shortcut=shortcut).checked()


async def test_everybody_has_everybodys_and_their_own(database, clock, new_id):
    how = {"at_ms": clock.ms, "new_id": new_id}
    async with transaction():
        shared = await canned.add(GREETING, owner_id=EVERYBODYS, staff_id=SARI, **how)
        own = await canned.add(GREETING, owner_id=SARI, staff_id=SARI, **how)

    assert [each.id for each in await canned.known_to(SARI)] == [own, shared]
    assert [each.id for each in await canned.known_to(BUDI)] == [shared]
    with pytest.raises(NoSuchReplyError):
        await canned.find(own, staff_id=BUDI)


async def test_a_shortcut_is_there_once(database, clock, new_id):
    how = {"owner_id": EVERYBODYS, "staff_id": SARI, "at_ms": clock.ms, "new_id": new_id}
    async with transaction():
        await canned.add(GREETING, **how)
        second = await canned.add(GREETING._replace(shortcut="/HAI"), **how)
        with pytest.raises(CannedRefusedError):
            await canned.add(GREETING._replace(shortcut="/Halo"), **how)
        known = await canned.find(second, staff_id=BUDI)
        with pytest.raises(CannedRefusedError):
            await canned.change(known, GREETING, staff_id=SARI, at_ms=clock.ms)
        await canned.change(known, GREETING._replace(shortcut="hai"), staff_id=SARI, at_ms=clock.ms)
        await canned.delete(known)

    assert [each.shortcut for each in await canned.known_to(SARI)] == ["halo"]


def test_one_language_stands_for_both():
    only = canned.CannedView(1, 0, "a", "", "Halo", "")

    assert (only.text("id"), only.text("en")) == ("Halo", "Halo")
    with pytest.raises(CannedRefusedError):
        GREETING._replace(text_id=" ", text_en="\n").checked()
