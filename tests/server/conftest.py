"""An office for the tests of the roof."""

import pytest

from server.demo.world import furnish
from tests.server.office import SECRET, SmallOffice


@pytest.fixture
async def office(database, clock, new_id):
    await furnish(secret=SECRET, clock=clock, new_id=new_id)
    small = SmallOffice(clock, new_id)
    small.lanes.start()
    yield small
    await small.lanes.stop()
