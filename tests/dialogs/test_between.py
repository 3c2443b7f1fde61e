"""What was asked in between leaves nothing behind: the waiting question tells its own values."""

from datetime import date

from dialogs.engine.heard import Heard
from dialogs.engine.render import render
from dialogs.engine.turn import take_turn
from dialogs.registry import counter
from models.terms.channel import Style
from models.terms.request import Outcome
from tests.transcripts.engine import WORDS

MONDAY = date(2026, 11, 23)
WISH = {"service": "ktp", "date": "2026-11-27", "time": "09:00"}
OUTCOMES = {
    "queues.offer": Outcome("held", WISH),
    "hours.told": Outcome("open", {"date": "2026-11-23", "spans": ["08:00-12:00"]}),
    "hours.place": Outcome("told", {"name_id": "Kantor", "address_id": "Jl. Contoh"}),
}


async def services(request):
    return OUTCOMES[request.service]


async def say(text, snapshot=None):
    heard = Heard(text, None, MONDAY, WORDS.catalogue)
    return await take_turn(counter, snapshot, heard, language="id", services=services)


async def test_the_day_of_a_booking_is_not_the_day_that_was_asked_about():
    booking = await say("ANTRI KTP 27/11 JAM 9")
    between = await say("JADWAL", booking.snapshot)

    told = render(between.replies, style=Style.TERSE, language="id").text
    assert "Senin 23 Nov: buka 08.00-12.00." in told
    assert "Pesan antrean KTP Jumat 27 Nov 09.00 WIB?" in told
