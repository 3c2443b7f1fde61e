"""An account with a provider, as the operator writes it: one address with everything in it."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from gateway.errors import GatewayError

PLAIN_PORT = 2775
"""Registered for SMPP."""
TLS_PORT = 3550
WINDOW_LARGEST = 100
LONGEST_NAME = 64
_SOURCE = re.compile(r"\+?[0-9]{3,20}|[0-9A-Za-z .&_-]{1,11}")
_PLAIN = re.compile(r"[\x21-\x7e]*")


class AccountError(GatewayError, ValueError):
    """An address of an account that cannot be used; one plain sentence without the password."""


class Alphabet(StrEnum):
    """What the provider's default alphabet (data_coding 0) is."""

    GSM7 = "gsm7"
    LATIN1 = "latin1"
    UCS2 = "ucs2"
    """Read as GSM7; every text is sent as UCS-2."""


class ReceiptIds(StrEnum):
    """How delivery receipts write the id that the answer to the text gave."""

    AUTO = "auto"
    """Found out by the ids of the last texts; not known right after a start."""
    SAME = "same"
    DECIMAL = "decimal"
    """The answer is hexadecimal, the receipt decimal."""
    HEX = "hex"
    """The answer is decimal, the receipt hexadecimal."""


class Numbers(StrEnum):
    """How senders' numbers come."""

    AS_TOLD = "as_told"
    """As their type of number says."""
    INTERNATIONAL = "international"
    """With country code and without a plus, whatever the type of number says."""


@dataclass(frozen=True, slots=True)
class SmppAccount:
    """Where, who and how."""

    host: str
    port: int
    system_id: str
    password: str = field(repr=False)
    has_tls: bool = False
    window: int = 10
    """How many texts may be under way at once."""
    source: str = ""
    """The sender shown: a number, a short code or a name; empty lets the provider choose."""
    alphabet: Alphabet = Alphabet.GSM7
    receipt_ids: ReceiptIds = ReceiptIds.AUTO
    numbers: Numbers = Numbers.AS_TOLD
    system_type: str = ""
    service_type: str = ""
    source_ton: int | None = None
    source_npi: int | None = None
    dest_ton: int | None = None
    dest_npi: int | None = None

    @property
    def line(self) -> str:
        """The account's name, without its secret."""
        return f"{'smpps' if self.has_tls else 'smpp'}://{self.system_id}@{self.host}:{self.port}"

    @classmethod
    def from_url(cls, url: str) -> Self:
        """From `smpp://system_id:password@host:port?window=10&source=LOKET&alphabet=gsm7`.

        `smpps` asks for TLS. Raises AccountError; the password is never in its text.
        """
        where = _parts_of(url)
        options = _options_of(where.pop("query"))
        account = cls(**where, **options)
        if not 1 <= account.window <= WINDOW_LARGEST:
            raise AccountError(f"window must be 1 to {WINDOW_LARGEST}.")
        if account.source and not _SOURCE.fullmatch(account.source):
            raise AccountError("source must be a number or a name of at most 11 letters.")
        return account


_TUNABLE: Mapping[str, type] = {
    "window": int,
    "source": str,
    "alphabet": Alphabet,
    "receipt_ids": ReceiptIds,
    "numbers": Numbers,
    "system_type": str,
    "service_type": str,
    "source_ton": int,
    "source_npi": int,
    "dest_ton": int,
    "dest_npi": int,
}


def _parts_of(url: str) -> dict[str, Any]:
    try:
        found = urlsplit(url)
        port = found.port
    except ValueError:
        raise AccountError("the SMPP address cannot be read: smpp://name:password@host.") from None
    if found.scheme not in {"smpp", "smpps"}:
        raise AccountError("an SMPP address begins with smpp:// or smpps://.")
    if not found.hostname:
        raise AccountError("the SMPP address names no host.")
    system_id, password = unquote(found.username or ""), unquote(found.password or "")
    if not system_id or not password:
        raise AccountError("the SMPP address needs system_id:password@ before the host.")
    if not all(_is_name(name) for name in (system_id, password)):
        raise AccountError(f"system_id and password are at most {LONGEST_NAME} plain letters.")
    has_tls = found.scheme == "smpps"
    return {
        "host": found.hostname,
        "port": port or (TLS_PORT if has_tls else PLAIN_PORT),
        "system_id": system_id,
        "password": password,
        "has_tls": has_tls,
        "query": found.query,
    }


def _options_of(query: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        kind = _TUNABLE.get(name)
        if kind is None:
            near = difflib.get_close_matches(name, _TUNABLE, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise AccountError(f"the SMPP address sets {name}, which is no option.{hint}")
        options[name] = _value_of(name, kind, value)
    return options


def _value_of(name: str, kind: type, value: str) -> Any:
    try:
        found = kind(value)
    except ValueError:
        choices = f"one of {', '.join(kind)}" if issubclass(kind, StrEnum) else "a whole number"
        raise AccountError(f"{name} must be {choices}.") from None
    if isinstance(found, int) and not 0 <= found <= 255:  # noqa: PLR2004 - an octet
        raise AccountError(f"{name} must be 0 to 255.")
    return found


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and _PLAIN.fullmatch(name) is not None
