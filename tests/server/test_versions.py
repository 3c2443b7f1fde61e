"""A restart with another version of a dialog: those inside finish on theirs."""

from dialogs.engine.counter import Counter
from dialogs.phrases import PHRASES
from server.versions import keep_versions
from tests.dialogs.booking import Booking, booking_counter, lend_phrases
from tests.dialogs.home import OTHERS
from tests.dialogs.test_keeping import Later
from tests.models.either import database  # noqa: F401
from tests.server.office import SmallOffice


async def test_after_a_restart_a_talk_goes_on_in_its_version(
    database,  # noqa: F811
    clock,
    new_id,
    monkeypatch,
):
    before = SmallOffice(clock, new_id, counter=booking_counter(monkeypatch))
    await keep_versions(before.counter, at_ms=1)
    await keep_versions(before.counter, at_ms=2)
    before.lanes.start()
    await before.hear("ANTRI KTP")
    await before.lanes.stop()
    for name in [name for name in PHRASES if name.startswith("booking.")]:
        monkeypatch.delitem(PHRASES, name)
    lend_phrases(monkeypatch, Later)
    after = SmallOffice(clock, new_id, counter=Counter((Later, *OTHERS), ears=Booking.fills))
    await keep_versions(after.counter, at_ms=3)
    after.lanes.start()
    settled = await after.hear("bantuan", key="after-the-restart")
    await after.lanes.stop()

    assert "Coba lagi" in settled.replies[0].text
    assert [name for name, _ in after.counter.older] == ["booking"]
