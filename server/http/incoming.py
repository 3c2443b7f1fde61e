"""Reading a form with files as it comes, a piece at a time: nothing is held in memory."""

from collections.abc import AsyncIterator

from aiohttp import BodyPartReader, MultipartReader, web

FIELD_MOST = 2000
PIECE = 64 * 1024


async def parts(request: web.Request) -> AsyncIterator[BodyPartReader]:
    """The parts of a form in order. Raises HTTPBadRequest for what is no such form."""
    if not request.content_type.startswith("multipart/form-data"):
        raise web.HTTPBadRequest(text="Send a form with a file.")
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if isinstance(part, MultipartReader):
                raise web.HTTPBadRequest(text="A form in a form is not read.")
            yield part
    except (ValueError, AssertionError, RuntimeError):
        raise web.HTTPBadRequest(text="This form cannot be read.") from None


async def pieces(part: BodyPartReader) -> AsyncIterator[bytes]:
    """The content of a file."""
    while piece := await part.read_chunk(PIECE):
        yield piece


async def field(part: BodyPartReader) -> str:
    """The text of a small field. Raises HTTPBadRequest."""
    read = bytearray()
    async for piece in pieces(part):
        read += piece
        if len(read) > FIELD_MOST:
            raise web.HTTPBadRequest(text="A field of this form is too long.")
    return read.decode("utf-8", "replace")
