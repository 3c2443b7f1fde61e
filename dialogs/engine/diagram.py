"""Dialogs drawn for people: `python -m dialogs.engine.diagram FOLDER` writes a page for each."""

import inspect
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dialogs.engine.phrases import wording
from dialogs.engine.script import Ask, Dialog, Do, End, Go, Next, Step, Tell
from dialogs.registry import counter

USAGE = "usage: python -m dialogs.engine.diagram FOLDER\n"


def draw(dialog: type[Dialog]) -> str:
    """The script as a mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {dialog.start()}"]
    for ear, state in dialog.begins_on:
        lines.append(f"    [*] --> {state}: hears {ear.__name__}")
    for step in dialog.script:
        lines.append(f"    {step.name}: {_title(step)}")
        lines.extend(f"    {arrow}" for arrow in _arrows(step))
    return "\n".join(lines) + "\n"


def page(dialog: type[Dialog]) -> str:
    """A Markdown page: what the dialog is, what begins it, its drawing and its words."""
    about = inspect.getdoc(dialog) if dialog.__doc__ else inspect.getdoc(_module(dialog))
    begins = ", ".join(f"`{word}`" for word in (*dialog.keywords, *dialog.words))
    words = "\n".join(_rows(dialog))
    return (
        f"# {dialog.name}\n\n"
        "Drawn by `make diagrams` from the script; do not edit.\n\n"
        f"{about}\n\n"
        + (f"Begins with: {begins}.\n\n" if begins else "")
        + f"```mermaid\n{draw(dialog)}```\n\n"
        f"| state | says (English) |\n| --- | --- |\n{words}\n"
    )


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write(USAGE)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for dialog in counter.dialogs:
        (folder / f"{dialog.name}.md").write_text(page(dialog), encoding="utf-8")
    return 0


def _title(step: Step) -> str:
    match step:
        case Ask():
            return f"{step.name} (asks)"
        case Do():
            return f"{step.name} (does {step.service}{', which costs' if step.costs else ''})"
        case Tell():
            return f"{step.name} (tells)"
        case Next():
            return f"{step.name} (takes the next of {step.of})"
        case Go():
            return f"{step.name} (goes to {step.dialog or step.follows})"
        case End():
            return f"{step.name} (ends)"


def _arrows(step: Step) -> Iterator[str]:
    match step:
        case Ask():
            for word, target in step.choices.items():
                yield f"{step.name} --> {target}: {word}"
            for ear, target in step.hears.items():
                yield f"{step.name} --> {target}: hears {ear.__name__}"
            if step.then is not None:
                how = f"picks one of {step.offers}" if step.offers else f"knows {step.wants}"
                yield f"{step.name} --> {step.then}: {how}"
        case Do():
            for outcome, target in step.outcomes.items():
                yield f"{step.name} --> {target}: {outcome}"
        case Tell():
            yield f"{step.name} --> {step.then}"
        case Next():
            yield f"{step.name} --> {step.then}: hears {step.reads.__name__}"
            yield f"{step.name} --> {step.done}: nothing left"
        case Go() | End():
            yield f"{step.name} --> [*]"


def _rows(dialog: type[Dialog]) -> Iterator[str]:
    for step in dialog.script:
        if isinstance(step, (Ask, Tell, End)):
            said = wording(step.say, "en").replace("|", r"\|")
            offered = step.offered if isinstance(step, Ask) else ()
            labels = " / ".join(wording(choice.phrase, "en") for choice in offered)
            yield f"| {step.name} | {said}{f' [{labels}]' if labels else ''} |"


def _module(dialog: type[Dialog]) -> object:
    return sys.modules[dialog.__module__]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
