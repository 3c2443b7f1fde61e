"""The same counting here and in the browser: vectors that both read."""

import json
from pathlib import Path

import pytest

from models.terms.segments import count_segments

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "segments.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS)
def test_segments_are_counted_as_the_vectors_say(vector):
    text = vector["text"] if "text" in vector else vector["repeat"][0] * vector["repeat"][1]
    counted = count_segments(text)

    assert {
        "encoding": counted.encoding.value,
        "units": counted.units,
        "segments": counted.segments,
        "left": counted.units_left,
    } == {name: vector[name] for name in ("encoding", "units", "segments", "left")}
