"""An office with the demo's data, in which a transcript is held behind the doors."""

import pytest

from tests.server.office import SmallOffice


@pytest.fixture
async def demo_office(furnished, clock, new_id):
    office = SmallOffice(clock, new_id)
    office.lanes.start()
    yield office
    await office.lanes.stop()
