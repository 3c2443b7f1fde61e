"""A dialog that may not be talked to; apart from the engine, so that it can be caught early."""

import traceback
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ROOMS = frozenset({"dialogs", "gateway", "models", "server", "web_chat"})


class BrokenDialogError(Exception):
    """A script that cannot be held; each line of the text is one fault, with its file and line."""


def placed(file: Path, line: int) -> str:
    """What stands before a fault: where it is, as seen from the house."""
    shown = file.relative_to(HOUSE) if file.is_relative_to(HOUSE) else file
    return f"{shown}:{line}: "


def broken_by(error: Exception) -> BrokenDialogError | None:
    """The fault of a dialog that is no sound Python; None where no file of dialogs/ is to blame.

    `error` was raised while modules were loaded. The place is the innermost of a dialog's own:
    what the engine makes of it is told by the line that asked for it.
    """
    if isinstance(error, BrokenDialogError):
        return error
    if isinstance(error, SyntaxError) and error.filename is not None:
        places, what = [(Path(error.filename), error.lineno or 1)], error.msg
    else:
        steps = traceback.extract_tb(error.__traceback__)
        places = [(Path(step.filename), step.lineno or 1) for step in steps]
        what = f"{type(error).__name__}: {error}".splitlines()[0]
    ours = [(file, line) for file, line in places if _room_of(file) in ROOMS]
    if not ours or _room_of(ours[-1][0]) != "dialogs":
        return None
    written = [place for place in ours if _is_dialogs_own(place[0])]
    file, line = (written or ours)[-1]
    return BrokenDialogError(f"{placed(file, line)}it cannot be loaded: {what}")


def _room_of(file: Path) -> str | None:
    return file.relative_to(HOUSE).parts[0] if file.is_relative_to(HOUSE) else None


def _is_dialogs_own(file: Path) -> bool:
    return file.is_relative_to(HOUSE / "dialogs") and "engine" not in file.parts
