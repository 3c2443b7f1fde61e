"""The dialogs of an office together, checked when they are loaded."""

from collections.abc import Sequence

from dialogs.engine.script import Ask, Dialog, Do, Go


class BrokenDialogError(Exception):
    """A script that cannot be held; the text names the dialog, the state and what is wrong."""


class Counter:
    """All dialogs, in the order in which their keywords are tried."""

    def __init__(self, dialogs: Sequence[type[Dialog]]) -> None:
        """Raises BrokenDialogError."""
        self.dialogs = tuple(dialogs)
        self.by_name = {dialog.name: dialog for dialog in self.dialogs}
        for dialog in self.dialogs:
            _check(dialog, self.by_name)
        _check_keywords(self.dialogs)


def _check(dialog: type[Dialog], by_name: dict[str, type[Dialog]]) -> None:
    steps = dialog.steps
    for step in dialog.script:
        where = f"{dialog.name}, {step.name}"
        for target in step.exits().values():
            if target not in steps:
                raise BrokenDialogError(f"{where}: there is no state {target}.")
        if isinstance(step, (Ask, Do)) and not step.exits():
            raise BrokenDialogError(f"{where}: nothing leads on from here.")
        if isinstance(step, Go) and step.dialog not in by_name:
            raise BrokenDialogError(f"{where}: there is no dialog {step.dialog}.")
    for _, state in dialog.begins_on:
        if state not in steps:
            raise BrokenDialogError(f"{dialog.name}: there is no state {state} to begin in.")
    unreached = set(steps) - _reached(dialog)
    if unreached:
        raise BrokenDialogError(f"{dialog.name}: nothing leads to {', '.join(sorted(unreached))}.")


def _reached(dialog: type[Dialog]) -> set[str]:
    waiting = [dialog.start(), *(state for _, state in dialog.begins_on)]
    reached: set[str] = set()
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting.extend(dialog.steps[state].exits().values())
    return reached


def _check_keywords(dialogs: Sequence[type[Dialog]]) -> None:
    owners: dict[str, str] = {}
    for dialog in dialogs:
        for keyword in dialog.keywords:
            if keyword in owners:
                raise BrokenDialogError(
                    f"{dialog.name} and {owners[keyword]} both begin with {keyword}."
                )
            owners[keyword] = dialog.name
