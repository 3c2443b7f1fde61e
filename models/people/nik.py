"""The identity number: what its digits must say, how it is kept, how it is found again.

NIK: province 2, regency 2, district 2, birth date ddmmyy with 40 added to the day for women,
serial 4 (Permendagri 109/2019; UU 23/2006, article 13). Sixteen digits can be tried through, so
the digest is keyed and the number itself is encrypted with a key outside the database.
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import date
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LENGTH = 16
WOMEN_ADD = 40
PROVINCES = frozenset(range(11, 20)) | {21} | set(range(31, 37)) | set(range(51, 54))
PROVINCES |= set(range(61, 66)) | set(range(71, 77)) | {81, 82} | set(range(91, 97))
"""The 38 provinces by their code (Kepmendagri 300.2.2-2138/2025). A regency's code is not looked
up: new ones are founded faster than a list is."""
_NONCE_BYTES = 12
_SEPARATORS = re.compile(r"[\s.\-]")
_WRITTEN = re.compile(r"(?<![0-9])[0-9](?:[ .\-]?[0-9]){15}(?![0-9])")


class NikFault(StrEnum):
    """Why something is no identity number."""

    DIGITS = "digits"
    """Something that is not a digit stands in it."""
    LENGTH = "length"
    PROVINCE = "province"
    """There is no such province, or its regency or district is 00."""
    DATE = "date"
    """The day, month and year in it are no date."""
    SERIAL = "serial"
    """The serial is 0000."""
    BIRTH_DATE = "birth_date"
    """It belongs to somebody born on another day than was said."""


class NikError(ValueError):
    """Not an identity number; `fault` says why. The number stands in no text of it."""

    def __init__(self, fault: NikFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class NikUnreadableError(Exception):
    """What is stored was sealed with another secret, or was changed."""


def read_nik(text: str, *, born: date | None = None) -> str:
    """The sixteen digits as they are kept. Raises NikError.

    The century is not in the number, so any that makes a date will do unless `born` is known.
    """
    digits = _SEPARATORS.sub("", text[: 4 * LENGTH])
    if not digits.isascii() or not digits.isdigit():
        raise NikError(NikFault.DIGITS)
    if len(digits) != LENGTH or len(text) > 4 * LENGTH:
        raise NikError(NikFault.LENGTH)
    if int(digits[:2]) not in PROVINCES or "00" in (digits[2:4], digits[4:6]):
        raise NikError(NikFault.PROVINCE)
    if digits[-4:] == "0000":
        raise NikError(NikFault.SERIAL)
    dates = _birth_dates(digits)
    if not dates:
        raise NikError(NikFault.DATE)
    if born is not None and born not in dates:
        raise NikError(NikFault.BIRTH_DATE)
    return digits


def nik_digest(nik: str, *, secret: bytes) -> str:
    """By what a number is looked up."""
    return hmac.new(_key(secret, "find"), nik.encode(), hashlib.sha256).hexdigest()


def seal_nik(nik: str, *, person_id: int, secret: bytes) -> str:
    """Encrypt it for one person's row: in another row it cannot be read."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_key(secret, "seal")).encrypt(nonce, nik.encode(), _row_mark(person_id))
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def open_nik(sealed: str, *, person_id: int, secret: bytes) -> str:
    """The number in clear: for a reason, and never for a log. Raises NikUnreadableError."""
    try:
        stored = base64.urlsafe_b64decode(sealed)
        nonce, cipher = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
        return AESGCM(_key(secret, "seal")).decrypt(nonce, cipher, _row_mark(person_id)).decode()
    except (InvalidTag, ValueError):
        raise NikUnreadableError from None


def masked(nik: str) -> str:
    """As it may be shown: only its last four digits."""
    return "*" * (LENGTH - 4) + nik[-4:]


def mask_niks(text: str) -> str:
    """A text with every identity number in it masked, for what is kept or shown."""
    return _WRITTEN.sub(_mask_if_nik, text)


def _mask_if_nik(found: re.Match[str]) -> str:
    try:
        return masked(read_nik(found[0]))
    except NikError:
        return found[0]


def _birth_dates(digits: str) -> set[date]:
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if day > WOMEN_ADD:
        day -= WOMEN_ADD
    found = set()
    for century in (1900, 2000):
        try:
            found.add(date(century + year, month, day))
        except ValueError:
            continue
    return found


def _key(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose alone, 256 bits."""
    return hmac.new(secret, f"loket nik {purpose} 1".encode(), hashlib.sha256).digest()


def _row_mark(person_id: int) -> bytes:
    return f"person {person_id}".encode()
