"""Short-lived keys that open files without a login: for one conversation, or for one message."""

import base64
import hashlib
import hmac
from typing import NamedTuple

VALID_SECONDS = 12 * 3600
KEY_LONGEST = 100
_SIGNATURE_BYTES = 16


class Opens(NamedTuple):
    """What a key opens: the files of a conversation, or of one message."""

    conversation_id: int | None = None
    message_id: int | None = None


def make_key(opens: Opens, *, secret: bytes, at_ms: int, seconds: int = VALID_SECONDS) -> str:
    """What stands in a file's address as `?key=`."""
    until = at_ms // 1000 + seconds
    scope = (
        f"c{opens.conversation_id:x}"
        if opens.conversation_id is not None
        else f"m{opens.message_id or 0:x}"
    )
    body = f"{scope}.{until:x}"
    return f"{body}.{_signature(body, secret)}"


def read_key(key: str, *, secret: bytes, at_ms: int) -> Opens | None:
    """What a key opens; nothing when it is too old or was not made here."""
    body, _, signature = key.rpartition(".")
    if len(key) > KEY_LONGEST or not hmac.compare_digest(
        signature.encode(), _signature(body, secret).encode()
    ):
        return None
    scope, _, until = body.partition(".")
    if int(until, 16) * 1000 <= at_ms:
        return None
    number = int(scope[1:], 16)
    return Opens(conversation_id=number) if scope[0] == "c" else Opens(message_id=number)


def _signature(body: str, secret: bytes) -> str:
    mac = hmac.digest(secret, b"file|" + body.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac[:_SIGNATURE_BYTES]).decode().rstrip("=")
