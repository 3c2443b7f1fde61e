"""What the open question offers: fixed choices, and the part of a list that is shown now."""

from collections.abc import Mapping
from zlib import crc32

from dialogs.engine.frame import Frame
from dialogs.engine.phrases import LANGUAGES
from dialogs.engine.reply import Choice
from dialogs.engine.script import MORE, Ask, Do
from models.terms.request import Fact

READINGS_MOST = 3
"""So many readings of one answer are asked about at once."""


def offered(frame: Frame, ask: Ask) -> tuple[Choice, ...]:
    """The choices as they stand, in the order of their numbers."""
    if ask.offers is None and not frame.doubts:
        return _fixed(frame, ask)
    values = listed(frame, ask)
    if not values:
        return _fixed(frame, ask)
    labels = _labels(frame.slots, ask, values)
    most = READINGS_MOST if is_doubted(frame, ask) else ask.at_once
    here = range(len(values))[frame.begin : frame.begin + most]
    shown = [
        Choice(values[at], "", ask.worded, labels[at], pressed=f"{ask.slot}={values[at]}")
        for at in here
    ]
    if len(values) > most:
        shown.append(Choice(MORE, "engine.choice.more"))
    return (*shown, *_fixed(frame, ask))


def listed(frame: Frame, ask: Ask) -> list[str]:
    """The whole list behind a question: its readings where it was answered in several ways."""
    if is_doubted(frame, ask):
        return frame.doubts[str(ask.slot)]
    found = frame.slots.get(ask.offers) if ask.offers else None
    return found if isinstance(found, list) else []


def is_doubted(frame: Frame, ask: Ask) -> bool:
    """Whether this question is now about which of several readings was meant."""
    return ask.slot is not None and ask.slot in frame.doubts


def turn_over(frame: Frame, ask: Ask) -> None:
    """Show the next of the list; after the last the first again."""
    most = READINGS_MOST if is_doubted(frame, ask) else ask.at_once
    frame.begin += most
    if frame.begin >= len(listed(frame, ask)):
        frame.begin = 0


def _fixed(frame: Frame, ask: Ask) -> tuple[Choice, ...]:
    """Buttons of what costs say of which question they are: an older "yes" must not do."""
    if not costs(frame, ask):
        return ask.offered
    mark = _mark(frame)
    return tuple(
        Choice(each.value, each.phrase, pressed=f"{each.value}@{mark}") for each in ask.offered
    )


def costs(frame: Frame, ask: Ask) -> bool:
    """Whether a choice of this question leads straight to what costs."""
    steps = frame.dialog.steps
    for target in ask.choices.values():
        step = steps.get(target)
        if isinstance(step, Do) and step.costs:
            return True
    return False


def _mark(frame: Frame) -> str:
    told = repr((frame.dialog.name, frame.state, sorted(frame.slots.items())))
    return f"{crc32(told.encode(errors='replace')):08x}"


def _labels(slots: Mapping[str, Fact], ask: Ask, values: list[str]) -> list[tuple[str, ...]]:
    if ask.labels is None:
        return [()] * len(values)
    told = [slots.get(ask.labels, slots.get(f"{ask.labels}_{each}")) for each in LANGUAGES]
    columns = [each for each in told if isinstance(each, list) and len(each) == len(values)]
    if len(columns) < len(LANGUAGES):
        return [()] * len(values)
    return list(zip(*columns, strict=True))
