"""A conversation of each kind on PostgreSQL, where there is one."""

import pytest

from tests.models.either import SHORT_KINDS, furnished  # noqa: F401
from tests.transcripts import test_in_the_office as sqlite
from tests.transcripts.transcript import load_all

OF_EACH_KIND = {each.name.partition("_")[0]: each for each in load_all("sms")}


@pytest.mark.parametrize("furnished", SHORT_KINDS[1:], indirect=True)
@pytest.mark.parametrize("transcript", OF_EACH_KIND.values(), ids=lambda each: each.name)
async def test_the_office_says_the_same(demo_office, transcript):
    await sqlite.test_the_office_says_what_the_engine_says(demo_office, "sms", transcript)
