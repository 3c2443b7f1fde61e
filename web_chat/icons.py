"""The icons of the installed chat, drawn from a few shapes: `python -m web_chat.icons`.

Phones want pictures of dots where browsers take icon.svg; these are the same drawing, without
rounded corners, because every phone cuts its own.
"""

import struct
import zlib
from pathlib import Path

STATIC = Path(__file__).parent / "static"
SIZES = (192, 512)
GROUND = bytes((0x0B, 0x6B, 0x5D))
BUBBLE = bytes((0xFF, 0xFF, 0xFF))
GRID = 32
"""The side of icon.svg's drawing."""
BOX = ((8, 10), (24, 19))
TAIL, TAIL_END = (10, 15), 23
SMOOTH = 3
"""Points looked at along each side of a dot."""


def is_bubble(x: float, y: float) -> bool:
    """Whether a point of the drawing lies in the speech bubble or its tail."""
    (left, top), (right, bottom) = BOX
    (tail_left, tail_right), tail_end = TAIL, TAIL_END
    if left <= x <= right and top <= y <= bottom:
        return True
    share = (tail_right - x) / (tail_right - tail_left)
    return 0 <= share <= 1 and bottom <= y <= bottom + share * (tail_end - bottom)


def dot(column: int, row: int, size: int) -> bytes:
    """The colour of one dot, smoothed."""
    scale = GRID / size / SMOOTH
    places = [
        ((column * SMOOTH + dx + 0.5) * scale, (row * SMOOTH + dy + 0.5) * scale)
        for dx in range(SMOOTH)
        for dy in range(SMOOTH)
    ]
    share = sum(is_bubble(x, y) for x, y in places) / len(places)
    return bytes(round(g + (b - g) * share) for g, b in zip(GROUND, BUBBLE, strict=True))


def png(size: int) -> bytes:
    """The picture as a file: PNG (RFC 2083), 8-bit RGB, no filter."""
    rows = b"".join(
        b"\0" + b"".join(dot(column, row, size) for column in range(size)) for row in range(size)
    )
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    for size in SIZES:
        (STATIC / f"icon-{size}.png").write_bytes(png(size))
