"""The folder of files: nothing half written stays, and nobody takes all the room."""

import asyncio
import os

import pytest

from models.attachments import services as attachments
from models.attachments.rules import STAFF, FileRefusedError, Why
from models.attachments.shelf import INCOMING, Shelf
from models.db import transaction
from server import filing as rooms
from server.filing import Filing, NoRoomError
from tests.server import files


@pytest.fixture
def filing(database, clock, tmp_path):
    folder = tmp_path / "files"
    return Filing(Shelf(folder), folder, clock, 1_000_000)


async def pieces(data):
    for start in range(0, len(data), 1000):
        yield data[start : start + 1000]


async def take(filing, data, *, origin=None, uploader="web:a", name="a.jpg"):
    return await filing.take(pieces(data), name=name, uploader=uploader, quota=STAFF, origin=origin)


def lying(filing):
    return {path.name for path in filing.folder.rglob("*") if path.is_file()}


async def test_only_what_is_told_of_stays(filing):
    kept = await take(filing, files.picture())
    for data, why in ((files.BIG, Why.TOO_BIG), (b"<svg/>", Why.WRONG_TYPE), (b"", Why.EMPTY)):
        with pytest.raises(FileRefusedError) as refused:
            await take(filing, data)
        assert refused.value.why is why

    assert lying(filing) == {kept.id}
    assert filing.shelf.place(kept.id).stat().st_mode & 0o777 == 0o600


async def test_a_transfer_that_breaks_off_leaves_nothing(filing):
    async def broken():
        yield files.picture()[:50]
        raise ConnectionResetError

    with pytest.raises(NoRoomError):
        await filing.take(broken(), name="a", uploader="web:a", quota=STAFF, origin=None)

    assert lying(filing) == set()


async def test_one_address_takes_its_share_and_no_more(filing):
    gate = asyncio.Event()

    async def slow():
        await gate.wait()
        yield files.picture()

    coming = [
        asyncio.create_task(
            filing.take(slow(), name="a", uploader="web:a", quota=STAFF, origin="203.0.113.9")
        )
        for _ in range(rooms.UPLOADS_OF_ONE_ADDRESS)
    ]
    while filing._coming.taken < len(coming):
        await asyncio.sleep(0)

    with pytest.raises(NoRoomError):
        await take(filing, files.picture(), origin="203.0.113.9")
    assert await take(filing, files.picture(), origin="203.0.113.10")
    gate.set()
    assert len({file.id for file in await asyncio.gather(*coming)}) == len(coming)


async def test_one_address_hands_in_no_faster_than_people_do(filing):
    refused = 0
    for _ in range(rooms.BURST_OF_ONE_ADDRESS + 5):
        try:
            await take(filing, b"", origin="203.0.113.9")
        except FileRefusedError:
            continue
        except NoRoomError:
            refused += 1

    assert refused == 5


async def test_a_full_disk_is_said_and_passes(filing):
    filing.free_least = 10**18
    with pytest.raises(NoRoomError):
        await take(filing, files.picture())
    filing.free_least = 0

    assert await take(filing, files.picture())


async def test_what_a_crash_left_is_swept_after_a_day(filing, clock):
    used, unused, lost = [await take(filing, files.picture()) for _ in range(3)]
    async with transaction():
        found = await attachments.waiting([used.id], uploader="web:a")
        await attachments.attach(found, message_id=5, conversation_id=6)
    stray = filing.folder / INCOMING / "half"
    stray.write_bytes(b"x")
    orphan = filing.shelf.place("ab" * 16)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"x")
    long_ago = clock.ms / 1000 - 10 * 24 * 3600
    for path in (stray, orphan, filing.shelf.place(used.id)):
        os.utime(path, (long_ago, long_ago))
    clock.advance(24 * 3600 + 1)

    await filing.sweep()

    assert lying(filing) == {used.id}
    assert await attachments.unknown_of([used.id, unused.id, lost.id]) == {unused.id, lost.id}
