"""What came: a person's text, or something that nobody is to answer."""

import pytest

from gateway.address import Address
from gateway.coding import Coding
from gateway.header import Concatenation, Element, Ports
from gateway.kinds import Kind, kind_of
from gateway.pdu import Deliver, octets_of, read

NETWORK = Address("6281234567890")
PART = Concatenation(7, 2, 1).element()


def deliver(content="halo", *elements, scheme=0, protocol=0):
    return Deliver(
        NETWORK, content, None, coding=Coding(scheme), header=elements, protocol=protocol
    )


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (deliver(), Kind.TEXT),
        (deliver(""), Kind.TEXT),
        (deliver("я", scheme=0x08), Kind.TEXT),
        (deliver("halo", PART), Kind.TEXT),
        # Class 1 is the phone's and class 2 the SIM's: where a text is kept, not what it is.
        (deliver(scheme=0xF1), Kind.TEXT),
        (deliver(scheme=0xF2), Kind.TEXT),
        (deliver(scheme=0x11), Kind.TEXT),
        # Marked for deletion after reading, without a class.
        (deliver(scheme=0x40), Kind.TEXT),
        # From a mail or fax gateway: still words of a person.
        (deliver(protocol=0x32), Kind.TEXT),
        (deliver(scheme=0x10), Kind.FLASH),
        (deliver(scheme=0xF0), Kind.FLASH),
        (deliver("я", scheme=0x18), Kind.FLASH),
        (deliver("я", PART, scheme=0x18), Kind.FLASH),
        (deliver(protocol=0x40), Kind.SILENT),
        (deliver(protocol=0x40, scheme=0xF0), Kind.SILENT),
        (deliver(b"\1\6", Ports(2948, 9200).element(), scheme=0x04), Kind.MMS),
        (deliver(b"\1\6", Ports(2949, 9200).element(), scheme=0xF5), Kind.MMS),
        (deliver(b"\1\6", PART, Ports(9200, 9200).element(), scheme=0x04), Kind.MMS),
        (deliver(b"\1\6", Ports(0x23F4, 0).element(), scheme=0x04), Kind.DATA),
        (deliver("//SCKL", Ports(0x1581, 0).element()), Kind.DATA),
        (deliver("halo", Ports(0xE2, 0, width=8).element()), Kind.DATA),
        (deliver("halo", Element(0x05, b"to")), Kind.DATA),
        (deliver(b"bytes", scheme=0x04), Kind.DATA),
        (deliver(b"bytes", scheme=0x14), Kind.DATA),
        (deliver(b"packed", scheme=0x20), Kind.DATA),
        (deliver(b"sim", protocol=0x7F, scheme=0xF6), Kind.DATA),
        (deliver("sim", protocol=0x7F), Kind.DATA),
        (deliver(scheme=0xC8), Kind.VOICEMAIL),
        (deliver(scheme=0xC0), Kind.VOICEMAIL),
        (deliver(scheme=0xD8), Kind.VOICEMAIL),
        (deliver("я", scheme=0xE8), Kind.VOICEMAIL),
        (deliver("3 pesan suara", Element(0x01, b"\x80\x03")), Kind.VOICEMAIL),
        (deliver("3 pesan suara", Element(0x01, b"\x80\x03"), scheme=0x10), Kind.VOICEMAIL),
        (deliver("", protocol=0x5F), Kind.VOICEMAIL),
    ],
)
def test_each_kind_is_known_by_its_fields(message, kind):
    assert kind_of(message) == kind
    assert kind_of(read(message.to_bytes())) == kind


def test_the_header_says_more_of_what_waits_than_the_coding():
    both = deliver("", Element(0x01, b"\x00\x05"), scheme=0xC8)

    assert both.waiting.count == 5
    assert deliver(scheme=0xC8).waiting.count is None
    assert deliver().waiting is None


def test_a_notice_of_a_picture_message_as_a_network_sends_it():
    """A WAP push from port 9200 to 2948, eight-bit data of class 1."""
    pdu = read(
        octets_of(
            "00440D91261832547698F000F56211426100008210"
            "0605040B8423F0"  # header: ports of 16 bits
            "010603BEAF848C8298"  # transaction, push, headers: an MMS notification begins
        )
    )

    assert pdu.ports == Ports(2948, 9200)
    assert pdu.message_class == 1
    assert kind_of(pdu) is Kind.MMS
