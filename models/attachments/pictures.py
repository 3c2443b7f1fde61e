"""Pictures are opened and written anew: only pixels go on, nothing that was hidden beside them."""

import warnings
from pathlib import Path

from PIL import Image

from models.attachments.rules import JPEG, PNG, FileRefusedError, FileType, Why

PIXELS_MOST = {
    "JPEG": 50_000_000,
    "PNG": 15_000_000,
    "GIF": 15_000_000,
    "WEBP": 8_000_000,
}
"""By format: a JPEG is made smaller while it is read, of a WebP the reader holds two copies."""
PIXELS_MOST_PROGRESSIVE = 12_500_000
"""Of a JPEG that must be in memory whole before its first line is known."""
PHOTOS = ("JPEG", "WEBP")
"""What becomes a JPEG; drawings and screenshots stay sharp as PNG."""
PIXELS_MOST_SEE_THROUGH = 8_000_000
"""Of a picture with transparency, which is laid on white."""
PNG_MOST = 3_000_000
"""Bytes: what needs more than that is a photograph, too."""
LONGEST_SIDE = 3600
"""A sheet of A4 at 300 points to the inch, and a little more."""
QUALITY = 85
ORIENTATION = 0x0112
"""Exif 2.32, 4.6.4, and what must be done that the picture stands upright."""
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def rewrite(source: Path, target: Path) -> tuple[FileType, int, int]:
    """Write a picture anew, upright and without metadata: its type, width and height.

    The size is read and judged before anything is decoded. Of a moving picture the first frame
    stays. Raises FileRefusedError.
    """
    Image.MAX_IMAGE_PIXELS = None  # judged here, by format
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(source, formats=tuple(PIXELS_MOST)) as opened:
                _judge(opened)
                return _write(opened, target)
        except FileRefusedError:
            raise
        except MemoryError:
            raise FileRefusedError(Why.TOO_MANY_PIXELS) from None
        except Exception:  # noqa: BLE001 -- Pillow's readers raise anything for broken files
            raise FileRefusedError(Why.DAMAGED) from None


def _judge(opened: Image.Image) -> None:
    most = PIXELS_MOST[opened.format or "PNG"]
    if opened.info.get("progressive"):
        most = PIXELS_MOST_PROGRESSIVE
    if _has_alpha(opened):
        most = min(most, PIXELS_MOST_SEE_THROUGH)
    if opened.width * opened.height > most:
        raise FileRefusedError(Why.TOO_MANY_PIXELS)


def _write(opened: Image.Image, target: Path) -> tuple[FileType, int, int]:
    kind, turned = opened.format, opened.getexif().get(ORIENTATION, 1)
    for scale in (8, 4, 2):
        if max(opened.size) // scale >= LONGEST_SIDE:
            opened.draft(None, (opened.width // scale, opened.height // scale))
            break
    opened.seek(0)
    opened.load()
    pixels = _opaque(opened)
    if max(pixels.size) > LONGEST_SIDE:
        longest = max(pixels.size)
        size = (
            max(1, pixels.width * LONGEST_SIDE // longest),
            max(1, pixels.height * LONGEST_SIDE // longest),
        )
        pixels = pixels.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    if turned in _UPRIGHT:
        pixels = pixels.transpose(_UPRIGHT[turned])
    pixels.info.clear()
    pixels.getexif().clear()
    return _save(pixels, target, is_photo=kind in PHOTOS), *pixels.size


def _save(pixels: Image.Image, target: Path, *, is_photo: bool) -> FileType:
    if not is_photo:
        pixels.save(target, "PNG", compress_level=4)
        if target.stat().st_size <= PNG_MOST:
            return PNG
    pixels.save(target, "JPEG", quality=QUALITY)
    return JPEG


def _opaque(opened: Image.Image) -> Image.Image:
    """Three colours and nothing else; what is transparent lies on white."""
    if not _has_alpha(opened):
        return opened if opened.mode == "RGB" else opened.convert("RGB")
    seen = opened if opened.mode == "RGBA" else opened.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _has_alpha(opened: Image.Image) -> bool:
    return "A" in opened.getbands() or "transparency" in opened.info
