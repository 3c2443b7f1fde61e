"""The same counting here and in the browser: vectors that both read."""

import json
from pathlib import Path

import pytest

from models.terms.segments import count_segments, encoding_of, forcing, transliterate

FOLDER = Path(__file__).parent.parent / "vectors"


def vectors(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", vectors("transliterations.json"))
def test_plain_letters_are_offered_as_the_vectors_say(vector):
    offered = transliterate(vector["text"])
    changes = [[change.position, change.was, change.becomes] for change in offered.changes]

    assert (offered.text, changes) == (vector["written"], vector["changes"])


@pytest.mark.parametrize("vector", vectors("forcing.json"))
def test_what_forces_ucs2_is_named_as_the_vectors_say(vector):
    found = [[each.position, each.character, each.becomes] for each in forcing(vector["text"])]

    assert found == vector["forcing"]
    assert (encoding_of(vector["text"]) == "ucs2") == bool(found)


@pytest.mark.parametrize("vector", vectors("segments.json"))
def test_segments_are_counted_as_the_vectors_say(vector):
    text = vector["text"] if "text" in vector else vector["repeat"][0] * vector["repeat"][1]
    counted = count_segments(text)

    assert {
        "encoding": counted.encoding.value,
        "units": counted.units,
        "segments": counted.segments,
        "left": counted.units_left,
    } == {name: vector[name] for name in ("encoding", "units", "segments", "left")}
