"""Finding something in what a provider sends, which may be anything at all."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from gateway.provider.shape import Paths

_MOST_FIELDS = 200


class MalformedError(ValueError):
    """A document that cannot be read, or lacks what it must tell."""


def json_of(body: bytes) -> Any:
    """Raises MalformedError."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise MalformedError("no JSON") from None


def form_of(body: bytes) -> dict[str, str]:
    """The fields of a form; of a name that stands twice, the first. Raises MalformedError."""
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise MalformedError("no form") from None
    return dict(reversed(pairs))


def found_in(document: Any, paths: Paths) -> str | None:
    """The first value that is there; a number as it is written, never a table."""
    for path in [paths] if isinstance(paths, str) else paths:
        found = at(document, path)
        if isinstance(found, (str, int, float)):
            return mended(str(found))
    return None


def at(document: Any, path: str) -> Any:
    """What stands at `messages.0.id`; None when nothing does."""
    for step in path.split("."):
        match document:
            case dict():
                document = document.get(step)
            case list() if step.isdecimal() and int(step) < len(document):
                document = document[int(step)]
            case _:
                return None
    return document


def mended(text: str) -> str:
    """Without what no database stores: NUL, and halves of surrogate pairs."""
    whole = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return whole.replace("\0", "\ufffd")


def time_of(written: str | None, form: str, *, now: datetime) -> datetime:
    """When it was sent, in UTC; `now` where that is not told, not read, or not yet."""
    if not written:
        return now
    try:
        match form:
            case "iso":
                found = datetime.fromisoformat(written)
            case "unix":
                found = datetime.fromtimestamp(float(written), UTC)
            case "unix_ms":
                found = datetime.fromtimestamp(float(written) / 1000, UTC)
            case _:
                found = datetime.strptime(written, form)  # noqa: DTZ007 - it is told below
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return min(found, now)
