"""A talk in progress as a short JSON text, and back; what cannot be read is left out.

The text comes from the database and may be of an older version of the dialogs: a state that the
present one has renamed goes on there, any other talk is finished on the version it began with.
Where that is not kept, a state of the same name will do; what is no more is dropped.
"""

from collections.abc import Mapping, Sequence

import msgspec

from dialogs.engine.frame import Frame
from dialogs.engine.script import Ask, Dialog
from models.terms.request import Fact

FRAMES_MOST = 3
"""How many dialogs may stand open over one another; the oldest is forgotten."""


class KeptFrame(msgspec.Struct, omit_defaults=True):
    """One open dialog as it is stored."""

    dialog: str
    state: str
    version: str = ""
    """With which script it began: it is finished on that one."""
    slots: dict[str, Fact] = {}
    tries: int = 0
    asked: list[str] = []
    begin: int = 0
    doubts: dict[str, list[str]] = {}
    rests: bool = False


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(list[KeptFrame])


def to_text(frames: Sequence[Frame]) -> str | None:
    """The frames, oldest first; None when nothing is open."""
    if not frames:
        return None
    return _ENCODER.encode([_kept(frame) for frame in frames]).decode()


Older = Mapping[tuple[str, str], type[Dialog]]
"""Dialogs of older versions by name and version."""


def from_text(
    text: str | None, dialogs: Mapping[str, type[Dialog]], older: Older | None = None
) -> tuple[list[Frame], bool]:
    """The frames of a snapshot, and whether the running one had to be given up."""
    if text is None:
        return [], False
    try:
        kept = _DECODER.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return [], True
    frames = [_frame(each, dialogs, older or {}) for each in kept[-FRAMES_MOST:]]
    is_lost = not frames or frames[-1] is None
    return [frame for frame in frames if frame is not None], is_lost


def versions_in(text: str) -> list[tuple[str, str]]:
    """Which dialogs of which version stand open in a snapshot."""
    try:
        return [(each.dialog, each.version) for each in _DECODER.decode(text)]
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return []


def _kept(frame: Frame) -> KeptFrame:
    return KeptFrame(
        frame.dialog.name,
        frame.state,
        frame.dialog.version,
        _kept_slots(frame),
        frame.tries,
        frame.asked,
        frame.begin,
        frame.doubts,
        frame.rests,
    )


def _kept_slots(frame: Frame) -> dict[str, Fact]:
    secrets = frame.dialog.secrets
    if not secrets:
        return frame.slots
    return {slot: value for slot, value in frame.slots.items() if slot not in secrets}


def _frame(kept: KeptFrame, dialogs: Mapping[str, type[Dialog]], older: Older) -> Frame | None:
    dialog, state = dialogs.get(kept.dialog), kept.state
    if dialog is None or dialog.version != kept.version:
        if dialog is not None and state in dialog.renamed:
            state = dialog.renamed[state]
        else:
            dialog = older.get((kept.dialog, kept.version), dialog)
    if dialog is None or not isinstance(dialog.steps.get(state), Ask):
        return None
    asked = [name for name in kept.asked if isinstance(dialog.steps.get(name), Ask)]
    return Frame(
        dialog,
        state,
        kept.slots,
        max(kept.tries, 0),
        asked,
        max(kept.begin, 0),
        {slot: readings for slot, readings in kept.doubts.items() if readings},
        kept.rests,
    )
