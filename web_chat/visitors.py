"""Who a visitor is: a signed token that the browser keeps, and nothing stored until they speak."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

TOKEN_LONGEST = 200
_NONCE_BYTES = 16
_SIGNATURE_BYTES = 16


class UnknownTokenError(ValueError):
    """The token was not made here, or with another secret."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser's identity: the conversation it was promised and its own address."""

    conversation_id: int
    address: str
    """32 hex digits; the visitor's address on the web channel."""


def new_visitor(conversation_id: int) -> Visitor:
    """A visitor nobody has seen before; the address carries 128 random bits."""
    return Visitor(conversation_id, secrets.token_hex(_NONCE_BYTES))


def token_of(visitor: Visitor, *, secret: bytes) -> str:
    """What the browser keeps to come back as the same visitor."""
    body = f"{visitor.conversation_id:x}.{visitor.address}"
    return f"{body}.{_signature(body, secret)}"


def read_token(token: str, *, secret: bytes) -> Visitor:
    """The visitor of a token. Raises UnknownTokenError."""
    body, _, signature = token.rpartition(".")
    if len(token) > TOKEN_LONGEST or not hmac.compare_digest(
        signature.encode(), _signature(body, secret).encode()
    ):
        raise UnknownTokenError
    number, _, address = body.partition(".")
    return Visitor(int(number, 16), address)


def _signature(body: str, secret: bytes) -> str:
    mac = hmac.digest(secret, b"visitor|" + body.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac[:_SIGNATURE_BYTES]).decode().rstrip("=")
