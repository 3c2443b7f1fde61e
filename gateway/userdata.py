"""User data: a header and a text (or bytes) as the last field of a PDU.

Source: 3GPP TS 23.040, 9.2.3.16 (length) and 9.2.3.24 (contents).
"""

from gateway import gsm7, header
from gateway.coding import Alphabet, Coding
from gateway.errors import PduError
from gateway.header import Header

MOST_OCTETS = 140

Content = str | bytes
"""A text, or bytes where the coding says that it is none."""


def to_bytes(content: Content, *, coding: Coding, elements: Header) -> bytes:
    """Length, header and contents. Raises PduError when they exceed one message."""
    head = header.to_bytes(elements)
    if _is_septets(coding):
        length, body = _septets(content, head, elements)
    else:
        body = _octets(content, coding)
        length = len(head) + len(body)
    if len(head) + len(body) > MOST_OCTETS:
        raise PduError("user data is more than 140 octets")
    return bytes((length,)) + head + body


def take(octets: bytes, *, coding: Coding, has_header: bool) -> tuple[Header, Content]:
    """Header and content of the user data, which begins with its length.

    Octets counted too many are forgiven where the text is octets, for some senders count wrong;
    septets are not, for a text cut short would be taken for the whole.
    """
    if not octets:
        raise PduError("user data is missing")
    length, data = octets[0], octets[1:]
    if _is_septets(coding):
        return _take_septets(data, length, has_header=has_header)
    data = data[:length]
    elements, start = header.take(data) if has_header else ((), 0)
    return elements, _content(data[start:], coding)


def _take_septets(data: bytes, length: int, *, has_header: bool) -> tuple[Header, Content]:
    if gsm7.octets_of(length) > len(data):
        raise PduError(f"{length} septets do not fit in {len(data)} octets")
    data = data[: gsm7.octets_of(length)]
    elements, start = header.take(data) if has_header else ((), 0)
    fill_bits = gsm7.fill_bits_after(start)
    count = length - (start * 8 + fill_bits) // gsm7.SEPTET_BITS
    if count < 0:
        raise PduError("header is longer than the user data")
    locking, single = header.languages(elements)
    septets = gsm7.unpack(data[start:], count, fill_bits=fill_bits)
    return elements, gsm7.decode(septets, locking=locking, single=single)


def _septets(content: Content, head: bytes, elements: Header) -> tuple[int, bytes]:
    if isinstance(content, bytes):
        raise PduError("bytes need a coding for bytes")
    locking, single = header.languages(elements)
    septets = gsm7.encode(content, locking=locking, single=single)
    fill_bits = gsm7.fill_bits_after(len(head))
    length = (len(head) * 8 + fill_bits) // gsm7.SEPTET_BITS + len(septets)
    return length, gsm7.pack(septets, fill_bits=fill_bits)


def _octets(content: Content, coding: Coding) -> bytes:
    is_text = isinstance(content, str)
    if is_text != (coding.alphabet is Alphabet.UCS2 and not coding.is_compressed):
        raise PduError("content and coding disagree")
    return content.encode("utf-16-be", "surrogatepass") if isinstance(content, str) else content


def _content(data: bytes, coding: Coding) -> Content:
    if coding.alphabet is not Alphabet.UCS2 or coding.is_compressed:
        return data
    # A pair may be torn between two parts by the sender; whoever joins the parts mends it.
    return data[: len(data) // 2 * 2].decode("utf-16-be", "surrogatepass")


def _is_septets(coding: Coding) -> bool:
    return coding.alphabet is Alphabet.GSM7 and not coding.is_compressed
