"""An office for the tests of the roof."""

import pytest

from tests.server.office import SmallOffice


@pytest.fixture
async def office(furnished, clock, new_id):
    small = SmallOffice(clock, new_id)
    small.lanes.start()
    yield small
    await small.lanes.stop()
