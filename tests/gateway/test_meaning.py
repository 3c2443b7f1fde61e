"""What the network brings is understood, or set aside: nothing that comes breaks the intake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import PduError
from gateway.meaning import delivery_of, found_in, stage_of, unreadable
from gateway.pdu import Deliver, StatusReport, octets_of, read
from models.terms.channel import Inbound, Quarantined, Stage
from tests.conftest import SetClock

NOW = SetClock().now()
HEADS = st.sampled_from(
    [b"", b"\x00\x04", b"\x00\x40", b"\x07\x91\x26\x18\x01\x00\x00\x00\x44\x0c"]
)
"""Octets that lead deep into a DELIVER."""


def understood(octets):
    """What the inbox is handed for a PDU."""
    pdu = octets.hex()
    try:
        message = read(octets_of(pdu))
    except PduError as error:
        return unreadable(pdu, str(error), line="m", now=NOW)
    if isinstance(message, StatusReport):
        return delivery_of(message, line="m", now=NOW)
    return found_in(message, pdu, line="m", now=NOW) if isinstance(message, Deliver) else None


@given(HEADS, st.binary(max_size=180))
def test_whatever_octets_come_they_are_told_of(head, octets):
    told = understood(head + octets)

    if isinstance(told, Inbound | Quarantined):
        assert 1 <= len(told.external_id) <= 64
        assert len(told.address) <= 64
        assert "\0" not in told.text
        assert told.received_at.utcoffset().total_seconds() == 0
    if isinstance(told, Inbound) and told.part is None:
        told.text.encode()


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        (0x00, Stage.DELIVERED),
        (0x01, Stage.SENT),
        (0x02, Stage.DELIVERED),
        (0x20, Stage.SENT),
        (0x3F, Stage.SENT),
        (0x40, Stage.FAILED),
        (0x46, Stage.EXPIRED),
        (0x47, Stage.FAILED),
        (0x60, Stage.FAILED),
        (0xFF, Stage.FAILED),
    ],
)
def test_a_status_is_a_stage(status, stage):
    assert stage is stage_of(status)[0]
