"""Whether what the dialogs say at once fits one text message, with the longest real values."""

from collections.abc import Iterator, Mapping, Sequence

from dialogs.engine.phrases import LANGUAGES, wording
from dialogs.engine.render import render
from dialogs.engine.reply import Reply
from dialogs.engine.script import Ask, Dialog, End, Step, Tell
from dialogs.engine.soundness import BrokenDialogError
from dialogs.engine.vocabulary import MENU
from dialogs.phrases import PHRASES
from models.terms.channel import Style
from models.terms.request import Fact
from models.terms.segments import Encoding, count_segments

Said = tuple[str, tuple[Reply, ...]]
"""Where it is said, and the replies that make one message."""


def check_fit(
    dialogs: Sequence[type[Dialog]],
    longest: Mapping[str, Fact],
    excepted: Mapping[str, str],
) -> None:
    """Raises BrokenDialogError naming every message of more than one segment.

    `longest`: the longest real value of each fact; a fact that is a code takes its longest
    phrase. `excepted`: where a message may be longer, with the reason.
    """
    faults = list(overlong(dialogs, longest, excepted))
    if faults:
        raise BrokenDialogError("\n".join(faults))


def overlong(
    dialogs: Sequence[type[Dialog]],
    longest: Mapping[str, Fact],
    excepted: Mapping[str, str],
) -> Iterator[str]:
    for language in LANGUAGES:
        facts = {**_longest_codes(language), **longest}
        for where, replies in said_at_once(dialogs):
            filled = [Reply(each.phrase, facts, each.choices) for each in replies]
            text = render(filled, style=Style.TERSE, language=language).text
            count = count_segments(text)
            if count.encoding is not Encoding.GSM7:
                yield f"{where} ({language}): a letter is not in the SMS alphabet: {text}"
            elif count.segments > 1 and where not in excepted:
                yield f"{where} ({language}): {count.units} units, 160 fit: {text}"


def said_at_once(dialogs: Sequence[type[Dialog]]) -> Iterator[Said]:
    """Every message the engine can make of these scripts, but for a talk that was lost."""
    asks = [(dialog, step) for dialog in dialogs for step in dialog.script if isinstance(step, Ask)]
    for dialog, ask in asks:
        yield from _of_question(dialog, ask)
    for dialog in dialogs:
        for step in dialog.script:
            if isinstance(step, (Tell, End)):
                yield f"{dialog.name}, {step.name}", tuple(_chain(dialog, step))
    firm = [(dialog, ask) for dialog, ask in asks if not ask.is_loose]
    for dialog, ask in firm:
        yield from _after_others(dialog, ask, dialogs)
    for phrase in ("nothing_to_cancel", "cancelled", "welcome", "help", "rest", "back_idle"):
        yield f"engine, {phrase}", (Reply(f"engine.{phrase}"),)


def _of_question(dialog: type[Dialog], ask: Ask) -> Iterator[Said]:
    plainly = Reply(ask.say, {}, ask.offered)
    explained = Reply(ask.explain, {}, ask.offered)
    before = ["greeting", "welcome", "not_understood_1", "back_again"]
    if dialog.name == MENU:
        before.append("first_question")
    yield f"{dialog.name}, {ask.name}", (plainly,)
    yield f"{dialog.name}, {ask.name}, language", (Reply("language.set"), plainly)
    for phrase in before:
        yield f"{dialog.name}, {ask.name}, {phrase}", (Reply(f"engine.{phrase}"), plainly)
    for phrase in ("help", "not_understood_2"):
        yield f"{dialog.name}, {ask.name}, {phrase}", (Reply(f"engine.{phrase}"), explained)


def _chain(dialog: type[Dialog], step: Step) -> Iterator[Reply]:
    """What follows from something told, up to the next question, service or end."""
    if isinstance(step, (Tell, End)):
        yield Reply(step.say)
    if isinstance(step, Tell):
        yield from _chain(dialog, dialog.steps[step.then])
    if isinstance(step, Ask):
        yield Reply(step.say, {}, step.offered)


def _after_others(
    dialog: type[Dialog], ask: Ask, dialogs: Sequence[type[Dialog]]
) -> Iterator[Said]:
    """The question that waited, asked again after another dialog has ended."""
    again = (Reply(f"{dialog.name}.resumed"), Reply(ask.say, {}, ask.offered))
    yield f"{dialog.name}, {ask.name}, cancelled", (Reply("engine.cancelled"), *again)
    for other in dialogs:
        for step in other.script if other is not dialog else ():
            if isinstance(step, End) and not step.is_quiet:
                where = f"{dialog.name}, {ask.name}, after {other.name}, {step.name}"
                yield where, (Reply(step.say), *again)


def _longest_codes(language: str) -> Mapping[str, Fact]:
    """For each fact that is a code, the code with the longest phrase: stage, service."""
    longest: dict[str, str] = {}
    for name in PHRASES:
        family, _, code = name.partition(".")
        fact = family.removeprefix("case_")
        if fact in {"stage", "service"}:
            said = len(wording(name, language, Style.TERSE))
            known = longest.get(fact)
            if known is None or said > len(wording(f"{family}.{known}", language, Style.TERSE)):
                longest[fact] = code
    return dict(longest)
