"""What kind of message came: a person's text, or something that nobody is to answer."""

from enum import StrEnum

from gateway import header
from gateway.coding import Coding
from gateway.header import Header
from gateway.pdu import Deliver


class Kind(StrEnum):
    """Told by the fields that the network sets, never by the words."""

    TEXT = "text"
    FLASH = "flash"
    """Shown at once and not kept: class 0, 3GPP TS 23.038, 4."""
    SILENT = "silent"
    """A short message of type 0, to be acknowledged and thrown away: TS 23.040, 9.2.3.9."""
    MMS = "mms"
    """A WAP push, mostly the notice of a picture message: its ports are IANA's."""
    VOICEMAIL = "voicemail"
    """Voice messages, faxes or mails wait elsewhere, or no longer do: gateway/waiting.py."""
    DATA = "data"
    """For a program: other ports (TS 23.040, 9.2.3.24.3 and 4), bytes, or the SIM (9.2.3.9)."""


def kind_of(message: Deliver) -> Kind:
    """The first that fits; a part of a long message is of the whole's kind."""
    is_text = isinstance(message.content, str)
    return kind_by(message.protocol, message.coding, message.header, is_text=is_text)


def kind_by(protocol: int, coding: Coding, elements: Header, *, is_text: bool) -> Kind:
    """The same by the fields alone, for messages that came in another form."""
    if protocol == _TYPE_0:
        return Kind.SILENT
    ports = header.ports(elements)
    if ports is not None and ports.destination in _PUSH_PORTS:
        return Kind.MMS
    if header.has_ports(elements) or protocol in _DOWNLOADS:
        return Kind.DATA
    if header.waiting(elements) or coding.waiting or protocol == _RETURN_CALL:
        return Kind.VOICEMAIL
    if not is_text:
        return Kind.DATA
    return Kind.FLASH if coding.message_class == 0 else Kind.TEXT


# Protocol identifiers: 3GPP TS 23.040, 9.2.3.9.
_TYPE_0 = 0x40
_RETURN_CALL = 0x5F
"""Older networks announce voice mail so."""
_DOWNLOADS = frozenset(range(0x7C, 0x80))
"""To the ANSI-136 terminal, the phone (7D, 7E) or the SIM (7F)."""
_PUSH_PORTS = frozenset({2948, 2949, *range(9200, 9204)})
"""Registered with IANA: wap-push, wap-pushsecure, and wap-wsp to wap-wsp-wtp-s."""
