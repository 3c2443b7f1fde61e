"""What must be true of scripts before anyone may talk to them; else the process will not start."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dialogs.engine.broken import BrokenDialogError
from dialogs.engine.ears import Ear
from dialogs.engine.locating import refuse
from dialogs.engine.phrases import LANGUAGES, MissingTranslationError, wording
from dialogs.engine.script import MORE, Ask, Dialog, Do, End, Go, Next, Step, Tell
from dialogs.engine.vocabulary import GLOBAL_WORDS
from dialogs.engine.wording import KINDS, OFFICE_KINDS
from dialogs.phrases import PHRASES, given_twice
from models.terms.channel import Style

__all__ = ["BrokenDialogError", "check", "faults_of_outcomes", "phrases_of", "services_of"]

AT_ONCE_MOST = 9
_HANDED = frozenset({"dialogs"})
"""Lists the engine itself hands over."""


def check(dialogs: Sequence[type[Dialog]]) -> None:
    """Raises BrokenDialogError with every fault that was found."""
    faults = [*_faults_of_names(dialogs), *_faults_of_services(dialogs), *_faults_of_phrases()]
    faults += _faults_of_ears(dialogs)
    names = {dialog.name for dialog in dialogs}
    for dialog in dialogs:
        faults += _faults_of_graph(dialog, names)
        faults += _faults_of_questions(dialog)
        faults += _faults_of_costs(dialog)
        faults += _faults_of_words(dialog)
    refuse(faults, dialogs)


def services_of(dialogs: Sequence[type[Dialog]]) -> Mapping[str, frozenset[str]]:
    """Every service the dialogs ask, with the outcomes they are ready for."""
    asked: dict[str, frozenset[str]] = {}
    for _, step in _steps(dialogs):
        if isinstance(step, Do):
            asked[step.service] = asked.get(step.service, frozenset()) | set(step.outcomes)
    return asked


def ears_of(dialogs: Sequence[type[Dialog]], more: Iterable[Ear] = ()) -> dict[str, Ear]:
    """The listeners that these dialogs use, by name."""
    found = {ear.__name__: ear for ear in more}
    return found | {ear.__name__: ear for ear in _ears(dialogs)}


def _ears(dialogs: Sequence[type[Dialog]]) -> Iterator[Ear]:
    for dialog in dialogs:
        yield from dialog.fills
        yield from (ear for ear, _ in dialog.begins_on)
        for step in dialog.script:
            if isinstance(step, Ask):
                yield from step.hears
            if isinstance(step, Next):
                yield step.reads


def _faults_of_ears(dialogs: Sequence[type[Dialog]]) -> Iterator[str]:
    """A kept version finds its listeners by name, so a name must mean one."""
    known: dict[str, Ear] = {}
    for ear in _ears(dialogs):
        if known.setdefault(ear.__name__, ear) is not ear:
            yield f"Two listeners are called {ear.__name__}."


def phrases_of(dialog: type[Dialog]) -> Iterator[tuple[str, str]]:
    """State and phrase of everything a dialog says by itself."""
    for step in dialog.script:
        if isinstance(step, (Ask, Tell, End)):
            yield step.name, step.say
        if isinstance(step, Ask):
            yield step.name, step.explain
            yield from ((step.name, choice.phrase) for choice in step.offered)
        if isinstance(step, Ask) and not step.is_loose:
            yield step.name, f"{dialog.name}.resumed"


def _faults_of_graph(dialog: type[Dialog], names: set[str]) -> Iterator[str]:
    known = set(dialog.steps)
    if len(known) < len(dialog.script):
        yield f"{dialog.name}: two states bear the same name."
    for step in dialog.script:
        for target in set(step.exits().values()) - known:
            yield f"{dialog.name}, {step.name}: there is no state {target}."
        if isinstance(step, Go) and (step.dialog is None) == (step.follows is None):
            yield f"{dialog.name}, {step.name}: it goes to a dialog or follows a slot, one of both."
        if isinstance(step, Go) and step.dialog is not None and step.dialog not in names:
            yield f"{dialog.name}, {step.name}: there is no dialog {step.dialog}."
    begun = _begun(dialog)
    for target in sorted({*begun} - known):
        yield f"{dialog.name}: there is no state {target} to begin in."
    for lonely in sorted(known - _reached(dialog, begun)):
        yield f"{dialog.name}, {lonely}: nothing leads here."
    for step in dialog.script:
        onward = _reached(dialog, [step.name])
        if not any(isinstance(dialog.steps[name], (End, Go)) for name in onward):
            yield f"{dialog.name}, {step.name}: no end can be reached from here."


def _faults_of_questions(dialog: type[Dialog]) -> Iterator[str]:
    """A question that is skipped or picks leads on, and its list comes from somewhere."""
    kept = {slot for step in dialog.script if isinstance(step, Do) for slot in step.keeps}
    for step in dialog.script:
        if not isinstance(step, Ask):
            continue
        where = f"{dialog.name}, {step.name}"
        if step.slot is not None and step.then is None:
            yield f"{where}: it fills {step.slot} and does not say what comes then."
        if (step.offers is None) != (step.picks is None):
            yield f"{where}: offers and picks belong together."
        if step.picks and step.wants and step.picks != step.wants:
            yield f"{where}: it picks {step.picks} and wants {step.wants}."
        if step.offers and step.offers not in kept | _HANDED:
            yield f"{where}: nothing keeps {step.offers}, which it offers."
        if step.offers and not 1 <= step.at_once <= AT_ONCE_MOST:
            yield f"{where}: at once between 1 and {AT_ONCE_MOST} can be offered."
        if MORE in step.choices:
            yield f"{where}: {MORE} is the engine's own choice."


def _faults_of_costs(dialog: type[Dialog]) -> Iterator[str]:
    """What costs is reached by a choice alone: not by a listener, a slot or a beginning."""
    begun = _begun(dialog)
    for step in dialog.script:
        if isinstance(step, Ask):
            begun += [*step.hears.values(), *([step.then] if step.then else [])]
    waiting, reached = begun, set[str]()
    while waiting:
        state = waiting.pop()
        if state in reached or state not in dialog.steps:
            continue
        reached.add(state)
        match dialog.steps[state]:
            case Do(costs=True) as do:
                yield f"{dialog.name}, {state}: {do.service} costs and can be reached by a guess."
            case (Do() | Tell() | Next()) as passed:
                waiting.extend(passed.exits().values())


def faults_of_outcomes(
    dialogs: Sequence[type[Dialog]], declared: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Where a `Do` asks what nobody answers, or is not ready for what may be answered."""
    for dialog, step in _steps(dialogs):
        if not isinstance(step, Do):
            continue
        where = f"{dialog.name}, {step.name}"
        if step.service not in declared:
            yield f"{where}: nobody answers {step.service}."
            continue
        for outcome in sorted(declared[step.service] - set(step.outcomes)):
            yield f"{where}: {step.service} may also answer {outcome}."
        for outcome in sorted(set(step.outcomes) - declared[step.service]):
            yield f"{where}: {step.service} never answers {outcome}."


