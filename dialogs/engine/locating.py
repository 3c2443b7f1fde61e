"""Where in the code a fault of a script stands: the class, the state, the phrase."""

import inspect
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from dialogs.engine.broken import BrokenDialogError, placed
from dialogs.engine.script import Dialog
from dialogs.phrases import FILES

_PLACE = re.compile(r"(\w+)(?:, (\w+))?\b")
_PHRASE = re.compile(r"[Pp]hrase ([\w.]+\w)")


def refuse(faults: Iterable[str], dialogs: Sequence[type[Dialog]]) -> None:
    """Raises BrokenDialogError with all of them, each once behind its file and line."""
    found = [f"{_where(fault, dialogs)}{fault}" for fault in dict.fromkeys(faults)]
    if found:
        raise BrokenDialogError("\n".join(found))


def _where(fault: str, dialogs: Sequence[type[Dialog]]) -> str:
    place = _PLACE.match(fault)
    named = [each for each in dialogs if place and each.name == place[1]]
    if place and named:
        return _in_dialog(named[-1], place[2] or "")
    phrase = _PHRASE.search(fault)
    return _in_phrases(phrase[1]) if phrase else ""


def _in_dialog(dialog: type[Dialog], state: str) -> str:
    """The line of the state, or of the class; nothing for a class that was made while running."""
    try:
        file = inspect.getsourcefile(dialog)
        lines, first = inspect.getsourcelines(dialog)
    except (OSError, TypeError):
        return ""
    named = re.compile(rf'(?:^|\()\s*"{re.escape(state)}",')
    at = next((at for at, line in enumerate(lines) if named.search(line)), 0) if state else 0
    return placed(Path(file), first + at) if file else ""


def _in_phrases(phrase: str) -> str:
    """The line where it is given; of a name given twice the last, as that one is said."""
    for file in reversed(FILES):
        for at, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if f'"{phrase}":' in line:
                return placed(file, at)
    return ""
