"""Which files are taken, what they are called, and how many one sender may hand in. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

NAME_LONGEST = 80
FILES_OF_ONE_MESSAGE = 5
UNUSED_KEPT_MS = 24 * 3600 * 1000
"""How long a file waits for its message."""
QUOTA_WITHIN_MS = 24 * 3600 * 1000
MEGABYTE = 1_000_000
ID_PATTERN = "^[0-9a-f]{32}$"
NOT_SHOWN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Kinds of characters that a name needs none of: control signs, direction marks, halves."""
_UNFIT = re.compile(r'[<>:"|?*/\\%.]+')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?![^_ ])", re.IGNORECASE)
"""Names that mean a device to some systems, with any ending."""


class Kind(StrEnum):
    """What a file is to people."""

    PICTURE = "picture"
    PDF = "pdf"


class FileType(NamedTuple):
    """A type of file that is kept."""

    mime: str
    kind: Kind
    ending: str


JPEG = FileType("image/jpeg", Kind.PICTURE, ".jpg")
PNG = FileType("image/png", Kind.PICTURE, ".png")
PDF = FileType("application/pdf", Kind.PDF, ".pdf")
KEPT_TYPES = {each.mime: each for each in (JPEG, PNG, PDF)}
"""What leaves again: pictures are written anew as one of two types."""
TAKEN = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".pdf")
"""What may come in, by the usual endings; what counts is the content."""


class Why(StrEnum):
    """Why a file is refused; for programs, and the pages have a sentence for each."""

    EMPTY = "file_empty"
    TOO_BIG = "file_too_big"
    WRONG_TYPE = "file_wrong_type"
    """Neither a picture that we read nor a PDF, whatever it is called."""
    DAMAGED = "file_damaged"
    TOO_MANY_PIXELS = "file_too_many_pixels"
    ACTIVE = "file_active"
    """A PDF that would do something: scripts, programs, files inside."""
    LOCKED = "file_locked"
    """A PDF behind a password."""
    QUOTA = "file_quota"
    NOT_YOURS = "file_unknown"
    """None of the sender's own that still waits for its message."""
    TOO_MANY = "too_many_files"


class FileRefusedError(Exception):
    """A file that is not taken."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Quota(NamedTuple):
    """What one sender may hand in within a day."""

    files: int
    size: int

    def left(self, *, files: int, size: int) -> "Quota":
        """What is left of it after so much."""
        return Quota(max(0, self.files - files), max(0, self.size - size))


VISITORS = Quota(20, 50 * MEGABYTE)
STAFF = Quota(200, 500 * MEGABYTE)


def clean_name(raw: str, file_type: FileType) -> str:
    """A name that means nothing but itself to any system, with the ending of its true type.

    It is shown and told to browsers; no file of ours is ever called so.
    """
    last = re.split(r"[/\\]", raw)[-1]
    shown = "".join(" " if unicodedata.category(c) in NOT_SHOWN else c for c in last)
    stem = unicodedata.normalize("NFC", shown).strip()
    stem = stem.rpartition(".")[0] or stem
    stem = " ".join(_UNFIT.sub("_", stem).split())
    stem = stem.strip("_- ")[: NAME_LONGEST - len(file_type.ending)].strip()
    if not stem:
        stem = file_type.kind.value
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    return stem + file_type.ending


def fit_one_message(ids: Sequence[str]) -> None:
    """Raises FileRefusedError when there are too many, or one twice."""
    if len(ids) > FILES_OF_ONE_MESSAGE or len(set(ids)) != len(ids):
        raise FileRefusedError(Why.TOO_MANY)
