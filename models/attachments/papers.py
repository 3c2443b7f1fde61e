"""PDF files are read whole and written anew, or refused when they would do anything by themselves.

A search of the bytes would miss what lies in compressed objects, and what another reader sees in
a broken file; so every object is looked at, and only what was looked at is written.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from models.attachments.rules import FileRefusedError, Why

OBJECTS_MOST = 200_000
DEPTH_MOST = 100
ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA", "/AF"}
)
"""ISO 32000-2: 12.6.4.17 scripts, 7.11.4 files inside, 13.7 rich media, 12.7.8 XFA forms."""
ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/RichMediaExecute",
    }
)
"""ISO 32000-2, 12.6.4: what is done when something is opened or clicked, beyond this file."""
ACTIVE_TYPES = frozenset({"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound"})


def rewrite(source: Path, target: Path) -> None:
    """Write a PDF anew. Raises FileRefusedError."""
    try:
        with pikepdf.open(source, attempt_recovery=True) as pdf:
            _judge(pdf)
            _forget_origin(pdf)
            pdf.remove_unreferenced_resources()
            pdf.save(target, linearize=False, deterministic_id=True)
    except pikepdf.PasswordError:
        raise FileRefusedError(Why.LOCKED) from None
    except MemoryError:
        raise FileRefusedError(Why.TOO_BIG) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError):
        raise FileRefusedError(Why.DAMAGED) from None


def _judge(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise FileRefusedError(Why.LOCKED)
    if len(pdf.pages) == 0:
        raise FileRefusedError(Why.DAMAGED)
    for each in _dictionaries(pdf):
        _judge_one(each)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary, that of every stream, and those that stand inside others."""
    if len(pdf.objects) > OBJECTS_MOST:
        raise FileRefusedError(Why.DAMAGED)
    for each in [pdf.trailer, *pdf.objects]:
        yield from _inside(each, depth=0)


def _inside(value: Any, *, depth: int) -> Iterator[pikepdf.Object]:
    """Direct objects only: what a reference leads to is in the list of objects by itself."""
    if depth > DEPTH_MOST:
        raise FileRefusedError(Why.DAMAGED)
    if isinstance(value, pikepdf.Array):
        inner: Any = value
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        yield value
        inner = [value[key] for key in value.keys()]  # noqa: SIM118 -- no mapping of Python's
    else:
        return
    for each in inner:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _inside(each, depth=depth + 1)


def _judge_one(found: pikepdf.Object) -> None:
    keys = set(found.keys())
    kinds = {str(found[key]) for key in ("/S", "/Type", "/Subtype") if key in keys}
    if keys & ACTIVE_KEYS or kinds & (ACTIVE_ACTIONS | ACTIVE_TYPES):
        raise FileRefusedError(Why.ACTIVE)


def _forget_origin(pdf: pikepdf.Pdf) -> None:
    """Who wrote it with what stays at home."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
