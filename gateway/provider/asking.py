"""What a provider is asked for a text, and what its answer means."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from gateway.errors import AnswerLostError
from gateway.provider.reading import MalformedError, found_in, json_of
from gateway.provider.shape import Answering, Provider
from gateway.provider.template import filled, filled_text
from models.terms.channel import ChannelError, Outbound, Report, Stage

_NUMBER = re.compile(r"\+?[0-9]{3,15}")
_CODE = re.compile(r"[0-9A-Za-z_.:-]{1,40}")
_OK = range(200, 300)
_MOVED = range(300, 400)
_REFUSED = range(400, 500)
_TROUBLE = frozenset({401, 402, 403, 404, 405, 407})
"""Something is wrong with the account or the address, not with this text."""


class TroubleError(ChannelError):
    """Nothing left, and nothing will until the operator or the provider mends something."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, retryable=True)


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, ready to be sent."""

    method: str
    url: str
    """Encoded already."""
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


def reference_of(message: Outbound) -> str:
    """What we call a text: the same for every try, so that a provider can tell a copy."""
    return f"loket-{message.id}"


def request_of(provider: Provider, message: Outbound) -> Request:
    """Raises ChannelError where the number is none."""
    if not _NUMBER.fullmatch(message.address):
        raise ChannelError("not a number that a text can be sent to", retryable=False)
    send = provider.send
    words = _words_of(provider, message)
    url = filled_text(send.url, words, encode=_escaped)
    query = urlencode(_flat(filled(send.query, words)), errors="replace")
    if query:
        url += ("&" if "?" in url else "?") + query
    headers = {name: filled_text(value, words) for name, value in send.headers.items()}
    if send.basic is not None:
        headers["Authorization"] = basic([filled_text(part, words) for part in send.basic])
    body = None
    fields = filled(send.fields, words)
    match send.form:
        case "json":
            headers["Content-Type"] = "application/json"
            body = json.dumps(fields).encode()
        case "form":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(_flat(fields), errors="replace").encode()
        case "none":
            pass
    return Request(send.method, url, headers, body)


def report_of(answering: Answering, status: int, body: bytes, *, reference: str) -> Report:
    """That the provider has the text.

    Raises ChannelError when it surely has not, AnswerLostError when the answer does not tell.
    """
    document = _document_of(body)
    own = reference if answering.has_own_id else None
    if status in answering.copy:
        return Report(Stage.SENT, own, "the provider had it already")
    verdict = _verdict_of(answering, status, document)
    code = found_in(document, answering.code) or ""
    told = f" ({code})" if _CODE.fullmatch(code) else f" (HTTP {status})"
    match verdict:
        case "sent":
            return Report(Stage.SENT, _id_of(answering, document, body) or own)
        case "refused":
            raise ChannelError("the provider refused the text" + told, retryable=False)
        case "again":
            raise ChannelError("the provider asks to try later" + told, retryable=True)
        case "trouble":
            raise TroubleError("the provider does not take our requests" + told)
        case _:
            raise AnswerLostError("the provider's answer does not tell" + told)


def basic(parts: list[str]) -> str:
    """The Authorization header of RFC 7617."""
    return "Basic " + b64encode(":".join(parts).encode()).decode()


def _words_of(provider: Provider, message: Outbound) -> dict[str, str | int | None]:
    seconds = None
    if message.valid_seconds is not None:
        seconds = int(min(max(message.valid_seconds, 60), provider.send.valid_longest_seconds))
    return provider.words | {
        "to": message.address,
        "to_digits": message.address.removeprefix("+"),
        "text": message.text,
        "reference": reference_of(message),
        "valid_seconds": seconds,
        "valid_minutes": None if seconds is None else max(seconds // 60, 1),
    }


def _flat(fields: Any) -> list[tuple[str, str]]:
    """The fields of a form or a query, where a table has no place."""
    return [
        (name, str(value).lower() if isinstance(value, bool) else str(value))
        for name, value in fields.items()
    ]


def _escaped(word: str) -> str:
    return quote(word, safe=":", errors="replace")


def _document_of(body: bytes) -> Any:
    try:
        return json_of(body)
    except MalformedError:
        return None


def _verdict_of(answering: Answering, status: int, document: Any) -> str:
    if status in answering.again:
        return "again"
    if status in answering.refused:
        return "refused"
    if status in _OK:
        word = found_in(document, answering.status)
        return answering.words.get(word or "", "unknown") if answering.words else "sent"
    if status in _TROUBLE or status in _MOVED:
        return "trouble"
    return "refused" if status in _REFUSED else "unknown"


def _id_of(answering: Answering, document: Any, body: bytes) -> str | None:
    if answering.id_pattern:
        found = re.search(answering.id_pattern, body.decode("utf-8", "replace"))
        return found[1].strip() if found else None
    return found_in(document, answering.id)
