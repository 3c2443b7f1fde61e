"""Which way a message goes: an answer, a global word, a command, a greeting, or nothing known."""

import re
from dataclasses import dataclass, field, replace

from dialogs.engine import vocabulary
from dialogs.engine.choosing import More, Picked, chosen, pressed
from dialogs.engine.counter import Counter, Wish
from dialogs.engine.cutting import halves
from dialogs.engine.ears import Ear, Either, Slots, hear
from dialogs.engine.frame import Frame
from dialogs.engine.heard import Heard, plain
from dialogs.engine.misspelling import meant_by
from dialogs.engine.script import ONWARD, Ask, Dialog
from models.terms.request import Fact

_WORD = re.compile(r"[^\s#.*,;:!?]+")
_BETWEEN = re.compile(r"[\s#.*,;:]+")
_ORNAMENT = " .,!?:;\"'()-_*#"
_BELOW_ZERO = re.compile(r"-[0-9]")
SURE = 0.55
"""A wish that is less sure is not taken from half a message."""
_TAGGED = re.compile(r".+[=@].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that means the same everywhere."""

    meaning: str


@dataclass(frozen=True, slots=True)
class Command:
    """The beginning of a dialog, with what was already said."""

    dialog: type[Dialog]
    state: str
    slots: Slots = field(default_factory=dict)
    second: "Command | None" = None
    """What else was asked for in the same message."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the open question."""

    trigger: str
    slots: Slots = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unsure:
    """One of several dialogs is meant: it is asked which."""

    dialogs: tuple[str, ...]
    slots: Slots = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stale:
    """A button of a question that is no longer open."""


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A greeting or a thanks with nothing else in it."""

    is_thanks: bool


Meaning = Word | Command | Answer | More | Unsure | Stale | Courtesy | None


def global_word(text: str) -> str | None:
    """The meaning of a message that is one of the words known everywhere."""
    return _meant_everywhere(plain(text))


def understand(heard: Heard, frame: Frame | None, counter: Counter) -> Meaning:
    """What a message means while this dialog's question is open (or none is)."""
    if heard.choice is not None:
        return _pressed(heard, frame, counter)
    meaning = _meaning(heard, frame, counter)
    if isinstance(meaning, (Command, Unsure)):
        return _both(meaning, heard, counter) or meaning
    return meaning


def _meaning(heard: Heard, frame: Frame | None, counter: Counter) -> Meaning:
    question = frame.question if frame is not None else None
    words = plain(heard.text)
    if frame is not None and question is not None:
        bare = "" if _BELOW_ZERO.match(words) else words.strip(_ORNAMENT)
        choice = chosen(bare, frame, question)
        if choice is not None:
            return _as_answer(choice, question)
    return (
        _listened(words, heard, frame, first=True)
        or _everywhere(words, frame)
        or _command(words, heard, counter)
        or _listened(words, heard, frame)
        or _begun(words, heard, counter)
        or _courtesy(words, question)
        or _wished(heard, frame, counter)
        or _guessed(words, heard, counter)
    )


def _both(whole: Command | Unsure, heard: Heard, counter: Counter) -> Command | None:
    """The first of two requests in one message, with the second behind it."""
    for texts in halves(heard.text):
        first, second = (_request(replace(heard, text=text), counter) for text in texts)
        if first is None or second is None or not _are_two(first, second):
            continue
        if first.dialog is second.dialog:
            return replace(
                first,
                slots={**second.slots, **first.slots},
                second=replace(second, slots={**first.slots, **second.slots}),
            )
        return replace(first, second=_with_heard(second, whole))
    return None


def _with_heard(second: Command, whole: Command | Unsure) -> Command:
    """The second request, with what understanding heard of it in the whole message."""
    known = whole.second if isinstance(whole, Command) else None
    if known is None or known.dialog is not second.dialog:
        return second
    return replace(second, slots={**known.slots, **second.slots})


def _request(half: Heard, counter: Counter) -> Command | None:
    """What half a message begins, where it surely begins something."""
    words = plain(half.text)
    begun = _command(words, half, counter) or _begun(words, half, counter)
    if begun is None:
        wish = counter.wishes(half, None)
        named = _named_by(wish, half, counter) if wish and wish.sureness >= SURE else None
        begun = named if isinstance(named, Command) else None
    is_offered = begun is not None and begun.dialog.name not in vocabulary.NEVER_HALF
    return begun if is_offered else None


def _are_two(first: Command, second: Command) -> bool:
    if first.dialog is not second.dialog:
        return True
    slot = first.dialog.twice
    values = [each.slots.get(slot) if slot else None for each in (first, second)]
    return None not in values and values[0] != values[1]


def _pressed(heard: Heard, frame: Frame | None, counter: Counter) -> Meaning:
    """A button: of the open question, or an older one that still names a way to go."""
    choice = heard.choice or ""
    question = frame.question if frame is not None else None
    if frame is not None and question is not None:
        found = pressed(choice, frame, question)
        if found is not None:
            return _as_answer(found, question)
        if choice in question.choices:
            return Stale()
    named = counter.by_name.get(choice)
    if named is not None:
        return Command(named, named.start())
    if _TAGGED.fullmatch(choice):
        return Stale()
    words = plain(choice)
    return _everywhere(words) or _command(words, heard, counter)


def _as_answer(choice: str | Picked | More, question: Ask) -> Answer | More:
    match choice:
        case More():
            return choice
        case Picked(value):
            return Answer(ONWARD, {str(question.slot): value})
    return Answer(f"choose_{choice}")


def _everywhere(words: str, frame: Frame | None = None) -> Word | None:
    """A word that is known everywhere; zero is one only where nothing else is asked."""
    meaning = _meant_everywhere(words)
    if words.strip(_ORNAMENT) == vocabulary.ZERO and frame is not None:
        meaning = meaning if frame.dialog.name in vocabulary.ZERO_CALLS else None
    return Word(meaning) if meaning is not None else None


def _meant_everywhere(words: str) -> str | None:
    known = vocabulary.GLOBAL_WORDS
    bare = words.strip(_ORNAMENT) or words
    return known.get(bare) or known.get(_BETWEEN.sub(" ", bare))


def _listened(
    words: str, heard: Heard, frame: Frame | None, *, first: bool = False
) -> Answer | None:
    """`first`: only what a question hears before any word that is known everywhere."""
    question = frame.question if frame is not None else None
    if frame is None or question is None:
        return None
    for ear in question.hears:
        if first and not getattr(ear, "goes_first", False):
            continue
        slots = hear(ear, words, heard)
        if slots is not None:
            return Answer(ear.__name__, {**_filled(frame.dialog, words, heard), **slots})
    if not first and frame.dialog.fills and question.then and question.slot:
        slots = _filled(frame.dialog, words, heard)
        if question.slot in slots:
            return Answer(ONWARD, slots)
    return None


def _filled(dialog: type[Dialog], words: str, heard: Heard) -> Slots:
    """What else of the dialog's slots was said in the same breath."""
    return _all_of(dialog.fills, words, heard)


def _all_of(ears: tuple[Ear, ...], words: str, heard: Heard) -> Slots:
    found: dict[str, Fact | Either] = {}
    for ear in ears:
        found = {**(hear(ear, words, heard) or {}), **found}
    return found


def _command(words: str, heard: Heard, counter: Counter) -> Command | None:
    """A whole message that is known, or a keyword and whatever it brings along."""
    named = counter.by_word.get(words.strip(_ORNAMENT))
    if named is not None:
        return Command(named, named.start())
    first = _WORD.search(words)
    dialog = counter.by_keyword.get(first.group()) if first else None
    if first is None or dialog is None:
        return None
    rest = words[first.end() :]
    brought = _all_of(dialog.brings, rest, replace(heard, text=_behind(heard.text, first, rest)))
    begun = _with_slots(dialog, rest, heard)
    return replace(begun, slots={**brought, **begun.slots})


def _behind(text: str, first: re.Match[str], rest: str) -> str:
    """What stands behind the keyword as it was written, where that can be found."""
    written = _WORD.search(text)
    is_it = written is not None and plain(written.group()) == first.group()
    return text[written.end() :] if written is not None and is_it else rest


def _with_slots(dialog: type[Dialog], rest: str, heard: Heard) -> Command:
    heard = replace(heard, text=rest)
    filled = _filled(dialog, rest, heard)
    for ear, state in dialog.begins_on:
        slots = hear(ear, rest, heard)
        if slots is not None:
            return Command(dialog, state, {**filled, **slots})
    return Command(dialog, dialog.start(), filled)


def _begun(words: str, heard: Heard, counter: Counter) -> Command | None:
    """What needs no keyword, such as a case number alone or in a sentence."""
    for dialog in counter.dialogs:
        for ear, state in dialog.begins_on:
            slots = hear(ear, words, heard)
            if slots is not None:
                return Command(dialog, state, {**_filled(dialog, words, heard), **slots})
    return None


def _courtesy(words: str, question: Ask | None) -> Courtesy | None:
    said = set(_WORD.findall(words.replace("'", "")))
    if not said:
        return None
    thanks, greetings = said & vocabulary.THANKS, said & vocabulary.GREETINGS
    if thanks and said <= thanks | vocabulary.AROUND_THANKS:
        return Courtesy(is_thanks=True)
    if question is None and said <= vocabulary.ASSENTS:
        return Courtesy(is_thanks=True)
    if greetings and said <= greetings | vocabulary.AROUND_GREETINGS:
        return Courtesy(is_thanks=False)
    return None


def _wished(heard: Heard, frame: Frame | None, counter: Counter) -> Meaning:
    """What a sentence without a keyword asks for; a wish that costs is begun, never done."""
    question = frame.question if frame is not None else None
    wish = counter.wishes(heard, question)
    if wish is None or (wish.intent in _SPELT_RIGHT and len(heard.text.split()) == 1):
        return None
    match wish.intent:
        case "answer":
            return _answered(wish, question)
        case "thanks" | "greeting":
            return Courtesy(is_thanks=wish.intent == "thanks")
        case vocabulary.CANCEL if question is not None and _is_about_it(question):
            return Word(wish.intent)
        case vocabulary.HELP | vocabulary.BACK | vocabulary.INDONESIAN | vocabulary.ENGLISH:
            return Word(wish.intent)
    return _named_by(wish, heard, counter)


def _is_about_it(question: Ask) -> bool:
    """Whether to cancel would be about what is asked, and not about something made earlier."""
    return not question.is_loose or vocabulary.CANCEL in question.choices


def _named_by(wish: Wish, heard: Heard, counter: Counter) -> Command | Unsure | None:
    """The dialog of an intent, or the choice between those that may be meant."""
    intents = _CANCELLED if wish.intent == vocabulary.CANCEL else (wish.intent, *wish.others)
    renamed = (vocabulary.DIALOG_OF_INTENT.get(name, name) for name in intents)
    named = [name for name in renamed if name in counter.by_name]
    if len(named) > 1 or (named and named[0] in vocabulary.NEVER_WISHED):
        return Unsure(tuple(named), wish.slots)
    if not named:
        return None
    begun = _with_slots(counter.by_name[named[0]], plain(heard.text), heard)
    is_half = begun.dialog.name not in vocabulary.NEVER_HALF
    second = _as_second(wish.second, counter) if wish.second and is_half else None
    return Command(begun.dialog, begun.state, {**wish.slots, **begun.slots}, second)


def _as_second(wish: Wish, counter: Counter) -> Command | None:
    dialog = counter.by_name.get(wish.intent)
    is_offered = dialog is not None and dialog.name not in vocabulary.NEVER_HALF
    return Command(dialog, dialog.start(), wish.slots) if dialog and is_offered else None


_SPELT_RIGHT = frozenset({"stop", "start", *vocabulary.NEVER_GUESSED})
"""A single word that is only near one of these is not taken for it."""
_CANCELLED = (vocabulary.GIVE_UP,)
"""Where something that was made earlier can be cancelled."""


def _answered(wish: Wish, question: Ask | None) -> Answer | None:
    """An answer that was understood: one of the choices, or the slot the question is for."""
    if question is None:
        return None
    word = wish.slots.get("choice")
    if isinstance(word, str) and word in question.choices:
        return Answer(f"choose_{word}")
    if question.slot in wish.slots and question.then:
        return Answer(ONWARD, wish.slots)
    return None


def _guessed(words: str, heard: Heard, counter: Counter) -> Word | Command | None:
    """A misspelt global word or keyword that stands alone; nothing that costs is guessed."""
    bare = words.strip(_ORNAMENT)
    meant = meant_by(bare, vocabulary.GUESSED_WORDS) or meant_by(bare, counter.by_keyword)
    if meant is None:
        return None
    return _everywhere(meant) or _command(meant, heard, counter)
