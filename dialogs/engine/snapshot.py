"""A talk in progress as a short JSON text, and back; what cannot be read begins anew."""

from collections.abc import Mapping
from typing import Any

import msgspec

from dialogs.engine.script import Dialog, Frame

VERSION = 1


class UnreadableSnapshotError(ValueError):
    """The text names dialogs or states that are no more, or is no snapshot at all."""


def to_text(frames: list[Frame]) -> str | None:
    """The frames, oldest first; None when nothing is open."""
    if not frames:
        return None
    told = [
        {
            "dialog": frame.dialog.name,
            "state": frame.state,
            **({"slots": frame.slots} if frame.slots else {}),
            **({"tries": frame.tries} if frame.tries else {}),
            **({"asked": frame.asked} if frame.asked else {}),
        }
        for frame in frames
    ]
    return msgspec.json.encode({"v": VERSION, "talk": told}).decode()


def from_text(text: str | None, dialogs: Mapping[str, type[Dialog]]) -> list[Frame]:
    """The frames of a snapshot. Raises UnreadableSnapshotError."""
    if text is None:
        return []
    try:
        read = msgspec.json.decode(text)
        return [_frame(told, dialogs) for told in read["talk"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableSnapshotError(type(error).__name__) from None


def _frame(told: dict[str, Any], dialogs: Mapping[str, type[Dialog]]) -> Frame:
    dialog = dialogs[told["dialog"]]
    frame = Frame(
        dialog,
        told["state"],
        dict(told.get("slots", {})),
        int(told.get("tries", 0)),
        [state for state in told.get("asked", ()) if state in dialog.steps],
    )
    if frame.question() is None:
        raise KeyError(frame.state)
    return frame
