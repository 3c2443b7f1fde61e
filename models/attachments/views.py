"""What the other floors see of a file: plain values, no table rows."""

from typing import NamedTuple


class FileView(NamedTuple):
    """One file as it is kept; the columns of its row."""

    id: str
    uploader: str
    conversation_id: int | None
    message_id: int | None
    name: str
    kind: str
    type: str
    size: int
    width: int | None
    height: int | None
    digest: str
    stored_at_ms: int

    @property
    def told(self) -> "Attached":
        return Attached(
            self.id, self.name, self.kind, self.type, self.size, self.width, self.height
        )


class Attached(NamedTuple):
    """What a message tells of one of its files."""

    id: str
    name: str
    kind: str
    type: str
    size: int
    width: int | None
    height: int | None
