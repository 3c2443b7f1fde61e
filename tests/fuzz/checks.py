"""What must be true of any bytes whatever: one function for each reader of the gateway.

Each takes bytes and raises when it finds something wrong; what a reader refuses in the declared
way (PduError) is right. Hypothesis, atheris and plain chance all feed these.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

from gateway import at, ussd
from gateway.coding import Alphabet
from gateway.concat import fingerprint
from gateway.errors import PduError
from gateway.kinds import kind_of
from gateway.pdu import Deliver, Pdu, StatusReport, Submit, octets_of, read
from gateway.smpp.account import Alphabet as SmppAlphabet
from gateway.smpp.account import ReceiptIds, SmppAccount
from gateway.smpp.intake import Intake
from gateway.smpp.pdu import Frame, message_id_of
from gateway.smpp.receipt import MessageIds
from models.terms.channel import Inbound
from models.terms.clock import SystemClock
from tests.gateway.recording import RecordingInbox

FRAMES = (Deliver, Submit, StatusReport)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
INTAKES = [
    Intake(
        SmppAccount("localhost", 2775, "loket", "secret", alphabet=alphabet),
        RecordingInbox(),
        channel="sms",
        ids=MessageIds(form),
        clock=SystemClock(),
    )
    for alphabet, form in zip(
        SmppAlphabet, (ReceiptIds.AUTO, ReceiptIds.DECIMAL, ReceiptIds.HEX), strict=True
    )
]


def check(data: bytes) -> None:
    """The first byte chooses the reader, the others are what it reads."""
    CHECKS[data[0] % len(CHECKS) if data else 0](data[1:])


def check_pdu(data: bytes) -> None:
    """Any kind of PDU reads as that kind or is refused, and what was read writes the same value."""
    with suppress(PduError):
        check_value(read(data))
    for frame in FRAMES:
        with suppress(PduError):
            value = frame.from_bytes(data)
            assert isinstance(value, frame)


def check_value(pdu: Pdu) -> None:
    if isinstance(pdu, Deliver):
        kind_of(pdu)
        assert len(fingerprint(pdu, now=NOON)) == 32
    if not isinstance(pdu, StatusReport):
        assert isinstance(pdu.content, str | bytes)
        assert len(pdu.content) <= 255
        place = pdu.concatenation
        assert place is None or 0 < place.number <= place.total
        assert pdu.coding.alphabet in Alphabet
    try:
        written = pdu.to_bytes()
    except PduError:  # a digit or a place in a table that has no character
        return
    assert read(written) == pdu


def check_hex(data: bytes) -> None:
    """Any line of a modem as hex."""
    with suppress(PduError):
        check_pdu(octets_of(data.decode("latin-1")))


def check_lines(data: bytes) -> None:
    """Any bytes in any pieces: no more than a line is kept, and every line can be told apart."""
    parser = at.LineParser()
    for piece in _pieces(data):
        parser.expects_prompt = piece.startswith(b"\0")
        for line in parser.feed(piece):
            assert len(line) <= at.LONGEST_LINE
            at.final_of(line)
            at.unasked_of(line)
            at.numbers_of(line)
            at.is_hex(line)
        assert len(parser._line) <= at.LONGEST_LINE


def check_ussd(data: bytes) -> None:
    """Any answer of a network's service, under any coding."""
    scheme, text = (data[0], data[1:]) if data else (None, b"")
    assert isinstance(ussd.decoded(text.decode("latin-1"), scheme), str)


def check_smpp(data: bytes) -> None:
    """Any body of a service centre's deliver_sm, for each of the alphabets a provider may have."""
    with suppress(PduError):
        Frame.from_bytes(data)
    message_id_of(data)
    for intake in INTAKES:
        found = intake.meaning_of(data, "id", now=NOON)
        if isinstance(found, Inbound) and found.part is not None:
            assert 0 < found.part.number <= found.part.total <= 255
            assert 0 <= found.part.reference < 1 << 16


CHECKS: tuple[Callable[[bytes], None], ...] = (
    check_pdu,
    check_hex,
    check_lines,
    check_ussd,
    check_smpp,
)


def _pieces(data: bytes) -> Iterator[bytes]:
    """Cut where the bytes themselves say: each piece is as long as its first byte."""
    while data:
        end = 1 + data[0]
        yield data[1:end]
        data = data[end:]
