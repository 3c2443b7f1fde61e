"""Whether a webhook comes from the provider: a shared word, or a digest under a shared key."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from gateway.provider.asking import basic
from gateway.provider.reading import MalformedError, form_of
from gateway.provider.shape import Provider, Secret
from gateway.provider.template import Words, filled_text


@dataclass(frozen=True, slots=True)
class Called:
    """What a webhook brings that can show where it comes from."""

    path: str
    """With its query, as it was asked."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Found whatever their case."""
    body: bytes


def is_genuine(provider: Provider, called: Called) -> bool:
    """Compared in constant time."""
    secret = provider.secret
    if secret is None:
        return False
    if secret.query is not None:
        shown = called.query.get(secret.query, "")
    else:
        shown = called.headers.get(secret.header, "")
    return hmac.compare_digest(shown.encode(), _expected(secret, called, provider.words).encode())


def _expected(secret: Secret, called: Called, words: Words) -> str:
    if secret.basic is not None:
        return basic([filled_text(part, words) for part in secret.basic])
    if secret.hmac is None:
        return filled_text(secret.value or "", words)
    pieces = b"".join(_piece(name, secret, called, words) for name in secret.of)
    key = filled_text(secret.key, words).encode()
    digest = hmac.new(key, pieces, secret.hmac)
    shown = digest.hexdigest()
    if secret.encoding == "base64":
        shown = b64encode(digest.digest()).decode()
    return secret.prefix + shown


def _piece(name: str, secret: Secret, called: Called, words: Words) -> bytes:
    if name == "body":
        return called.body
    if name == "url":
        return (filled_text(secret.base, words) + called.path).encode()
    if name == "form":
        with suppress(MalformedError):
            fields = sorted(form_of(called.body).items())
            return "".join(key + value for key, value in fields).encode()
    return called.headers.get(name.removeprefix("header:"), "").encode()
