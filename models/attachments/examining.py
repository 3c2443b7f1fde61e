"""Looks at one file in a process of its own, whose memory and time are bounded.

`python -m models.attachments.examining SOURCE TARGET` writes the safe copy to TARGET and prints
`{type, width, height}` or `{why}`. What a hostile file breaks is this process and nothing else.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from models.attachments.rules import PDF, FileRefusedError, Why

MEMORY_MOST = 170 * 1024 * 1024
"""Bytes of data; with the code of the libraries the process stays below 200 MB."""
CPU_MOST_SECONDS = 10
FILE_MOST = 64 * 1024 * 1024
"""No safe copy is larger."""
PDF_MARK_WITHIN = 1024
_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")


def examine(source: Path, target: Path) -> dict[str, object]:
    """Write the safe copy of a file: `{type, width, height}`. Raises FileRefusedError.

    What a file is stands in its first bytes; its name and what a browser calls it count nothing.
    """
    with source.open("rb") as file:
        head = file.read(PDF_MARK_WITHIN)
    if not head:
        raise FileRefusedError(Why.EMPTY)
    if head.startswith(b"%PDF-"):
        from models.attachments import papers  # noqa: PLC0415 -- each library takes its memory

        papers.rewrite(source, target)
        return {"type": PDF.mime, "width": None, "height": None}
    if head.startswith(_MARKS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        from models.attachments import pictures  # noqa: PLC0415

        kept, width, height = pictures.rewrite(source, target)
        return {"type": kept.mime, "width": width, "height": height}
    raise FileRefusedError(Why.WRONG_TYPE)


def _bind() -> None:
    """Bound what this process may use, where the system can; what it writes is ours alone."""
    os.umask(0o077)
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- Unix alone

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_MOST, MEMORY_MOST))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_MOST_SECONDS, CPU_MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_MOST, FILE_MOST))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(10)


def main(source: str, target: str) -> None:
    _bind()
    try:
        told = examine(Path(source), Path(target))
    except FileRefusedError as refused:
        told = {"why": refused.why.value}
    print(json.dumps(told))  # noqa: T201 -- the answer


if __name__ == "__main__":
    main(*sys.argv[1:])
