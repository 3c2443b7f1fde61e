"""Any bytes whatever: a value or the declared refusal, in bounded time and memory.

The same checks as `make fuzz`, with few enough inputs for every run of the suite.
"""

import itertools
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway.at import LONGEST_LINE, LineParser
from gateway.errors import PduError
from gateway.pdu import octets_of, read
from tests.fuzz.checks import (
    CHECKS,
    check,
    check_hex,
    check_lines,
    check_pdu,
    check_smpp,
    check_ussd,
)
from tests.fuzz.seeds import seeds
from tests.fuzz.watch import GrownError, TooSlowError, Watch

SEEDS = list(seeds())
# A sound input of which some octets are others now, or are missing.
damaged = st.builds(
    lambda seed, changes, cut: bytes(
        changes.get(place, octet) for place, octet in enumerate(seed) if place != cut
    ),
    st.sampled_from(SEEDS),
    st.dictionaries(st.integers(0, 200), st.integers(0, 255), max_size=4),
    st.none() | st.integers(1, 200),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_sound_inputs_are_sound(seed):
    check(seed)


@given(damaged)
def test_damaged_inputs_break_nothing(data):
    check(data)


@settings(max_examples=300)
@given(st.binary(max_size=300))
# A service centre's address of filler only, found by atheris.
@example(bytes.fromhex("02FFFF0000000DFFFFF762114221000000"))
@example(b"")
def test_any_bytes_read_as_a_pdu_or_are_refused(data):
    check_pdu(data)


@given(st.binary(max_size=300) | st.text("0123456789abcdefABCDEF \r", max_size=300).map(str.encode))
def test_any_line_reads_as_a_pdu_or_is_refused(data):
    check_hex(data)


@given(st.binary(max_size=600))
def test_any_bytes_in_any_pieces_keep_no_more_than_a_line(data):
    check_lines(data)


@given(st.binary(max_size=300))
def test_any_answer_of_a_service_has_words(data):
    check_ussd(data)


@given(st.binary(max_size=300))
def test_any_body_of_a_service_centre_means_something(data):
    check_smpp(data)


def test_an_endless_line_takes_no_memory():
    parser = LineParser()
    noise = b"\xff" * 4096
    parser.feed(noise)
    tracemalloc.start()
    for _ in range(500):
        assert parser.feed(noise) == []
    grown, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert grown < 2 * LONGEST_LINE
    assert most < 16 * len(noise)
    assert parser.feed(b"\r\nOK\r\n") == ["OK"]


@pytest.mark.parametrize("huge", ["00" * 1_000_000, "zz" * 1_000_000, " " * 1_000_000])
def test_a_huge_line_is_refused_unread(huge):
    with pytest.raises(PduError):
        read(octets_of(huge))


def test_every_reader_has_seeds():
    assert {seed[0] for seed in SEEDS} == set(range(len(CHECKS)))


def test_the_watch_sees_what_is_slow_and_what_stays():
    kept = []
    busy = Watch(10, lambda data: None, clock=itertools.count(step=0.06).__next__)
    hoarding = Watch(10, lambda data: kept.extend([] for _ in range(1000)))

    with pytest.raises(TooSlowError):
        busy(b"slow")
    for _ in range(10):
        hoarding(b"")
    assert hoarding.is_over
    with pytest.raises(GrownError):
        hoarding.figures()
