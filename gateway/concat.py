"""Long messages: one text cut into parts to send, and what tells a message that comes in again.

The server joins the parts that come in: a part is stored before the modem may forget it.
Source: 3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from gateway import coding, header, moment
from gateway.address import Address
from gateway.errors import PduError
from gateway.header import Concatenation
from gateway.moment import Validity
from gateway.pdu import Deliver, Submit
from models.terms.segments import MOST_SEGMENTS, Encoding, encoding_of, split_text


def parts_of(
    text: str,
    recipient: Address,
    *,
    reference: int,
    validity: Validity | None = None,
    report_requested: bool = True,
    reject_duplicates: bool = False,
    smsc: Address | None = None,
) -> Sequence[Submit]:
    """The submits of a text; `reference` (0 to 255) tells its parts from another text's.

    Raises PduError for a text of more than 255 parts.
    """
    texts = split_text(text)
    scheme = scheme_of(text)
    return tuple(
        part_of(
            part,
            recipient,
            total=len(texts),
            number=number,
            concat_reference=reference,
            coding_of_whole=scheme,
            validity=validity,
            report_requested=report_requested,
            reject_duplicates=reject_duplicates,
            smsc=smsc,
        )
        for number, part in enumerate(texts, start=1)
    )


def part_of(
    text_part: str,
    recipient: Address,
    *,
    total: int = 1,
    number: int = 1,
    concat_reference: int = 0,
    reference: int = 0,
    coding_of_whole: coding.Coding = coding.GSM7,
    validity: Validity | None = None,
    report_requested: bool = True,
    reject_duplicates: bool = False,
    smsc: Address | None = None,
) -> Submit:
    """One part alone, for a caller that sends part by part.

    `text_part` is what split_text cut, `coding_of_whole` the scheme_of the whole text;
    `concat_reference` joins the parts at the other end, `reference` (TP-MR) is the network's.
    Raises PduError for more than 255 parts.
    """
    if total > MOST_SEGMENTS:
        raise PduError("a text has at most 255 parts")
    place = Concatenation(concat_reference, total, number)
    return Submit(
        recipient=recipient,
        content=text_part,
        coding=coding_of_whole,
        header=() if total == 1 else (place.element(),),
        validity=validity,
        reference=reference,
        report_requested=report_requested,
        reject_duplicates=reject_duplicates,
        smsc=smsc,
    )


def scheme_of(text: str) -> coding.Coding:
    """One coding for all parts, though some of them alone would fit in septets."""
    return coding.GSM7 if encoding_of(text) is Encoding.GSM7 else coding.UCS2


def headers_of(total: int, *, reference: int, width: int = 8) -> Iterator[header.Header]:
    """The header of each of `total` parts; none for a message of one part."""
    for number in range(1, total + 1):
        place = Concatenation(reference, total, number, width)
        yield () if total == 1 else (place.element(),)


def fingerprint(message: Deliver, *, now: datetime) -> str:
    """The same for every copy of a message or part: sender, time stamp, header and content.

    A modem gives no message id, so this is it. Where a service centre gives no time either, the
    minute of arrival stands in, so that the same word a while later is another message.
    """
    digest = sha256(message.sender.written.encode())
    digest.update(b"\0" + moment.stamp_to_bytes(message.sent_at))
    if message.sent_at is None:
        digest.update(f"{now:%Y%m%d%H%M}".encode())
    digest.update(header.to_bytes(message.header) + b"\0")
    content = message.content
    if isinstance(content, str):
        content = content.encode("utf-16-be", "surrogatepass")
    digest.update(content)
    return digest.hexdigest()[:32]
