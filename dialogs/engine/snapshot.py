"""A talk in progress as a short JSON text, and back; what cannot be read is left out.

The text comes from the database and may be of an older version of the dialogs: a state that was
renamed is followed, a dialog or state that is no more is dropped.
"""

from collections.abc import Mapping, Sequence

import msgspec

from dialogs.engine.script import Ask, Dialog, Frame
from models.terms.request import Fact

FRAMES_MOST = 3
"""How many dialogs may stand open over one another; the oldest is forgotten."""


class KeptFrame(msgspec.Struct, omit_defaults=True):
    """One open dialog as it is stored."""

    dialog: str
    state: str
    version: str = ""
    """With which script it began; running talks are to be pinned to it."""
    slots: dict[str, Fact] = {}
    tries: int = 0
    asked: list[str] = []


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(list[KeptFrame])


def to_text(frames: Sequence[Frame]) -> str | None:
    """The frames, oldest first; None when nothing is open."""
    if not frames:
        return None
    return _ENCODER.encode([_kept(frame) for frame in frames]).decode()


def from_text(text: str | None, dialogs: Mapping[str, type[Dialog]]) -> tuple[list[Frame], bool]:
    """The frames of a snapshot, and whether the running one had to be given up."""
    if text is None:
        return [], False
    try:
        kept = _DECODER.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return [], True
    frames = [_frame(each, dialogs) for each in kept[-FRAMES_MOST:]]
    is_lost = not frames or frames[-1] is None
    return [frame for frame in frames if frame is not None], is_lost


def _kept(frame: Frame) -> KeptFrame:
    return KeptFrame(
        frame.dialog.name,
        frame.state,
        frame.dialog.version,
        frame.slots,
        frame.tries,
        frame.asked,
    )


def _frame(kept: KeptFrame, dialogs: Mapping[str, type[Dialog]]) -> Frame | None:
    dialog = dialogs.get(kept.dialog)
    if dialog is None:
        return None
    state = dialog.renamed.get(kept.state, kept.state)
    if not isinstance(dialog.steps.get(state), Ask):
        return None
    asked = [name for name in kept.asked if isinstance(dialog.steps.get(name), Ask)]
    return Frame(dialog, state, kept.slots, max(kept.tries, 0), asked)
