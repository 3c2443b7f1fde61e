"""Vectors of other projects, where they lie beside the checkout: all expected fields agree."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from gateway.errors import PduError
from gateway.moment import AbsoluteValidity, RelativeValidity
from gateway.pdu import Deliver, StatusReport, Submit, octets_of, read

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "data" / "pdu_vectors.json"
FRAMES = {"deliver": Deliver, "submit": Submit, "status-report": StatusReport}


def _vectors():
    if not VECTORS.is_file():
        return [pytest.param(None, marks=pytest.mark.skip("pdu_vectors.json is not beside us"))]
    return [
        pytest.param(vector, id=str(vector["id"])) for vector in json.loads(VECTORS.read_text())
    ]


def _decode(vector):
    octets = octets_of(vector["hex"])
    frame = FRAMES.get(vector["kind"])
    return frame.from_bytes(octets) if frame else read(octets)


def _seen(pdu):
    """The fields of a PDU under the vectors' names."""
    seen = {"smsc": pdu.smsc.written if pdu.smsc else None}
    if isinstance(pdu, StatusReport):
        return seen | {
            "number": pdu.recipient.written,
            "reference": pdu.reference,
            "time": pdu.sent_at,
            "discharge": pdu.discharged_at,
            "status": pdu.status,
            "multipart": False,
        }
    place = pdu.concatenation
    seen |= {
        "text" if isinstance(pdu.content, str) else "data": pdu.content,
        "concat": place and [place.reference, place.total, place.number],
        "multipart": place is not None,
        "msgclass": pdu.coding.message_class,
    }
    if isinstance(pdu, Deliver):
        return seen | {"number": pdu.sender.written, "time": pdu.sent_at}
    seen |= {"number": pdu.recipient.written, "srr": pdu.report_requested}
    match pdu.validity:
        case RelativeValidity():
            return seen | {"vp_minutes": pdu.validity.minutes}
        case AbsoluteValidity(until):
            return seen | {"vp_time": until}
    return seen


def _expected(name, value):
    if value and name in {"time", "discharge", "vp_time"}:
        return datetime.fromisoformat(value)
    return bytes.fromhex(value) if name == "data" else value


@pytest.mark.parametrize("vector", _vectors())
def test_a_vector_of_another_project_reads_as_it_says(vector):
    if vector["reject"]:
        with pytest.raises(PduError):
            _decode(vector)
        return
    try:
        seen = _seen(_decode(vector))
    except PduError:
        assert not vector["expect"]
        return
    for name, value in vector["expect"].items():
        assert _expected(name, value) == seen.get(name), name