def _faults_of_words(dialog: type[Dialog]) -> Iterator[str]:
    for state, phrase in phrases_of(dialog):
        if phrase not in PHRASES:
            yield f"{dialog.name}, {state}: there is no phrase {phrase}."
    for step in dialog.script:
        if not isinstance(step, Ask):
            continue
        if step.worded is not None and not _is_worded(step.worded):
            yield f"{dialog.name}, {step.name}: there is no way to word {step.worded}."
        phrases = [PHRASES[each.phrase] for each in step.offered if each.phrase in PHRASES]
        shown = [phrase.terse != "" for phrase in phrases]
        if shown != sorted(shown, reverse=True):
            yield f"{dialog.name}, {step.name}: a choice without a short form must stand last."


def _is_worded(kind: str) -> bool:
    return kind in KINDS | OFFICE_KINDS or any(name.startswith(f"{kind}.") for name in PHRASES)


def _faults_of_names(dialogs: Sequence[type[Dialog]]) -> Iterator[str]:
    owners: dict[str, str] = {}
    for dialog in dialogs:
        for word in (*dialog.keywords, *dialog.words):
            if word in owners:
                yield f"{dialog.name} and {owners[word]} both begin with {word}."
            if GLOBAL_WORDS.get(word, dialog.name) != dialog.name:
                yield f"{dialog.name} begins with {word}, which means something else everywhere."
            owners[word] = dialog.name
    names = [dialog.name for dialog in dialogs]
    yield from (f"Two dialogs are called {name}." for name in set(names) if names.count(name) > 1)


def _faults_of_services(dialogs: Sequence[type[Dialog]]) -> Iterator[str]:
    asked = services_of(dialogs)
    for dialog, step in _steps(dialogs):
        if isinstance(step, Do) and set(step.outcomes) != asked[step.service]:
            lacking = ", ".join(sorted(asked[step.service] - set(step.outcomes)))
            yield f"{dialog.name}, {step.name}: {step.service} may also answer {lacking}."


def _faults_of_phrases() -> Iterator[str]:
    yield from (f"The phrase {name} is given twice." for name in given_twice())
    for name in PHRASES:
        for language in LANGUAGES:
            try:
                for style in Style:
                    wording(name, language, style)
            except MissingTranslationError:
                yield f"The phrase {name} is not translated ({language})."


def _reached(dialog: type[Dialog], begun: Sequence[str]) -> set[str]:
    waiting = list(begun)
    reached: set[str] = set()
    while waiting:
        state = waiting.pop()
        if state in dialog.steps and state not in reached:
            reached.add(state)
            waiting.extend(dialog.steps[state].exits().values())
    return reached


def _begun(dialog: type[Dialog]) -> list[str]:
    """The states that are reached from outside the script."""
    given_up = [dialog.gives_up] if dialog.gives_up else []
    return [dialog.start(), *(state for _, state in dialog.begins_on), *given_up]


def _steps(dialogs: Sequence[type[Dialog]]) -> Iterator[tuple[type[Dialog], Step]]:
    return ((dialog, step) for dialog in dialogs for step in dialog.script)
