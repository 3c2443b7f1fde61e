"""Whether what the dialogs say at once fits one text message, with the longest real values."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache

from dialogs.engine.following import RESTING
from dialogs.engine.locating import refuse
from dialogs.engine.offering import READINGS_MOST
from dialogs.engine.phrases import LANGUAGES, pieces, wording
from dialogs.engine.render import render
from dialogs.engine.reply import Choice, Reply
from dialogs.engine.script import MORE, Ask, Dialog, Do, End, Go, Next, Step, Tell
from dialogs.engine.vocabulary import MENU, OFFER
from dialogs.engine.wording import KINDS, SHORT_LENGTH
from dialogs.phrases import PHRASES
from models.terms.channel import Style
from models.terms.request import Fact
from models.terms.segments import Encoding, count_segments

LONGEST_OF_KIND: Mapping[str, str] = {
    "money": "12500000",
    "date": "2026-09-27",
    "long_date": "2026-09-27",
    "time": "09:00",
    "clock": "09:00",
    "code": "LKT-2026-000123",
    "part": "Ban luar belakang 90/90-14 tubeless",
}
"""The longest values that are told: amounts of eight figures, a Sunday in September."""

Said = tuple[str, tuple[Reply, ...]]
"""Where it is said, and the replies that make one message."""


def check_fit(
    dialogs: Sequence[type[Dialog]],
    longest: Mapping[str, Fact],
    excepted: Mapping[str, str],
) -> None:
    """Raises BrokenDialogError naming every message of more than one segment.

    `longest`: the longest real value of each fact; a fact that is a code takes its longest
    phrase. `excepted`: where a message may be longer, with the reason; `*` stands for anything.
    """
    refuse(overlong(dialogs, longest, excepted), dialogs)


def overlong(
    dialogs: Sequence[type[Dialog]],
    longest: Mapping[str, Fact],
    excepted: Mapping[str, str],
) -> Iterator[str]:
    for language in LANGUAGES:
        facts = {**_longest_values(language), **longest}
        for where, replies in said_at_once(dialogs):
            for fact in sorted(_facts_of(replies) - facts.keys()):
                yield f"{where}: dialogs/longest.py has no longest value of {fact}."
            filled = [Reply(each.phrase, facts, each.choices) for each in replies]
            text = render(filled, style=Style.TERSE, language=language).text
            count, told = count_segments(text), " / ".join(text.splitlines())
            if count.encoding is not Encoding.GSM7:
                yield f"{where} ({language}): a letter is not in the SMS alphabet: {told}"
            elif count.segments > 1 and not any(fnmatchcase(where, place) for place in excepted):
                yield f"{where} ({language}): {count.units} units, 160 fit: {told}"


def said_at_once(dialogs: Sequence[type[Dialog]]) -> Iterator[Said]:
    """Every message the engine can make of these scripts, but for a talk that was lost."""
    asks = [(dialog, step) for dialog in dialogs for step in dialog.script if isinstance(step, Ask)]
    for dialog, ask in asks:
        yield from _of_question(dialog, ask)
    for dialog in dialogs:
        for step in dialog.script:
            if isinstance(step, (Tell, End)):
                yield from _told(dialog, step)
    firm = [(dialog, ask) for dialog, ask in asks if not ask.is_loose]
    for dialog, ask in firm:
        yield from _after_others(dialog, ask, dialogs)
    for dialog, ask in asks:
        if ask.is_loose:
            yield from _after_offer(dialog, ask, dialogs)
    yield "engine, expired", (Reply("engine.expired", choices=RESTING),)
    for phrase in _ALONE:
        yield f"engine, {phrase}", (Reply(f"engine.{phrase}"),)


_ALONE = (
    "rests",
    *("nothing_to_cancel", "cancelled", "welcome", "help", "rest", "back_idle"),
    *("notice_survey", "notice_soon", "notice_tomorrow", "notice_back"),
    *("notice_order_confirmed", "notice_order_part", "notice_order_declined"),
    *("notice_order_called_off", "notice_order_ready", "notice_on_duty"),
    *("notice_ticket_moved", "notice_ticket_called", "notice_ticket_absent"),
    *("notice_ticket_no_show", "notice_ticket_cancelled"),
)


def _of_question(dialog: type[Dialog], ask: Ask) -> Iterator[Said]:
    plainly = _asked(ask, ask.say)
    explained = _asked(ask, ask.explain)
    before = ["greeting", "welcome", "not_understood_1", "back_again", "stale", "reminder"]
    before += ["salam", "read_partly", "also", "not_answered"]
    if ask.slot is not None:
        yield f"{dialog.name}, {ask.name}, which", (_which(ask),)
    if dialog.name == MENU:
        before.append("first_question")
    yield f"{dialog.name}, {ask.name}", (plainly,)
    yield f"{dialog.name}, {ask.name}, language", (Reply("language.set"), plainly)
    for phrase in before:
        yield f"{dialog.name}, {ask.name}, {phrase}", (Reply(f"engine.{phrase}"), plainly)
    for phrase in ("help", "not_understood_2"):
        yield f"{dialog.name}, {ask.name}, {phrase}", (Reply(f"engine.{phrase}"), explained)


def _told(dialog: type[Dialog], first: Step) -> Iterator[Said]:
    """What is told, with what may follow it at once: the place names the last that is said."""
    for said, last in _chains(dialog, first, frozenset()):
        where = f"{dialog.name}, {first.name}"
        yield (where if last in (None, first) else f"{where}, {last.name}"), said


def _chains(
    dialog: type[Dialog], step: Step, passed: frozenset[str]
) -> Iterator[tuple[tuple[Reply, ...], Step | None]]:
    """All that may be said from a step on without an answer, each with its question or end.

    Services answer in any of their ways; a state that comes again in one turn says nothing new.
    """
    if step.name in passed:
        return
    passed |= {step.name}
    match step:
        case Ask():
            yield (_asked(step, step.say),), step
        case End():
            yield (Reply(step.say),), step
        case Go():
            yield (), None
        case Tell() | Do() | Next():
            told = (Reply(step.say),) if isinstance(step, Tell) else ()
            for target in sorted({*step.exits().values()}):
                for said, last in _chains(dialog, dialog.steps[target], passed):
                    yield (*told, *said), last


def _asked(ask: Ask, phrase: str) -> Reply:
    """A question with as much of its list as is shown at once, and "more"."""
    listed = _values(ask, ask.at_once) if ask.offers else ()
    return Reply(phrase, {}, (*listed, *ask.offered))


def _which(ask: Ask) -> Reply:
    return Reply("engine.which_value", {}, (*_values(ask, READINGS_MOST), *ask.offered))


def _values(ask: Ask, count: int) -> tuple[Choice, ...]:
    """The longest value of its kind, so many times, and "more"."""
    more = Choice(MORE, "engine.choice.more")
    kind = ask.worded or ""
    if ask.labels or kind == "part" or not _is_told(kind):
        longest = Choice("", labels=("w" * SHORT_LENGTH,) * len(LANGUAGES), pressed="")
        return (longest,) * count + (more,)
    if kind in LONGEST_OF_KIND:
        return (Choice(LONGEST_OF_KIND[kind], worded=kind, pressed=""),) * count + (more,)
    codes = sorted(_codes_of(kind), key=lambda code: -_length(kind, code))
    told = tuple(Choice(code, worded=kind, pressed="") for code in codes[:count])
    return told if len(codes) <= count else (*told, more)


def _is_told(kind: str) -> bool:
    return kind in KINDS or bool(_codes_of(kind))


@cache
def _codes_of(kind: str) -> tuple[str, ...]:
    """What a family of phrases has words for."""
    return tuple(name.removeprefix(f"{kind}.") for name in PHRASES if name.startswith(f"{kind}."))


def _length(kind: str, code: str) -> int:
    return max(len(wording(f"{kind}.{code}", each, Style.TERSE)) for each in LANGUAGES)


def _after_others(
    dialog: type[Dialog], ask: Ask, dialogs: Sequence[type[Dialog]]
) -> Iterator[Said]:
    """The question that waited, asked again after another dialog has ended."""
    again = (Reply(f"{dialog.name}.resumed"), _asked(ask, ask.say))
    yield f"{dialog.name}, {ask.name}, cancelled", (Reply("engine.cancelled"), *again)
    for other in dialogs:
        for step in other.script if other is not dialog else ():
            if isinstance(step, End) and not step.is_quiet:
                where = f"{dialog.name}, {ask.name}, after {other.name}, {step.name}"
                yield where, (Reply(step.say), *again)


def _after_offer(dialog: type[Dialog], ask: Ask, dialogs: Sequence[type[Dialog]]) -> Iterator[Said]:
    """A loose question comes back only after the offer of a person, which stands over it."""
    for offer in (each for each in dialogs if each.name == OFFER and each is not dialog):
        for step in offer.script:
            if isinstance(step, End) and not step.is_quiet:
                where = f"{dialog.name}, {ask.name}, after {offer.name}, {step.name}"
                yield where, (Reply(step.say), _asked(ask, ask.say))


def _facts_of(replies: Sequence[Reply]) -> set[str]:
    """Which facts are told, those of phrases that tell another among them."""
    found: set[str] = set()
    for reply in replies:
        for piece in pieces(reply.phrase, LANGUAGES[0], Style.TERSE):
            found.update(place.fact for place in piece.places)
    return found


def _longest_values(language: str) -> Mapping[str, Fact]:
    """For each fact with a kind, the value that takes most room: a code, a date, an amount."""
    longest: dict[str, Fact] = {}
    for name in PHRASES:
        for piece in pieces(name, language, Style.TERSE):
            for place in piece.places:
                if place.codes is not None:
                    longest[place.fact] = _longest_of(place.codes, language)
    return longest


@cache
def _longest_of(kind: str, language: str) -> str:
    if kind in LONGEST_OF_KIND:
        return LONGEST_OF_KIND[kind]
    named = [name for name in PHRASES if name.startswith(f"{kind}.")]
    if not named:
        return ""
    longest = max(named, key=lambda name: len(wording(name, language, Style.TERSE)))
    return longest.removeprefix(f"{kind}.")
