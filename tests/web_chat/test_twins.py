"""What the browser works out by itself is what the server does: vectors that both read."""

import json
from pathlib import Path

import pytest

from models.terms.segments import sms_text

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "sms_text.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS)
def test_plain_writing_is_as_the_vectors_say(vector):
    assert sms_text(vector["text"]) == vector["plain"]
